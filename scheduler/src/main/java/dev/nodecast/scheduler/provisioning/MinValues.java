package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rule of minValues: the types of a claim must keep so many different values of a label. */
final class MinValues {

    private MinValues() {}

    /** The keys of which too few values are left, with how many are; empty where the rule is kept. */
    static SortedMap<String, Integer> missing(Requirements requirements, CompiledCatalogue catalogue, TypeSet types) {
        SortedMap<String, Integer> missing = new TreeMap<>();
        for (Requirement requirement : requirements.all()) {
            Integer wanted = requirement.minValues();
            if (wanted != null) {
                int left = values(requirement.key(), catalogue, types);
                if (left < wanted) {
                    missing.put(requirement.key(), left);
                }
            }
        }
        return missing;
    }

    private static int values(String key, CompiledCatalogue catalogue, TypeSet types) {
        TreeSet<String> values = new TreeSet<>();
        for (int i = types.next(0); i >= 0; i = types.next(i + 1)) {
            Requirement label = catalogue.labels[i].get(key);
            if (label != null) {
                values.addAll(label.values());
            }
        }
        return values.size();
    }

    /** Whether these types keep the rule. */
    static boolean satisfied(Requirements requirements, List<InstanceType> types) {
        for (Requirement requirement : requirements.all()) {
            Integer wanted = requirement.minValues();
            if (wanted != null && wanted > values(requirement.key(), types)) {
                return false;
            }
        }
        return true;
    }

    private static long values(String key, List<InstanceType> types) {
        return types.stream()
                .flatMap(type -> type.labels().getOrDefault(key, List.of()).stream())
                .distinct()
                .count();
    }

    /** Requirements that ask for no more than is left. */
    static Requirements relaxed(Requirements requirements, Map<String, Integer> missing) {
        Requirements relaxed = requirements;
        for (Requirement requirement : requirements.all()) {
            Integer left = missing.get(requirement.key());
            if (left != null) {
                relaxed = relaxed.replacing(requirement.withMinValues(left));
            }
        }
        return relaxed;
    }
}
