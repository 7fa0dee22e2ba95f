package dev.nodecast.scenarios.result;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the figures of several replications together: number by number, key by key. What a replication does not have, such
 * as the cost of an instance type that it did not buy, counts as 0.
 */
public final class ReplicationFold {

    private ReplicationFold() {}

    /** The figures over all replications; those of a single one are returned as they are. */
    public static Figures over(List<Figures> replications) {
        if (replications.isEmpty()) {
            throw new IllegalArgumentException("found no replication, expected at least one");
        }
        return replications.size() == 1
                ? replications.getFirst()
                : (Figures) fold(Figures.class, new ArrayList<>(replications));
    }

    private static Object fold(Type type, List<@Nullable Object> values) {
        if (type == Estimate.class) {
            return Estimate.over(values.stream()
                    .map(value -> value == null ? Estimate.of(0) : (Estimate) value)
                    .toList());
        }
        if (type == String.class) {
            return values.stream().filter(Objects::nonNull).findFirst().orElse("");
        }
        if (type instanceof ParameterizedType map) {
            return foldMaps(map.getActualTypeArguments()[1], values);
        }
        return foldRecords((Class<?>) type, values);
    }

    private static Object foldMaps(Type valueType, List<@Nullable Object> maps) {
        Set<String> keys = new LinkedHashSet<>();
        for (Object map : maps) {
            if (map != null) {
                ((Map<?, ?>) map).keySet().forEach(key -> keys.add((String) key));
            }
        }
        Map<String, Object> folded = new LinkedHashMap<>();
        for (String key : keys) {
            List<@Nullable Object> values = new ArrayList<>();
            maps.forEach(map -> values.add(map == null ? null : ((Map<?, ?>) map).get(key)));
            folded.put(key, fold(valueType, values));
        }
        return folded;
    }

    private static Object foldRecords(Class<?> type, List<@Nullable Object> records) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            List<@Nullable Object> values = new ArrayList<>();
            records.forEach(record -> values.add(record == null ? null : get(component, record)));
            arguments[i] = fold(component.getGenericType(), values);
        }
        return make(type, components, arguments);
    }

    private static Object get(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("cannot read " + component, impossible);
        }
    }

    private static Object make(Class<?> type, RecordComponent[] components, Object[] arguments) {
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("cannot make " + type, impossible);
        }
    }
}
