package dev.nodecast.scenarios.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds numbers of a result by their path in the JSON, such as {@code queues.queue:pro.wait.p95}. */
public final class Measures {

    private Measures() {}

    /** The number at a path; empty where there is none. Keys of maps may contain dots. */
    public static Optional<Estimate> find(Figures figures, String path) {
        return Optional.ofNullable(find((Object) figures, path));
    }

    /** The paths of all numbers that a result with these queues has, those below free keys left out. */
    public static List<String> paths(Collection<String> queues) {
        List<String> paths = new ArrayList<>();
        collect(Figures.class, "", queues, paths);
        return paths;
    }

    private static @Nullable Estimate find(Object here, String path) {
        if (here instanceof Estimate estimate) {
            return path.isEmpty() ? estimate : null;
        }
        if (here instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Estimate found = below((String) entry.getKey(), entry.getValue(), path);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        if (here instanceof Record) {
            for (RecordComponent component : here.getClass().getRecordComponents()) {
                Estimate found = below(name(component), get(component, here), path);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable Estimate below(String key, Object value, String path) {
        if (path.equals(key)) {
            return find(value, "");
        }
        return path.startsWith(key + ".") ? find(value, path.substring(key.length() + 1)) : null;
    }

    private static void collect(Class<?> type, String path, Collection<String> queues, List<String> paths) {
        for (RecordComponent component : type.getRecordComponents()) {
            String here = path.isEmpty() ? name(component) : path + "." + name(component);
            if (component.getType() == Estimate.class) {
                paths.add(here);
            } else if (here.equals("queues")) {
                queues.forEach(queue -> collect(Figures.Queue.class, here + "." + queue, queues, paths));
            } else if (component.getType().isRecord()) {
                collect(component.getType(), here, queues, paths);
            }
        }
    }

    private static String name(RecordComponent component) {
        JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null ? component.getName() : renamed.value();
    }

    private static Object get(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("cannot read " + component, impossible);
        }
    }
}
