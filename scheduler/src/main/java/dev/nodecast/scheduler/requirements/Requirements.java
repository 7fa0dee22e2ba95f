package dev.nodecast.scheduler.requirements;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requirements on labels that hold together, at most one per key, sorted by key. Immutable. */
public final class Requirements {

    public static final Requirements NONE = new Requirements(new Requirement[0]);

    private final Requirement[] byKey;
    private final int hash;

    private Requirements(Requirement[] byKey) {
        this.byKey = byKey;
        this.hash = Arrays.hashCode(byKey);
    }

    /** All of {@code requirements}; those on the same key are met. */
    public static Requirements of(Collection<Requirement> requirements) {
        TreeMap<String, Requirement> sorted = new TreeMap<>();
        requirements.forEach(r -> sorted.merge(r.key(), r, Requirement::and));
        return sorted.isEmpty() ? NONE : new Requirements(sorted.values().toArray(Requirement[]::new));
    }

    public static Requirements of(Requirement... requirements) {
        return of(List.of(requirements));
    }

    /** As the API states them. */
    public static Requirements stated(Collection<NodeSelectorRequirement> requirements) {
        return of(requirements.stream().map(Requirement::of).toList());
    }

    /** What labels are: each key has its one value. */
    public static Requirements ofLabels(Labels labels) {
        List<Requirement> list = new ArrayList<>();
        for (Map.Entry<String, String> label : labels.byKey().entrySet()) {
            list.add(Requirement.in(label.getKey(), label.getValue()));
        }
        return of(list);
    }

    /** The requirement on {@code key}, or null where there is none, that is where everything is allowed. */
    public @Nullable Requirement get(String key) {
        int low = 0;
        int high = byKey.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = byKey[middle].key().compareTo(key);
            if (order == 0) {
                return byKey[middle];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** Whether {@code key} may have the value. */
    public boolean allows(String key, String value) {
        Requirement requirement = get(key);
        return requirement == null || requirement.has(value);
    }

    public List<Requirement> all() {
        return List.of(byKey);
    }

    public boolean isEmpty() {
        return byKey.length == 0;
    }

    public boolean hasMinValues() {
        for (Requirement requirement : byKey) {
            if (requirement.minValues() != null) {
                return true;
            }
        }
        return false;
    }

    public Requirements and(Requirement requirement) {
        return and(new Requirements(new Requirement[] {requirement}));
    }

    /** Both together; of keys in both only what both allow. */
    public Requirements and(Requirements other) {
        if (other.byKey.length == 0 || equals(other)) {
            return this;
        }
        if (byKey.length == 0) {
            return other;
        }
        Requirement[] merged = new Requirement[byKey.length + other.byKey.length];
        int n = 0;
        int i = 0;
        int j = 0;
        while (i < byKey.length || j < other.byKey.length) {
            int order = order(other, i, j);
            if (order == 0) {
                merged[n++] = byKey[i++].and(other.byKey[j++]);
            } else {
                merged[n++] = order < 0 ? byKey[i++] : other.byKey[j++];
            }
        }
        return new Requirements(Arrays.copyOf(merged, n));
    }

    /** These with {@code requirement} in place of what was said of its key. */
    public Requirements replacing(Requirement requirement) {
        return without(requirement.key()).and(requirement);
    }

    public Requirements without(String key) {
        if (get(key) == null) {
            return this;
        }
        return new Requirements(
                Arrays.stream(byKey).filter(r -> !r.key().equals(key)).toArray(Requirement[]::new));
    }

    /**
     * Whether {@code incoming} can be asked of something that is described by these: keys in both must have values in
     * common, and keys that are not described here must be in {@code undefinedAllowed} or be asked not to exist.
     * Karpenter's {@code Requirements.Compatible}.
     */
    public boolean compatible(Requirements incoming, Set<String> undefinedAllowed) {
        return conflict(incoming, undefinedAllowed) == null;
    }

    /** The first requirement of {@code incoming} that is not {@link #compatible}, or null. */
    public @Nullable Requirement conflict(Requirements incoming, Set<String> undefinedAllowed) {
        int i = 0;
        for (Requirement asked : incoming.byKey) {
            while (i < byKey.length && byKey[i].key().compareTo(asked.key()) < 0) {
                i++;
            }
            if (i < byKey.length && byKey[i].key().equals(asked.key())) {
                if (!meets(byKey[i], asked)) {
                    return asked;
                }
            } else if (!absenceAllowed(asked) && !undefinedAllowed.contains(asked.key())) {
                return asked;
            }
        }
        return null;
    }

    /** Whether keys that are in both have values in common. Keys in one alone do not matter. */
    public boolean intersects(Requirements incoming) {
        int i = 0;
        int j = 0;
        while (i < byKey.length && j < incoming.byKey.length) {
            int order = byKey[i].key().compareTo(incoming.byKey[j].key());
            if (order == 0) {
                if (!meets(byKey[i++], incoming.byKey[j++])) {
                    return false;
                }
            } else if (order < 0) {
                i++;
            } else {
                j++;
            }
        }
        return true;
    }

    /** Two requirements that both allow the label to be absent meet even without a value in common. */
    private static boolean meets(Requirement existing, Requirement incoming) {
        return existing.intersects(incoming) || (absenceAllowed(existing) && absenceAllowed(incoming));
    }

    private static boolean absenceAllowed(Requirement requirement) {
        Operator operator = requirement.operator();
        return operator == Operator.NOT_IN || operator == Operator.DOES_NOT_EXIST;
    }

    private int order(Requirements other, int i, int j) {
        if (i == byKey.length) {
            return 1;
        }
        return j == other.byKey.length ? -1 : byKey[i].key().compareTo(other.byKey[j].key());
    }

    /** As the API states them. */
    public List<NodeSelectorRequirement> stated() {
        return Arrays.stream(byKey).flatMap(r -> r.stated().stream()).toList();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Requirements r && hash == r.hash && Arrays.equals(byKey, r.byKey);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return String.join(", ", all().stream().map(Requirement::toString).toList());
    }
}
