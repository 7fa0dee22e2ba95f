package dev.nodecast.scheduler.requirements;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requirements in the words of explanations. */
public final class RequirementWords {

    private static final int VALUES_SHOWN = 4;
    private static final String AWS_INSTANCE = "karpenter.k8s.aws/instance-";
    private static final Map<String, String> NAMES = names();

    private RequirementWords() {}

    /** What is asked: “zone us-east-1a or us-east-1b”, “any gpu name”, “cpu of at least 8”. */
    public static String asked(Requirement requirement) {
        String name = name(requirement.key());
        return switch (requirement.operator()) {
            case IN -> name + " " + values(requirement.values(), " or ");
            case NOT_IN -> name + " other than " + values(requirement.values(), " and ");
            case DOES_NOT_EXIST -> "no " + name;
            default -> bounds(requirement, name, "any " + name);
        };
    }

    /** What something lacks that does not meet it: “not of zone us-east-1a”, “without gpu name”. */
    public static String missed(Requirement requirement) {
        String name = name(requirement.key());
        return switch (requirement.operator()) {
            case IN -> "not of " + name + " " + values(requirement.values(), " or ");
            case NOT_IN -> "of " + name + " " + values(requirement.values(), " or ");
            case DOES_NOT_EXIST -> "with " + name;
            default -> bounds(requirement, "not of " + name, "without " + name);
        };
    }

    private static String bounds(Requirement requirement, String bounded, String unbounded) {
        List<String> bounds = requirement.stated().stream()
                .filter(stated -> !stated.values().isEmpty())
                .map(stated -> switch (stated.operator()) {
                    case GTE -> "at least " + stated.values().getFirst();
                    default -> "at most " + stated.values().getFirst();
                })
                .toList();
        return bounds.isEmpty() ? unbounded : bounded + " " + String.join(" and ", bounds);
    }

    /** The first few values, and how many there are where these are not all. */
    public static String values(List<String> values, String conjunction) {
        if (values.size() <= VALUES_SHOWN) {
            return String.join(conjunction, values);
        }
        return String.join(", ", values.subList(0, VALUES_SHOWN)) + " … (" + values.size() + " in all)";
    }

    /** A label as people call it: “zone”, “gpu name”. */
    public static String name(String key) {
        return key.startsWith(AWS_INSTANCE)
                ? key.substring(AWS_INSTANCE.length()).replace('-', ' ')
                : NAMES.getOrDefault(key, key);
    }

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("topology.kubernetes.io/zone", "zone");
        names.put("topology.kubernetes.io/region", "region");
        names.put("karpenter.sh/capacity-type", "capacity type");
        names.put("karpenter.sh/nodepool", "pool");
        names.put("node.kubernetes.io/instance-type", "type");
        names.put("kubernetes.io/arch", "architecture");
        names.put("kubernetes.io/os", "operating system");
        names.put("kubernetes.io/hostname", "host name");
        return names;
    }
}
