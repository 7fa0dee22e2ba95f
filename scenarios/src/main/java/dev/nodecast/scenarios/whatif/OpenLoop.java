package dev.nodecast.scenarios.whatif;

import dev.nodecast.scenarios.journal.MetricHistory;
import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.autoscaling.hpa.HpaController;
import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.HpaReplay;
import dev.nodecast.scheduler.autoscaling.hpa.HpaState;
import dev.nodecast.scheduler.autoscaling.hpa.ObservedPod;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectReplay;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectScaler;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What an autoscaler would have asked for, had it read what was recorded: the readings do not react to its replicas. It
 * syncs, and polls, as often as on a cluster; pods are ready at once.
 *
 * @param origin the moment at which the record's clock was 0
 * @param beginNs by the record's clock
 * @param initial replicas at the beginning
 */
record OpenLoop(
        MetricHistory history,
        Workload target,
        Instant origin,
        long beginNs,
        long endNs,
        int initial,
        ObservedPod.Requests requests) {

    /** KEDA's polls fall between full seconds, so that its cooldown, which counts whole ones, is not a poll too long. */
    private static final long POLL_PHASE_NS = 250_000_000;

    /** Replicas by the record's clock, where they change. */
    TreeMap<Long, Integer> replicas(HorizontalPodAutoscaler hpa) {
        AutoscalingLoop.Settings settings = history.settings();
        HpaReplay replay = new HpaReplay(
                new HpaController(hpa, settings.features(), settings.flags()), HpaState.initial(), world());
        TreeMap<Long, Integer> steps = begin();
        for (long nowNs = 0; beginNs + nowNs <= endNs; nowNs += settings.syncPeriodNs()) {
            HpaReplay.Row row = replay.sync(this::metrics);
            note(steps, nowNs, row.decision().desiredReplicas());
        }
        return steps;
    }

    /**
     * Replicas by the record's clock, where they change.
     *
     * @throws IllegalArgumentException when KEDA would refuse the ScaledObject
     */
    TreeMap<Long, Integer> replicas(ScaledObject scaled) {
        AutoscalingLoop.Settings settings = history.settings();
        ScaledObjectReplay replay = new ScaledObjectReplay(scaled, settings.features(), settings.flags(), world());
        TreeMap<Long, Integer> steps = begin();
        long nextPollNs = POLL_PHASE_NS;
        long nextSyncNs = 0;
        while (beginNs + Math.min(nextPollNs, nextSyncNs) <= endNs) {
            if (nextPollNs < nextSyncNs) {
                note(
                        steps,
                        nextPollNs,
                        replay.poll(nextPollNs, live(replay.scaler(), nextPollNs))
                                .replicasAfter());
                nextPollNs += replay.scaler().pollingIntervalNs();
            } else {
                long nowNs = nextSyncNs;
                replay.sync(live(replay.scaler(), nowNs), this::metrics)
                        .ifPresent(row -> note(steps, nowNs, row.decision().desiredReplicas()));
                nextSyncNs += settings.syncPeriodNs();
            }
        }
        return steps;
    }

    private HpaReplay.World world() {
        return new HpaReplay.World(initial, history.settings().syncPeriodNs(), 0, requests);
    }

    private HpaMetrics metrics(long nowNs, List<ObservedPod> pods) {
        return new HistoryMetrics(history, target, beginNs + nowNs, nowNs, pods);
    }

    private IntFunction<TriggerReading> live(ScaledObjectScaler scaler, long nowNs) {
        return index -> scaler.read(
                index, origin.plusNanos(beginNs + nowNs), trigger -> history.reading(trigger, beginNs + nowNs));
    }

    private TreeMap<Long, Integer> begin() {
        TreeMap<Long, Integer> steps = new TreeMap<>();
        steps.put(beginNs, initial);
        return steps;
    }

    private void note(TreeMap<Long, Integer> steps, long nowNs, int replicas) {
        if (steps.lastEntry().getValue() != replicas) {
            steps.put(beginNs + nowNs, replicas);
        }
    }
}
