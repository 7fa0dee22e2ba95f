package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When the grace period of an ending claim is over, as an annotation on it keeps it (Karpenter {@code nodeclaim/lifecycle}).
 * Where nobody can read it, it is as if it were not there.
 */
public final class EndOfGrace {

    private EndOfGrace() {}

    /** In the time of the clock; null where the claim says nothing of it. */
    public static @Nullable Long of(NodeClaim claim, Clock clock) {
        String text = claim.meta().annotations().get(WellKnown.TERMINATION_TIMESTAMP);
        if (text == null) {
            return null;
        }
        try {
            return Duration.between(clock.origin(), OffsetDateTime.parse(text).toInstant())
                    .toNanos();
        } catch (DateTimeException | ArithmeticException unreadable) {
            return null;
        }
    }

    /** The claim that says so, in whole seconds. */
    static NodeClaim on(NodeClaim claim, Instant end) {
        String text = end.truncatedTo(ChronoUnit.SECONDS).toString();
        return claim.withMeta(
                claim.meta().withAnnotations(claim.meta().annotations().with(WellKnown.TERMINATION_TIMESTAMP, text)));
    }
}
