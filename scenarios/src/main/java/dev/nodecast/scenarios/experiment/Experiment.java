package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.file.ScenarioSource;
import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.resolve.ScenarioResolver;
import dev.nodecast.scenarios.result.Figures;
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
    public static ScenarioResult run(ScenarioSource source, List<Setting> settings, Options options) throws IOException {
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
        if (options.output().isEmpty()) {
            return simulate(null);
        }
        try (ResultFolder folder = ResultFolder.open(options.output().get())) {
            ScenarioResult result = simulate(folder);
            folder.publish(result, options.replications());
            return result;
        }
    }

    private ScenarioResult simulate(@Nullable ResultFolder folder) {
        long seed = options.seed().orElse(scenario.file().seed());
        double parts = (double) options.replications() * (1 + beside.size()) * (options.bounds() ? 2 : 1);
        Progress progress = share -> options.progress().advanced(share / parts);
        List<Callable<Replication.Outcome>> tasks = new ArrayList<>();
        for (int r = 0; r < options.replications(); r++) {
            tasks.add(new Replication(scenario, seed, r, progress, files(folder, seed, r)).task(options.bounds()));
        }
        for (Scenario variant : beside.values()) {
            for (int r = 0; r < options.replications(); r++) {
                tasks.add(new Replication(variant, seed, r, progress, RunFiles.NONE).task(false));
            }
        }
        return result(seed, Parallel.run(tasks, options.threads()));
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
        outcomes.subList(0, replications).forEach(outcome -> warnings.addAll(outcome.warnings()));
        Figures figures = fold(outcomes, 0);
        Map<String, Figures.Beside> variants = new LinkedHashMap<>();
        int first = replications;
        for (String name : beside.keySet()) {
            Figures variant = fold(outcomes, first);
            variants.put(name, new Figures.Beside(
                    variant.cost().total(),
                    variant.cost().compute(),
                    variant.gpuHours().bought(),
                    variant.gpuHours().used()));
            first += replications;
        }
        Figures all = figures.with(figures.bounds(), variants);
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

    private Figures fold(List<Replication.Outcome> outcomes, int first) {
        return ReplicationFold.over(outcomes.subList(first, first + options.replications()).stream()
                .map(Replication.Outcome::figures)
                .toList());
    }
}
