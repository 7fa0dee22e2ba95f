package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.model.ObjectMeta;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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

    /** Nanoseconds from the epoch; null where the field is no point in time. */
    @Nullable Long timeNs(Field field) {
        return field.instant().map(time -> nsSince(epoch, time)).orElse(null);
    }

    static long nsSince(Instant epoch, Instant time) {
        long seconds = time.getEpochSecond() - epoch.getEpochSecond();
        long nanos = time.getNano() - epoch.getNano();
        long limit = Long.MAX_VALUE / 1_000_000_000L - 1;
        return Math.clamp(seconds, -limit, limit) * 1_000_000_000L + nanos;
    }
}
