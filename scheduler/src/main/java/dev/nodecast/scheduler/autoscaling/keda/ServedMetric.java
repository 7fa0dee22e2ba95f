package dev.nodecast.scheduler.autoscaling.keda;

import org.jspecify.annotations.Nullable;

/**
 * A trigger's value as KEDA passes it on, a fallback included.
 *
 * @param valueMilli the value; meaningless with an error
 * @param active whether it activates the workload
 * @param error why there is no value; null when there is one
 */
record ServedMetric(
        long valueMilli, boolean active, @Nullable String error) {

    static ServedMetric failed(String error) {
        return new ServedMetric(0, false, error);
    }

    boolean isError() {
        return error != null;
    }
}
