package dev.nodecast.scheduler.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import java.util.function.ObjLongConsumer;

/**
 * An immutable vector of named resources: cpu in millicores, everything else in whole units (bytes, pods, GPUs), fractions
 * rounded up, as kube-scheduler counts. A resource that is not named is 0. Names are sorted.
 */
public final class Resources {

    public static final String CPU = "cpu";
    public static final String MEMORY = "memory";
    public static final String PODS = "pods";
    public static final String EPHEMERAL_STORAGE = "ephemeral-storage";
    public static final String NVIDIA_GPU = "nvidia.com/gpu";
    /** What the names of huge pages begin with; the size of a page follows. */
    public static final String HUGE_PAGES = "hugepages-";

    public static final Resources NONE = new Resources(new String[0], new long[0]);

    private final String[] names;
    private final long[] amounts;

    private Resources(String[] names, long[] amounts) {
        this.names = names;
        this.amounts = amounts;
    }

    public static Resources of(Map<String, Long> amounts) {
        TreeMap<String, Long> sorted = new TreeMap<>(amounts);
        String[] names = sorted.keySet().toArray(String[]::new);
        long[] values = sorted.values().stream().mapToLong(Long::longValue).toArray();
        return names.length == 0 ? NONE : new Resources(names, values);
    }

    public static Resources of(String name, long amount) {
        return new Resources(new String[] {name}, new long[] {amount});
    }

    /** The amount of {@code name}; 0 where it is not named. */
    public long get(String name) {
        int i = Arrays.binarySearch(names, name);
        return i < 0 ? 0 : amounts[i];
    }

    public boolean names(String name) {
        return Arrays.binarySearch(names, name) >= 0;
    }

    public List<String> names() {
        return List.of(names);
    }

    public boolean isEmpty() {
        return names.length == 0;
    }

    public long cpuMilli() {
        return get(CPU);
    }

    public long memoryBytes() {
        return get(MEMORY);
    }

    public Resources with(String name, long amount) {
        NavigableMap<String, Long> copy = asMap();
        copy.put(name, amount);
        return of(copy);
    }

    public Resources plus(Resources other) {
        return combine(other, Resources::saturatedSum);
    }

    /** This minus {@code other}; amounts may become negative. */
    public Resources minus(Resources other) {
        return combine(other, (a, b) -> saturatedSum(a, -b));
    }

    /** For each resource the larger amount. */
    public Resources max(Resources other) {
        return combine(other, Math::max);
    }

    /** Whether each amount is at most that of {@code room}. */
    public boolean fitsIn(Resources room) {
        for (int i = 0; i < names.length; i++) {
            if (amounts[i] > room.get(names[i])) {
                return false;
            }
        }
        return true;
    }

    /** Calls {@code action} with each name and amount, in the order of the names. */
    public void forEach(ObjLongConsumer<String> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], amounts[i]);
        }
    }

    /** A modifiable copy by name. */
    public NavigableMap<String, Long> asMap() {
        NavigableMap<String, Long> map = new TreeMap<>();
        forEach(map::put);
        return map;
    }

    private Resources combine(Resources other, LongBinaryOperator operator) {
        if (Arrays.equals(names, other.names)) {
            long[] result = new long[amounts.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = operator.applyAsLong(amounts[i], other.amounts[i]);
            }
            return new Resources(names, result);
        }
        return merge(other, operator);
    }

    private Resources merge(Resources other, LongBinaryOperator operator) {
        List<String> mergedNames = new ArrayList<>(names.length + other.names.length);
        long[] result = new long[names.length + other.names.length];
        int i = 0;
        int j = 0;
        while (i < names.length || j < other.names.length) {
            int order = i == names.length ? 1 : j == other.names.length ? -1 : names[i].compareTo(other.names[j]);
            String name = order <= 0 ? names[i] : other.names[j];
            long a = order <= 0 ? amounts[i++] : 0;
            long b = order >= 0 ? other.amounts[j++] : 0;
            result[mergedNames.size()] = operator.applyAsLong(a, b);
            mergedNames.add(name);
        }
        return new Resources(mergedNames.toArray(String[]::new), Arrays.copyOf(result, mergedNames.size()));
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Resources r && Arrays.equals(names, r.names) && Arrays.equals(amounts, r.amounts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(amounts);
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
