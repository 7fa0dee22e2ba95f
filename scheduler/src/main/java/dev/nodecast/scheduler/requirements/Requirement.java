package dev.nodecast.scheduler.requirements;

import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values that one label may have: some values, or all but some, within bounds on integers. Immutable; keys are
 * normalised. Karpenter's {@code scheduling.Requirement}.
 */
public final class Requirement {

    private static final String[] NO_VALUES = {};

    private final String key;
    private final boolean complement;
    private final String[] values;
    private final @Nullable Long atLeast;
    private final @Nullable Long atMost;
    private final @Nullable Integer minValues;

    private Requirement(String key, boolean complement, String[] values, Bounds bounds, @Nullable Integer minValues) {
        this.key = key;
        this.complement = complement;
        this.values = values;
        this.atLeast = bounds.atLeast;
        this.atMost = bounds.atMost;
        this.minValues = minValues;
    }

    private record Bounds(@Nullable Long atLeast, @Nullable Long atMost) {
        static final Bounds NONE = new Bounds(null, null);

        boolean empty() {
            return atLeast != null && atMost != null && atLeast > atMost;
        }

        boolean contain(String value) {
            if (atLeast == null && atMost == null) {
                return true;
            }
            Long number = integer(value);
            return number != null && (atLeast == null || number >= atLeast) && (atMost == null || number <= atMost);
        }
    }

    /** One of {@code values}; none means that the label may not be there. */
    public static Requirement in(String key, String... values) {
        return new Requirement(KnownLabels.normalized(key), false, sortedSet(values), Bounds.NONE, null);
    }

    /** Any value. */
    public static Requirement exists(String key) {
        return new Requirement(KnownLabels.normalized(key), true, NO_VALUES, Bounds.NONE, null);
    }

    /** As the API states it. A bound that is no integer counts as 0. */
    public static Requirement of(NodeSelectorRequirement stated) {
        String key = KnownLabels.normalized(stated.key());
        String[] values = sortedSet(stated.values().toArray(String[]::new));
        @Nullable Integer min = stated.minValues();
        return switch (stated.operator()) {
            case IN -> new Requirement(key, false, values, Bounds.NONE, min);
            case NOT_IN -> new Requirement(key, true, values, Bounds.NONE, min);
            case EXISTS -> new Requirement(key, true, NO_VALUES, Bounds.NONE, min);
            case DOES_NOT_EXIST -> new Requirement(key, false, NO_VALUES, Bounds.NONE, min);
            case GT -> above(key, bound(stated), min);
            case LT -> bounded(key, new Bounds(null, bound(stated) - 1), min);
            case GTE -> bounded(key, new Bounds(bound(stated), null), min);
            case LTE -> bounded(key, new Bounds(null, bound(stated)), min);
        };
    }

    private static Requirement above(String key, long limit, @Nullable Integer min) {
        return limit == Long.MAX_VALUE ? in(key) : bounded(key, new Bounds(limit + 1, null), min);
    }

    private static Requirement bounded(String key, Bounds bounds, @Nullable Integer min) {
        return new Requirement(key, true, NO_VALUES, bounds, min);
    }

    private static long bound(NodeSelectorRequirement stated) {
        Long value = stated.values().isEmpty() ? null : integer(stated.values().getFirst());
        return value == null ? 0 : value;
    }

    private static @Nullable Long integer(String value) {
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException notAnInteger) {
            return null;
        }
    }

    private static String[] sortedSet(String[] values) {
        return switch (values.length) {
            case 0 -> NO_VALUES;
            case 1 -> values.clone();
            default -> Arrays.stream(values).sorted().distinct().toArray(String[]::new);
        };
    }

    public String key() {
        return key;
    }

    /** The values named: allowed ones, or forbidden ones where {@link #complement()}; sorted. */
    public List<String> values() {
        return List.of(values);
    }

    /** Whether all but the named values are allowed. */
    public boolean complement() {
        return complement;
    }

    public @Nullable Integer minValues() {
        return minValues;
    }

    /** IN, NOT_IN, EXISTS or DOES_NOT_EXIST; bounds count as EXISTS. */
    public Operator operator() {
        if (complement) {
            return values.length > 0 ? Operator.NOT_IN : Operator.EXISTS;
        }
        return values.length > 0 ? Operator.IN : Operator.DOES_NOT_EXIST;
    }

    /** The one value it allows, or null where it allows several, none or all. */
    public @Nullable String only() {
        return !complement && values.length == 1 ? values[0] : null;
    }

    /** How many values it names; meaningful where it is not a complement. */
    public int count() {
        return values.length;
    }

    /** The named value of that index. */
    public String value(int index) {
        return values[index];
    }

    /**
     * A value that it allows: the first named one, or the smallest integer that is not forbidden (Karpenter takes a random
     * one); null where the label may not be there.
     */
    public @Nullable String any() {
        if (!complement) {
            return values.length == 0 ? null : values[0];
        }
        long number = atLeast == null ? 0 : atLeast;
        while (!has(Long.toString(number)) && (atMost == null || number < atMost)) {
            number++;
        }
        return Long.toString(number);
    }

    /** Whether the label may have this value. */
    public boolean has(String value) {
        return (Arrays.binarySearch(values, value) >= 0) != complement && bounds().contain(value);
    }

    /** What both allow. Of two minValues the larger holds. */
    public Requirement and(Requirement other) {
        if (equals(other)) {
            return this;
        }
        @Nullable Integer min = larger(minValues, other.minValues);
        Bounds met = meet(other);
        if (met.empty()) {
            return new Requirement(key, false, NO_VALUES, Bounds.NONE, min);
        }
        if (complement && other.complement) {
            String[] union = Arrays.copyOf(values, values.length + other.values.length);
            System.arraycopy(other.values, 0, union, values.length, other.values.length);
            return new Requirement(key, true, within(sortedSet(union), met), met, min);
        }
        Requirement named = complement ? other : this;
        Requirement filter = complement ? this : other;
        String[] kept = Arrays.stream(named.values)
                .filter(v -> (Arrays.binarySearch(filter.values, v) >= 0) != filter.complement)
                .toArray(String[]::new);
        return new Requirement(key, false, within(kept, met), Bounds.NONE, min);
    }

    /** Whether any value satisfies both. */
    public boolean intersects(Requirement other) {
        Bounds met = meet(other);
        if (met.empty()) {
            return false;
        }
        if (complement && other.complement) {
            return true;
        }
        Requirement named = complement ? other : this;
        Requirement filter = complement ? this : other;
        for (String value : named.values) {
            if ((Arrays.binarySearch(filter.values, value) >= 0) != filter.complement && met.contain(value)) {
                return true;
            }
        }
        return false;
    }

    /** This with another minValues. */
    public Requirement withMinValues(@Nullable Integer newMinValues) {
        return new Requirement(key, complement, values, bounds(), newMinValues);
    }

    /** As the API states it: one requirement, or two where both bounds are set. */
    public List<NodeSelectorRequirement> stated() {
        if (atLeast != null && atMost != null) {
            return List.of(bound(Operator.GTE, atLeast), bound(Operator.LTE, atMost));
        }
        if (atLeast != null) {
            return List.of(bound(Operator.GTE, atLeast));
        }
        if (atMost != null) {
            return List.of(bound(Operator.LTE, atMost));
        }
        return List.of(new NodeSelectorRequirement(key, operator(), List.of(values), minValues));
    }

    private NodeSelectorRequirement bound(Operator operator, long value) {
        return new NodeSelectorRequirement(key, operator, List.of(Long.toString(value)), minValues);
    }

    private Bounds bounds() {
        return atLeast == null && atMost == null ? Bounds.NONE : new Bounds(atLeast, atMost);
    }

    private Bounds meet(Requirement other) {
        if (atLeast == null && atMost == null && other.atLeast == null && other.atMost == null) {
            return Bounds.NONE;
        }
        return new Bounds(larger(atLeast, other.atLeast), smaller(atMost, other.atMost));
    }

    private static String[] within(String[] values, Bounds bounds) {
        return bounds.equals(Bounds.NONE)
                ? values
                : Arrays.stream(values).filter(bounds::contain).toArray(String[]::new);
    }

    private static <T extends Comparable<T>> @Nullable T larger(@Nullable T a, @Nullable T b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static <T extends Comparable<T>> @Nullable T smaller(@Nullable T a, @Nullable T b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) <= 0 ? a : b;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Requirement r
                && key.equals(r.key)
                && complement == r.complement
                && Arrays.equals(values, r.values)
                && Objects.equals(atLeast, r.atLeast)
                && Objects.equals(atMost, r.atMost)
                && Objects.equals(minValues, r.minValues);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, complement, Arrays.hashCode(values), atLeast, atMost, minValues);
    }

    /** For people: {@code zone In [a, b]}. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(key).append(' ').append(operator().text());
        if (values.length > 0) {
            text.append(' ').append(Arrays.toString(values));
        }
        if (atLeast != null) {
            text.append(" >=").append(atLeast);
        }
        if (atMost != null) {
            text.append(" <=").append(atMost);
        }
        if (minValues != null) {
            text.append(" minValues ").append(minValues);
        }
        return text.toString();
    }
}
