package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.journal.RunJournal;
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
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One independent repetition of a scenario. */
record Replication(Scenario scenario, long seed, int number, Progress progress) {

    /**
     * What a repetition gives.
     *
     * @param meanWaitS of the jobs of all queues
     */
    record Outcome(Figures figures, double meanWaitS, List<String> warnings) {

        /** These figures with a bound more. */
        Figures with(Map<String, Bound> first) {
            Map<String, Bound> bounds = new LinkedHashMap<>(first);
            bounds.putAll(figures.bounds());
            return figures.with(bounds, figures.beside());
        }
    }

    /** Runs it, writes what is wanted, and computes the bounds that need no run of their own. */
    Outcome run(RunFiles files, Optional<Path> journalFolder, String version) throws IOException {
        WorkTotals work = new WorkTotals(files);
        WorldSpec world = new WorldBuilder(scenario, Variation.NONE).build(seed, number, work, files.wanted());
        RunResult run;
        try (files;
                RunJournal journal = journal(journalFolder, version)) {
            WorldRun worldRun = new WorldRun(scenario, Variation.NONE, progress);
            run = journal.wanted() ? worldRun.run(world, files, journal) : worldRun.run(world, files);
            files.finish(run);
            journal.end();
        }
        Map<String, Bound> bounds = new LinkedHashMap<>();
        bounds.put(Bound.NEVER_SCALED_DOWN, Bounds.neverScaledDown(scenario, run));
        bounds.put(Bound.PERFECT_FORESIGHT, Bounds.perfectForesight(world, run, work.completedServiceS()));
        return new Outcome(
                new FiguresOfRun(scenario, run).figures().with(bounds, Map.of()),
                Bounds.meanWaitS(run),
                run.warnings());
    }

    private RunJournal journal(Optional<Path> folder, String version) throws IOException {
        return folder.isEmpty()
                ? RunJournal.none()
                : RunJournal.in(folder.get(), RunFiles.Run.id(scenario.hash(), seed, number), version);
    }

    /** Runs it with something changed, and writes nothing. */
    Outcome run(Variation variation) {
        WorldSpec world = new WorldBuilder(scenario, variation).build(seed, number, JobSink.NONE, false);
        RunResult run = new WorldRun(scenario, variation, progress).run(world, Journal.NONE);
        return new Outcome(new FiguresOfRun(scenario, run).figures(), Bounds.meanWaitS(run), run.warnings());
    }
}
