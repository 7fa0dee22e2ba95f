package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.resolve.Admission;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.control.ControlLoop;
import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.sim.world.Autoscaler;
import dev.nodecast.sim.world.SimulatedWorld;
import dev.nodecast.sim.world.WorldPorts;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.WorldSpec;

/** One run of a world with the control loops in it. */
final class WorldRun {

    /** In how many steps progress is reported. */
    private static final int STEPS = 200;

    private final Scenario scenario;
    private final Progress progress;

    /** @param progress told of the parts of this run; together they are 1 */
    WorldRun(Scenario scenario, Progress progress) {
        this.scenario = scenario;
        this.progress = progress;
    }

    RunResult run(WorldSpec spec, Journal journal) {
        return new SimulatedWorld(spec, this::autoscaler, journal).run();
    }

    private Autoscaler autoscaler(WorldPorts world) {
        Ports ports = new Ports(
                world.clock(),
                world.timers(),
                world.cluster(),
                world.cloud(),
                new QueueMetricSource(world.metrics()),
                world.journal());
        ControlLoop loop = new ControlLoop(ports, settings());
        loop.start();
        for (HorizontalPodAutoscaler hpa : scenario.manifests().values(HorizontalPodAutoscaler.class)) {
            if (Admission.accepts(hpa, scenario.file().cluster().kubernetesVersion())) {
                loop.observe(new Observation.AutoscalerObserved(hpa));
            }
        }
        for (ScaledObject scaledObject : scenario.manifests().values(ScaledObject.class)) {
            loop.observe(new Observation.ScaledObjectObserved(scaledObject));
        }
        reportProgress(world.timers(), Math.max(1, scenario.horizonNs() / STEPS));
        return loop::observe;
    }

    private void reportProgress(Timers timers, long stepNs) {
        timers.after(stepNs, () -> {
            progress.advanced((double) stepNs / scenario.horizonNs());
            reportProgress(timers, stepNs);
        });
    }

    private Settings settings() {
        Settings defaults = Settings.defaults();
        int minor = Admission.minor(scenario.file().cluster().kubernetesVersion());
        return new Settings(
                defaults.batch(),
                defaults.solver(),
                defaults.disruption(),
                AutoscalingLoop.Settings.ofMinorVersion(minor));
    }
}
