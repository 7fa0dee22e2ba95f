package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.model.ObjectMeta;
import java.time.Instant;
import java.util.Optional;

/**
 * What the reader of a kind needs to know beside the object's fields.
 *
 * @param header what the object is
 * @param meta its metadata
 * @param stored whether an API server has accepted it, so that it has had its defaults
 * @param epoch the instant that is zero for times in the model
 */
record ObjectContext(ObjectHeader header, ObjectMeta meta, boolean stored, Instant epoch) {

    boolean isBeta() {
        return header.version().equals("v1beta1");
    }

    /** The point in time at a key, in nanoseconds from the epoch. */
    Optional<Long> timeNs(Fields fields, String key) {
        return timeNs(fields, key, epoch);
    }

    /** The point in time at a key, in nanoseconds from {@code epoch}. */
    static Optional<Long> timeNs(Fields fields, String key, Instant epoch) {
        return fields.get(key).flatMap(Field::instant).map(time -> nsSince(epoch, time));
    }

    private static long nsSince(Instant epoch, Instant time) {
        long seconds = time.getEpochSecond() - epoch.getEpochSecond();
        long nanos = (long) time.getNano() - epoch.getNano();
        long limit = Long.MAX_VALUE / 1_000_000_000L - 1;
        return Math.clamp(seconds, -limit, limit) * 1_000_000_000L + nanos;
    }
}
