package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import java.util.ArrayList;
import java.util.List;

/**
 * What LeastAllocated counts for a pod: containers that ask for no CPU or memory count as 100m and 200 MiB, so that they do
 * not all go to one node (kube-scheduler's {@code GetNonzeroRequests}).
 */
public record ScoredRequests(long cpuMilli, long memoryBytes) {

    private static final long DEFAULT_CPU_MILLI = 100;
    private static final long DEFAULT_MEMORY = 200L << 20;

    static ScoredRequests of(PodSpec spec) {
        if (spec.containers().isEmpty()) {
            return new ScoredRequests(
                    orDefault(spec.requests().cpuMilli(), DEFAULT_CPU_MILLI),
                    orDefault(spec.requests().memoryBytes(), DEFAULT_MEMORY));
        }
        Resources scored = PodSpec.requestsOf(
                withDefaults(spec.containers()), withDefaults(spec.initContainers()), spec.overhead());
        return new ScoredRequests(scored.cpuMilli(), scored.memoryBytes());
    }

    private static List<Container> withDefaults(List<Container> containers) {
        List<Container> all = new ArrayList<>();
        for (Container c : containers) {
            Resources requests = c.requests()
                    .with(Resources.CPU, orDefault(c.requests().cpuMilli(), DEFAULT_CPU_MILLI))
                    .with(Resources.MEMORY, orDefault(c.requests().memoryBytes(), DEFAULT_MEMORY));
            all.add(new Container(
                    c.name(), c.image(), requests, c.limits(), c.hostPorts(), c.sidecar(), c.env(), c.probes()));
        }
        return all;
    }

    private static long orDefault(long amount, long otherwise) {
        return amount == 0 ? otherwise : amount;
    }
}
