package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.resolve.AutoscalerMapping;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.resolve.Variation;
import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.sim.world.Autoscaler;
import dev.nodecast.sim.world.SimulatedWorld;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.WorldSpec;

/** One run of a world with the control loops in it. */
final class WorldRun {

    /** In how many steps progress is reported. */
    private static final int STEPS = 200;

    private final Scenario scenario;
    private final Variation variation;
    private final Progress progress;

    /** @param progress told of the parts of this run; together they are 1 */
    WorldRun(Scenario scenario, Variation variation, Progress progress) {
        this.scenario = scenario;
        this.variation = variation;
        this.progress = progress;
    }

    RunResult run(WorldSpec spec, Journal journal) {
        return new SimulatedWorld(spec, this::autoscaler, journal).run();
    }

    private Autoscaler autoscaler(Ports ports) {
        reportProgress(ports.timers(), Math.max(1, scenario.horizonNs() / STEPS));
        return new AutoscalerMapping(scenario, variation).autoscaler().on(ports);
    }

    private void reportProgress(Timers timers, long stepNs) {
        timers.after(stepNs, () -> {
            progress.advanced((double) stepNs / scenario.horizonNs());
            reportProgress(timers, stepNs);
        });
    }
}
