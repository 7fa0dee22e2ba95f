package dev.nodecast.scenarios.whatif;

import dev.nodecast.scenarios.experiment.Experiment;
import dev.nodecast.scenarios.experiment.Options;
import dev.nodecast.scenarios.file.ScenarioReader;
import dev.nodecast.scenarios.file.ScenarioSource;
import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.journal.MetricHistory;
import dev.nodecast.scenarios.journal.RecordedRun;
import dev.nodecast.scenarios.result.ScenarioResult;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The demand of a recorded run under other manifests. Deployments have the replicas that they had, or those that the
 * manifests' autoscalers make of the metrics that were read then; nodes come up as fast as they did; spot capacity is always
 * there; prices are those of the catalogue. The metrics do not react to the replicas: had there been twice the workers, the
 * queue would have been shorter, and that is not in the answer.
 *
 * @param recorded what happened
 * @param simulated by the name of the manifests, what would have happened
 */
public record WhatIf(RecordedRun recorded, Map<String, Outcome> simulated) {

    /** The manifests of one answer. */
    public record Manifests(String name, List<Path> paths) {}

    /** What would have happened under some manifests, and the pods that were simulated. */
    public record Outcome(Demand demand, ScenarioResult result) {}

    /**
     * What the answer is about.
     *
     * @param metrics what the manifests' autoscalers read; null for the replicas that were recorded, whatever they say
     */
    public record Past(RecordedRun run, @Nullable MetricHistory metrics, String region) {

        private Demand under(Manifests manifests) {
            return metrics == null ? Demand.recorded(run) : Demand.under(manifests.paths(), run, metrics);
        }
    }

    /**
     * Simulates the recorded demand under each of the given manifests, with the same randomness.
     *
     * @param options of the runs; bounds are left out
     * @throws InvalidInput where the manifests cannot be used
     */
    public static WhatIf of(Past past, List<Manifests> all, Options options) throws IOException {
        Map<String, Outcome> simulated = new LinkedHashMap<>();
        for (Manifests manifests : all) {
            Demand demand = past.under(manifests);
            simulated.put(manifests.name(), new Outcome(demand, simulate(past, demand, manifests, options)));
        }
        return new WhatIf(past.run(), simulated);
    }

    private static ScenarioResult simulate(Past past, Demand demand, Manifests manifests, Options options)
            throws IOException {
        Path folder = Files.createTempDirectory("nodecast-replay-");
        try {
            ScenarioSource scenario = open(new RecordedScenario(past.run(), demand, past.region()).write(folder));
            return Experiment.run(scenario, List.of(setting(manifests)), options.withBounds(false));
        } finally {
            delete(folder);
        }
    }

    private static ScenarioSource open(Path file) {
        Diagnostics diagnostics = new Diagnostics();
        return new ScenarioReader(diagnostics).open(file).orElseThrow(() -> new InvalidInput(diagnostics.list()));
    }

    private static Setting setting(Manifests manifests) {
        return new Setting(
                "manifests",
                manifests.paths().stream()
                        .map(path -> "\"" + path.toString().replace("\\", "/") + "\"")
                        .collect(Collectors.joining(", ", "[", "]")));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
