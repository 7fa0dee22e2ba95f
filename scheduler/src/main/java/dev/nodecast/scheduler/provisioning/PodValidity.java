package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.KnownLabels;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pods that a provisioner leaves alone, because they ask for what it does not let them ask for. */
final class PodValidity {

    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
    private static final List<String> CAPACITY_TYPES = List.of(WellKnown.SPOT, WellKnown.ON_DEMAND, WellKnown.RESERVED);

    private final KnownLabels knownLabels;
    private final VolumeValidity volumes;

    PodValidity(KnownLabels knownLabels, VolumeValidity volumes) {
        this.knownLabels = knownLabels;
        this.volumes = volumes;
    }

    /** Why the pod is ignored, or null where it is not. */
    @Nullable
    String objection(Pod pod) {
        Requirement pool = PodShapes.wished(pod.spec()).get(WellKnown.NODE_POOL);
        if (pool != null && pool.operator() == Operator.DOES_NOT_EXIST) {
            return "it is configured not to run on nodes of a provisioner (" + pool + ")";
        }
        for (Requirement requirement :
                Requirements.ofLabels(pod.spec().nodeSelector()).all()) {
            String objection = objection(requirement.stated().getFirst());
            if (objection != null) {
                return objection;
            }
        }
        for (NodeSelectorTerm term : pod.spec().affinity().requiredNodeTerms()) {
            String objection = objection(term);
            if (objection != null) {
                return objection;
            }
        }
        return volumes.objection(pod);
    }

    private @Nullable String objection(NodeSelectorTerm term) {
        if (!term.matchFields().isEmpty()) {
            return "its node affinity uses matchFields, which a provisioner does not support";
        }
        for (NodeSelectorRequirement requirement : term.matchExpressions()) {
            String objection = objection(requirement);
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private @Nullable String objection(NodeSelectorRequirement requirement) {
        String key = KnownLabels.normalized(requirement.key());
        if (knownLabels.restricted(key)) {
            return "it asks for the label " + key + ", which belongs to the provisioner";
        }
        for (String value : requirement.values()) {
            if (!LABEL_VALUE.matcher(value).matches()) {
                return "'" + value + "' of label " + key + " is not a valid label value";
            }
        }
        return switch (requirement.operator()) {
            case IN -> in(key, requirement.values());
            case GT, LT, GTE, LTE -> bound(key, requirement);
            default -> null;
        };
    }

    private static @Nullable String in(String key, List<String> values) {
        if (values.isEmpty()) {
            return "label " + key + " is to be in an empty list of values";
        }
        if (key.equals(WellKnown.CAPACITY_TYPE) && values.stream().noneMatch(CAPACITY_TYPES::contains)) {
            return "none of " + values + " is a capacity type; they are "
                    + CAPACITY_TYPES.stream().sorted().toList();
        }
        return null;
    }

    private static @Nullable String bound(String key, NodeSelectorRequirement requirement) {
        boolean integer = requirement.values().size() == 1
                && requirement.values().getFirst().matches("\\+?[0-9]{1,18}");
        return integer
                ? null
                : "label " + key + " " + requirement.operator().text() + " needs one integer of at least 0, found "
                        + requirement.values();
    }
}
