package dev.nodecast.scheduler.autoscaling.hpa;

import java.util.ArrayList;
import java.util.List;

/** The pods of a replay in order of creation. */
final class ReplayPods {

    /** Pods that are there at the start are an hour old, so that no rule for young pods applies to them. */
    private static final long INITIAL_AGE_NS = 3_600_000_000_000L;

    private final HpaReplay.World world;
    private final List<Long> createdNs = new ArrayList<>();

    ReplayPods(HpaReplay.World world) {
        this.world = world;
        scaleTo(world.initialReplicas(), -INITIAL_AGE_NS - world.podStartupNs());
    }

    void scaleTo(int replicas, long nowNs) {
        while (createdNs.size() > replicas) {
            createdNs.removeLast();
        }
        while (createdNs.size() < replicas) {
            createdNs.add(nowNs);
        }
    }

    int count() {
        return createdNs.size();
    }

    List<ObservedPod> at(long nowNs) {
        List<ObservedPod> result = new ArrayList<>(createdNs.size());
        for (int i = 0; i < createdNs.size(); i++) {
            long startNs = createdNs.get(i);
            long readyNs = startNs + world.podStartupNs();
            boolean ready = readyNs <= nowNs;
            result.add(new ObservedPod(
                    "pod-" + i,
                    ObservedPod.Phase.RUNNING,
                    ready ? ObservedPod.Readiness.TRUE : ObservedPod.Readiness.FALSE,
                    startNs,
                    ready ? readyNs : startNs,
                    false,
                    world.requests()));
        }
        return result;
    }
}
