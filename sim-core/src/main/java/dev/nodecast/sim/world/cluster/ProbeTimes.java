package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Probes;
import dev.nodecast.scheduler.model.Probes.Probe;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When a kubelet's probes of a container succeed and fail, counted from the container's start. A prober ticks with its
 * period from before the container starts, and skips what comes before the initial delay ({@code pkg/kubelet/prober/worker.go}).
 * A probe succeeds from the moment the application is loaded; before, it takes its whole timeout.
 */
final class ProbeTimes {

    private final Probes probes;
    private final RandomStream phases;

    ProbeTimes(PodSpec spec, RandomStream phases) {
        this.probes = spec.containers().stream()
                .map(Container::probes)
                .filter(each -> !each.equals(Probes.NONE))
                .findFirst()
                .orElse(Probes.NONE);
        this.phases = phases;
    }

    /** When a container that is not loaded by then is given up; empty where no probe does that. */
    OptionalLong givenUpNs() {
        Probe judge = probes.startup() == null ? probes.liveness() : probes.startup();
        if (judge == null) {
            return OptionalLong.empty();
        }
        long lastTry = tick(judge, 0) + (judge.failureThreshold() - 1L) * judge.periodSeconds() * Seconds.NS;
        return OptionalLong.of(lastTry + judge.timeoutSeconds() * Seconds.NS);
    }

    /** When the container is ready that is loaded at an instant. */
    long readyNs(long loadedNs) {
        return succeeded(probes.readiness(), succeeded(probes.startup(), loadedNs));
    }

    private long succeeded(@Nullable Probe probe, long fromNs) {
        return probe == null
                ? fromNs
                : tick(probe, fromNs) + (probe.successThreshold() - 1L) * probe.periodSeconds() * Seconds.NS;
    }

    private long tick(Probe probe, long fromNs) {
        long periodNs = probe.periodSeconds() * Seconds.NS;
        long phaseNs = (long) (phases.nextDouble() * periodNs);
        long soonestNs = Math.max(fromNs, probe.initialDelaySeconds() * Seconds.NS);
        return phaseNs + Math.max(0, Math.ceilDiv(soonestNs - phaseNs, periodNs)) * periodNs;
    }
}
