package dev.nodecast.aws.kubernetes;

import dev.nodecast.aws.kubernetes.ClaimConditions.Condition;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A condition that this controller says of an object.
 *
 * @param group of the object's API
 * @param labels of the object
 * @param since when its status last changed; null where that cannot be read
 */
public record SaidCondition(
        String group,
        String kind,
        ObjectKey key,
        Labels labels,
        String type,
        String status,
        String reason,
        @Nullable Instant since) {

    static SaidCondition of(WatchedKind kind, ObjectKey key, Labels labels, Condition condition) {
        return new SaidCondition(
                kind.group(),
                kind.kind(),
                key,
                labels,
                condition.type(),
                condition.status(),
                condition.reason(),
                time(condition.since()));
    }

    static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
