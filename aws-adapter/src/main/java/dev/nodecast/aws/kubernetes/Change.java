package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.lifecycle.NodePoolHash;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An object as a watch shows it, or that it is gone.
 *
 * @param version of the object: of two of one object the higher is the newer
 * @param value the object in the model; null where it is gone
 */
record Change(
        WatchedKind kind,
        ObjectKey key,
        String uid,
        long version,
        @Nullable Object value,
        Extras extras) {

    /**
     * What the model leaves out of an object and the adapter needs.
     *
     * @param replicas {@code status.replicas}; 0 where there is none
     * @param stated of a NodePool, what its template states, be it empty
     * @param lastActive {@code status.lastActiveTime} of a ScaledObject; null where there is none
     */
    record Extras(
            List<String> finalizers,
            List<Map<String, Object>> conditions,
            long generation,
            int replicas,
            Set<NodePoolHash.Part> stated,
            @Nullable Instant lastActive) {
        static final Extras NONE = new Extras(List.of(), List.of(), 0, 0, Set.of(), null);

        /** What is told of the object besides and before itself. */
        List<Observation> observations(ObjectKey key) {
            return lastActive == null
                    ? List.of()
                    : List.of(new Observation.ScaledObjectLastActive(
                            key, TimeUnit.SECONDS.toNanos(lastActive.getEpochSecond())));
        }
    }

    /** The same of an object that is told otherwise. */
    Change with(Object told) {
        return new Change(kind, key, uid, version, told, extras);
    }

    boolean gone() {
        return value == null;
    }
}
