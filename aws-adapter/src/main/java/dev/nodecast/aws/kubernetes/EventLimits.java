package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.port.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which events are written: the same one on the same object not again for a while, and nominations of pods no faster than five a
 * second after ten at once ({@code pkg/events/recorder.go}, {@code PodNominationRateLimiter}). On the loop's thread only.
 */
final class EventLimits {

    static final String NOMINATED = "Nominated";

    private static final int MANY = 4_096;
    private static final double BURST = 10;
    private static final double PER_SECOND = 5;

    private final Map<Same, Long> quietUntilNs = new HashMap<>();
    private final Clock clock;
    private double tokens = BURST;
    private long countedNs;

    /** What makes two events the same. */
    private record Same(ObjectEvent.On on, Object key, String uid, String reason, List<String> distinct) {}

    EventLimits(Clock clock) {
        this.clock = clock;
        this.countedNs = clock.nowNs();
    }

    /** Whether the event is to be written; it counts as written then. */
    boolean take(ObjectEvent event, String uid) {
        long nowNs = clock.nowNs();
        Same same = new Same(event.on(), event.key(), uid, event.reason(), event.distinct());
        if (quietUntilNs.getOrDefault(same, Long.MIN_VALUE) > nowNs) {
            return false;
        }
        if (quietUntilNs.size() >= MANY) {
            quietUntilNs.values().removeIf(until -> until <= nowNs);
        }
        quietUntilNs.put(same, nowNs + event.quietFor().toNanos());
        return !event.reason().equals(NOMINATED) || token(nowNs);
    }

    private boolean token(long nowNs) {
        tokens = Math.min(BURST, tokens + (nowNs - countedNs) * PER_SECOND / Clock.SECOND_NS);
        countedNs = nowNs;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
