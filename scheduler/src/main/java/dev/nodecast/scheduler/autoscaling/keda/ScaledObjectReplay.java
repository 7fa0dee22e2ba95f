package dev.nodecast.scheduler.autoscaling.keda;

import dev.nodecast.scheduler.autoscaling.hpa.HpaController;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFlags;
import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.HpaReplay;
import dev.nodecast.scheduler.autoscaling.hpa.HpaState;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Replays readings through a ScaledObject without a cluster, open loop: KEDA's polls and the syncs of the HPA that it
 * generates, over the same pods. The caller calls {@link #poll} and {@link #sync} in the order of their times.
 */
public final class ScaledObjectReplay {

    private final ScaledObjectScaler scaler;
    private final ScaledObjectState state;
    private final Optional<HpaReplay> hpa;
    private final int triggers;
    private int replicasWithoutHpa;

    /**
     * A replay that starts with ready pods.
     *
     * @throws IllegalArgumentException when KEDA would refuse the ScaledObject
     */
    public ScaledObjectReplay(ScaledObject scaledObject, HpaFeatures features, HpaFlags flags, HpaReplay.World world) {
        this.scaler = new ScaledObjectScaler(scaledObject);
        this.state = scaler.initialState();
        this.triggers = scaledObject.triggers().size();
        this.replicasWithoutHpa = world.initialReplicas();
        this.hpa = scaler.generatedHpa()
                .map(spec -> new HpaReplay(new HpaController(spec, features, flags), HpaState.initial(), world));
    }

    /** One poll of KEDA with its time and what it saw. */
    public record Poll(long timeNs, int replicas, ScaledObjectDecision decision) {

        /** Replicas after it. */
        public int replicasAfter() {
            return decision.scaleTo().orElse(replicas);
        }
    }

    /** Polls; the reading of each trigger comes from {@code live}. */
    public Poll poll(long nowNs, IntFunction<TriggerReading> live) {
        List<TriggerReading> readings = new ArrayList<>(triggers);
        for (int i = 0; i < triggers; i++) {
            readings.add(live.apply(i));
        }
        Workload workload = workload(nowNs);
        Poll poll = new Poll(nowNs, workload.replicas(), scaler.poll(state, nowNs, workload, readings));
        replicasWithoutHpa = poll.replicasAfter();
        hpa.ifPresent(replay -> replay.setReplicas(poll.replicasAfter(), nowNs));
        return poll;
    }

    /** The next sync of the generated HPA; none while the ScaledObject is paused. */
    public Optional<HpaReplay.Row> sync(IntFunction<TriggerReading> live, HpaReplay.MetricsAt resources) {
        return hpa.map(replay -> replay.sync((nowNs, pods) -> {
            HpaMetrics cpuAndMemory = resources.metrics(nowNs, pods);
            return scaler.metrics(state, workload(nowNs), live, cpuAndMemory);
        }));
    }

    /** The scaler, which knows intervals and metrics. */
    public ScaledObjectScaler scaler() {
        return scaler;
    }

    /** How many pods are ready at a time. */
    public int readyPods(long nowNs) {
        return workload(nowNs).readyPods();
    }

    private Workload workload(long nowNs) {
        return hpa.map(replay -> new Workload(replay.replicas(), replay.readyPods(nowNs)))
                .orElseGet(() -> new Workload(replicasWithoutHpa, replicasWithoutHpa));
    }
}
