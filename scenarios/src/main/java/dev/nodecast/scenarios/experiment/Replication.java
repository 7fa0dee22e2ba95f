package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.resolve.Variation;
import dev.nodecast.scenarios.resolve.WorldBuilder;
import dev.nodecast.scenarios.result.Figures;
import dev.nodecast.scenarios.result.Figures.Bound;
import dev.nodecast.scenarios.result.RunFiles;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.world.measure.JobSink;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.WorldSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** One independent repetition of a scenario, with its bounds. */
record Replication(Scenario scenario, long seed, int number, Progress progress, RunFiles files) {

    /** What a replication gives. */
    record Outcome(Figures figures, List<String> warnings) {}

    /** The work, with bounds where they are asked for. */
    Callable<Outcome> task(boolean bounds) {
        return () -> run(bounds);
    }

    private Outcome run(boolean bounds) throws Exception {
        WorkTotals work = new WorkTotals(files);
        WorldSpec world = new WorldBuilder(scenario, Variation.NONE).build(seed, number, work, files.wanted());
        RunResult run;
        try (files) {
            run = new WorldRun(scenario, progress).run(world, files);
            files.finish(run);
        }
        Figures figures = new FiguresOfRun(scenario, run).figures();
        return new Outcome(
                bounds ? figures.with(bounds(world, run, work), Map.of()) : figures,
                run.warnings());
    }

    private Map<String, Bound> bounds(WorldSpec world, RunResult run, WorkTotals work) {
        WorldSpec onDemand = new WorldBuilder(scenario, Variation.ALL_ON_DEMAND).build(seed, number, JobSink.NONE, false);
        RunResult onDemandRun = new WorldRun(scenario, progress).run(onDemand, Journal.NONE);
        Map<String, Bound> bounds = new LinkedHashMap<>();
        bounds.put(Bound.ALL_ON_DEMAND, Bounds.allOnDemand(onDemandRun));
        bounds.put(Bound.NEVER_SCALED_DOWN, Bounds.neverScaledDown(scenario, run));
        bounds.put(Bound.PERFECT_FORESIGHT, Bounds.perfectForesight(world, run, work.completedServiceS()));
        return bounds;
    }
}
