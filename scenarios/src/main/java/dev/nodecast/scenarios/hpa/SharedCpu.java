package dev.nodecast.scenarios.hpa;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.ObservedPod;
import dev.nodecast.scheduler.autoscaling.hpa.PodMetricSample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A load split evenly over the ready pods, at most a core each; a pod that starts uses 900m, as recorded. */
record SharedCpu(long nowNs, List<ObservedPod> pods, long totalMilli) implements HpaMetrics {

    private static final long LIMIT_MILLI = 1000;
    private static final long WHILE_STARTING_MILLI = 900;
    private static final long WINDOW_NS = 15_000_000_000L;

    @Override
    public Map<String, PodMetricSample> resource(String resource) {
        long ready = pods.stream().filter(ObservedPod::isReady).count();
        long each = ready == 0 ? 0 : Math.min(LIMIT_MILLI, totalMilli / ready);
        Map<String, PodMetricSample> samples = new LinkedHashMap<>();
        for (ObservedPod pod : pods) {
            long value = pod.isReady() ? each : WHILE_STARTING_MILLI;
            samples.put(pod.name(), new PodMetricSample(value, nowNs, WINDOW_NS));
        }
        return samples;
    }
}
