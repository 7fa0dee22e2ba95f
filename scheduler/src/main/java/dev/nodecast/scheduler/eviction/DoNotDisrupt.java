package dev.nodecast.scheduler.eviction;

import dev.nodecast.scheduler.manifest.grammar.Durations;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The wish of a pod not to be disrupted: for ever ({@code karpenter.sh/do-not-disrupt: "true"}) or for so long after it
 * started ({@code "2h"}). Other values count as no wish.
 */
public final class DoNotDisrupt {

    /** The wish of a pod that has none. */
    public static final long NEVER = Long.MIN_VALUE;

    private DoNotDisrupt() {}

    /** Until when the pod must stay where it is; {@link #NEVER} without a wish, {@link Long#MAX_VALUE} for ever. */
    public static long untilNs(Pod pod) {
        String wish = pod.meta().annotations().get(WellKnown.DO_NOT_DISRUPT);
        if (wish == null) {
            return NEVER;
        }
        if (wish.equals("true")) {
            return Long.MAX_VALUE;
        }
        OptionalLong grace = Durations.parseNs(wish);
        if (grace.isEmpty() || grace.getAsLong() <= 0) {
            return NEVER;
        }
        Long started = pod.startedNs();
        return started == null ? Long.MAX_VALUE : Durations.endNs(started, grace.getAsLong());
    }

    /** What is wrong with the pod's wish, so that it counts as none; null where nothing is. */
    public static @Nullable String objection(Pod pod) {
        String wish = pod.meta().annotations().get(WellKnown.DO_NOT_DISRUPT);
        if (wish == null || wish.equals("true")) {
            return null;
        }
        OptionalLong grace = Durations.parseNs(wish);
        if (grace.isEmpty()) {
            return "failed to parse \"" + wish + "\" as a duration";
        }
        return grace.getAsLong() > 0 ? null : "duration \"" + wish + "\" must be positive";
    }

    /** Whether it must stay where it is at this time. */
    public static boolean active(Pod pod, long nowNs) {
        return nowNs < untilNs(pod);
    }
}
