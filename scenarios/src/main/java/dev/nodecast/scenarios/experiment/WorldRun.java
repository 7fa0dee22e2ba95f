package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.resolve.AutoscalerMapping;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.resolve.Variation;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import dev.nodecast.scheduler.recording.Recorder;
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
        return runWith(spec, journal, Autoscaler.of(autoscaler()));
    }

    /** Runs it with a record of everything that passes between the autoscaler and the world. */
    RunResult run(WorldSpec spec, Journal journal, Recorder recorder) {
        return runWith(spec, journal, Autoscaler.recorded(autoscaler(), recorder));
    }

    private RunResult runWith(WorldSpec spec, Journal journal, Autoscaler.Factory autoscaler) {
        Autoscaler.Factory watched = ports -> {
            reportProgress(ports.timers(), Math.max(1, scenario.horizonNs() / STEPS));
            return autoscaler.on(ports);
        };
        return new SimulatedWorld(spec, watched, journal).run();
    }

    private LoopConfiguration autoscaler() {
        return new AutoscalerMapping(scenario, variation).autoscaler();
    }

    private void reportProgress(Timers timers, long stepNs) {
        timers.after(stepNs, () -> {
            progress.advanced((double) stepNs / scenario.horizonNs());
            reportProgress(timers, stepNs);
        });
    }
}
