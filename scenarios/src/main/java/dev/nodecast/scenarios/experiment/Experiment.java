package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.file.ScenarioSource;
import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.journal.RunJournal;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.resolve.ScenarioResolver;
import dev.nodecast.scenarios.resolve.Variation;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.Figures;
import dev.nodecast.scenarios.result.Figures.Bound;
import dev.nodecast.scenarios.result.ReplicationFold;
import dev.nodecast.scenarios.result.ResultFolder;
import dev.nodecast.scenarios.result.RunFiles;
import dev.nodecast.scenarios.result.ScenarioResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Simulates a scenario: every replication on a thread of its own, the results put together in the order of the
 * replications, so that they do not depend on the number of threads.
 */
public final class Experiment {

    private final Scenario scenario;
    private final Options options;
    private final Map<String, Scenario> beside;

    private Experiment(Scenario scenario, Options options, Map<String, Scenario> beside) {
        this.scenario = scenario;
        this.options = options;
        this.beside = beside;
    }

    /**
     * Runs a scenario with everything that it wants to see beside itself, and writes the result files if asked for.
     *
     * @throws dev.nodecast.scheduler.diagnostics.InvalidInput where the scenario cannot be used
     * @throws IOException where the files cannot be written; the output folder is as it was then
     */
    public static ScenarioResult run(ScenarioSource source, List<Setting> settings, Options options)
            throws IOException {
        Scenario scenario = ScenarioResolver.resolve(source, settings);
        Map<String, Scenario> beside = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, String>> variant :
                scenario.file().beside().entrySet()) {
            List<Setting> changed = new ArrayList<>(settings);
            variant.getValue().forEach((path, value) -> changed.add(new Setting(path, value)));
            beside.put(variant.getKey(), ScenarioResolver.resolve(source, changed));
        }
        return new Experiment(scenario, options, beside).run();
    }

    /** Runs a scenario alone. */
    public static ScenarioResult run(Scenario scenario, Options options) throws IOException {
        return new Experiment(scenario, options, Map.of()).run();
    }

    private ScenarioResult run() throws IOException {
        Objectives.check(scenario);
        if (options.journal().isPresent()) {
            for (int r = 0; r < options.replications(); r++) {
                RunJournal.refuseSecond(options.journal().get(), RunFiles.Run.id(scenario.hash(), seed(), r));
            }
        }
        if (options.output().isEmpty()) {
            return simulate(null);
        }
        try (ResultFolder folder = ResultFolder.open(options.output().get())) {
            ScenarioResult result = simulate(folder);
            folder.publish(result, options.replications());
            return result;
        }
    }

    private long seed() {
        return options.seed().orElse(scenario.file().seed());
    }

    private ScenarioResult simulate(@Nullable ResultFolder folder) {
        long seed = seed();
        int replications = options.replications();
        int runs = 1 + (options.bounds() ? 1 : 0) + beside.size();
        Progress progress = share -> options.progress().advanced(share / replications / runs);
        List<Callable<Replication.Outcome>> tasks = new ArrayList<>();
        for (int r = 0; r < replications; r++) {
            Replication replication = new Replication(scenario, seed, r, progress);
            RunFiles files = files(folder, seed, r);
            tasks.add(() -> replication.run(files, options.journal(), options.version()));
        }
        if (options.bounds()) {
            addAll(tasks, scenario, seed, progress, Variation.ALL_ON_DEMAND);
        }
        beside.values().forEach(variant -> addAll(tasks, variant, seed, progress, Variation.NONE));
        return result(seed, Parallel.run(tasks, options.threads()));
    }

    private void addAll(
            List<Callable<Replication.Outcome>> tasks,
            Scenario which,
            long seed,
            Progress progress,
            Variation variation) {
        for (int r = 0; r < options.replications(); r++) {
            Replication replication = new Replication(which, seed, r, progress);
            tasks.add(() -> replication.run(variation));
        }
    }

    private RunFiles files(@Nullable ResultFolder folder, long seed, int replication) {
        if (folder == null) {
            return RunFiles.NONE;
        }
        return folder.files(new RunFiles.Run(
                scenario.hash(),
                seed,
                replication,
                scenario.start(),
                scenario.file().timeZone(),
                List.copyOf(scenario.file().workload().queues().keySet())));
    }

    private ScenarioResult result(long seed, List<Replication.Outcome> outcomes) {
        int replications = options.replications();
        Set<String> warnings = new LinkedHashSet<>(scenario.warnings());
        List<Figures> runs = new ArrayList<>();
        for (int r = 0; r < replications; r++) {
            Replication.Outcome outcome = outcomes.get(r);
            warnings.addAll(outcome.warnings());
            runs.add(
                    options.bounds()
                            ? outcome.with(
                                    Map.of(Bound.ALL_ON_DEMAND, Bounds.allOnDemand(outcomes.get(replications + r))))
                            : outcome.figures().with(Map.of(), Map.of()));
        }
        Figures figures = ReplicationFold.over(runs);
        Figures all = figures.with(figures.bounds(), besides(outcomes, options.bounds() ? 2 : 1));
        return new ScenarioResult(
                ScenarioResult.SCHEMA_VERSION,
                options.version(),
                Identities.of(scenario),
                seed,
                replications,
                all,
                Objectives.outcomes(scenario, all),
                ClosedForms.of(scenario, all),
                List.copyOf(warnings));
    }

    private Map<String, Figures.Beside> besides(List<Replication.Outcome> outcomes, int firstGroup) {
        Map<String, Figures.Beside> besides = new LinkedHashMap<>();
        int first = firstGroup * options.replications();
        for (String name : beside.keySet()) {
            besides.put(name, besideOf(outcomes.subList(first, first + options.replications())));
            first += options.replications();
        }
        return besides;
    }

    private static Figures.Beside besideOf(List<Replication.Outcome> outcomes) {
        Figures variant = ReplicationFold.over(
                outcomes.stream().map(Replication.Outcome::figures).toList());
        return new Figures.Beside(
                variant.cost().total(),
                variant.cost().compute(),
                variant.gpuHours().bought(),
                variant.gpuHours().used(),
                variant.jobs().completed(),
                Estimate.over(outcomes.stream()
                        .map(outcome -> Estimate.of(outcome.meanWaitS()))
                        .toList()),
                variant.nodes().interrupted(),
                variant.jobs().lostHours());
    }
}
