package dev.nodecast.scheduler.autoscaling.keda;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What KEDA remembers of one ScaledObject. One ScaledObject owns it; {@link ScaledObjectScaler} changes it in place at
 * each poll and, for failures of triggers, at each read of the HPA. A what-if works on a {@link #copy}.
 */
public final class ScaledObjectState {

    /** Time of the last poll that saw activity, in whole seconds as the status field is; null before the first. */
    @Nullable
    Long lastActiveNs;

    /** Failures in a row by trigger. */
    final int[] failures;

    /** What the last poll found, by trigger, for triggers with useCachedMetrics. */
    final @Nullable ServedMetric[] cached;

    private ScaledObjectState(int triggers) {
        this.failures = new int[triggers];
        this.cached = new ServedMetric[triggers];
    }

    static ScaledObjectState initial(int triggers) {
        return new ScaledObjectState(triggers);
    }

    /** An independent copy. */
    public ScaledObjectState copy() {
        ScaledObjectState copy = new ScaledObjectState(failures.length);
        copy.lastActiveNs = lastActiveNs;
        System.arraycopy(failures, 0, copy.failures, 0, failures.length);
        System.arraycopy(cached, 0, copy.cached, 0, cached.length);
        return copy;
    }

    /** Time of the last poll that saw activity, {@code status.lastActiveTime}; null before the first. */
    public @Nullable Long lastActiveNs() {
        return lastActiveNs;
    }

    /** Failures in a row by trigger. */
    public int[] failures() {
        return Arrays.copyOf(failures, failures.length);
    }
}
