package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.model.ObjectKey;
import java.time.Duration;
import java.util.List;

/**
 * An event on an object, in Karpenter's words ({@code pkg/events}).
 *
 * @param distinct what tells it from another of the same reason on the same object; such a one is not written again for a while
 * @param quietFor how long
 */
public record ObjectEvent(
        On on,
        ObjectKey key,
        boolean warning,
        String reason,
        String message,
        List<String> distinct,
        Duration quietFor) {

    /** Karpenter's default. */
    private static final Duration QUIET = Duration.ofMinutes(2);

    /** Kinds of objects that events are written on. */
    public enum On {
        POD(WatchedKind.POD),
        NODE(WatchedKind.NODE),
        NODE_CLAIM(WatchedKind.NODE_CLAIM),
        NODE_POOL(WatchedKind.NODE_POOL);

        private final WatchedKind kind;

        On(WatchedKind kind) {
            this.kind = kind;
        }

        WatchedKind kind() {
            return kind;
        }
    }

    public ObjectEvent {
        distinct = List.copyOf(distinct);
    }

    /** All is as it should be. */
    public static ObjectEvent normal(On on, ObjectKey key, String reason, String message) {
        return new ObjectEvent(on, key, false, reason, message, List.of(), QUIET);
    }

    /** The same on an object without a namespace. */
    public static ObjectEvent normal(On on, String name, String reason, String message) {
        return normal(on, new ObjectKey("", name), reason, message);
    }

    /** Something is not as it should be. */
    public static ObjectEvent warning(On on, ObjectKey key, String reason, String message) {
        return new ObjectEvent(on, key, true, reason, message, List.of(), QUIET);
    }

    /** The same on an object without a namespace. */
    public static ObjectEvent warning(On on, String name, String reason, String message) {
        return warning(on, new ObjectKey("", name), reason, message);
    }

    /** The same, told from others by this. */
    public ObjectEvent distinctBy(String... values) {
        return new ObjectEvent(on, key, warning, reason, message, List.of(values), quietFor);
    }

    /** The same, not written again for so long. */
    public ObjectEvent quietFor(Duration time) {
        return new ObjectEvent(on, key, warning, reason, message, distinct, time);
    }
}
