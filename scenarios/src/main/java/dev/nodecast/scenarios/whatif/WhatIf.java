package dev.nodecast.scenarios.whatif;

import dev.nodecast.scenarios.experiment.Experiment;
import dev.nodecast.scenarios.experiment.Options;
import dev.nodecast.scenarios.file.ScenarioReader;
import dev.nodecast.scenarios.file.ScenarioSource;
import dev.nodecast.scenarios.file.Setting;
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

/**
 * The demand of a recorded run under other manifests. Deployments have the replicas that they had, whatever autoscalers the
 * manifests hold; nodes come up as fast as they did; spot capacity is always there; prices are those of the catalogue. So the
 * answer is about NodePools and node classes, requests and placement, not about autoscalers of pods.
 *
 * @param recorded what happened
 * @param simulated by the name of the manifests, what would have happened
 */
public record WhatIf(RecordedRun recorded, Map<String, ScenarioResult> simulated) {

    /** The manifests of one answer. */
    public record Manifests(String name, List<Path> paths) {}

    /**
     * Simulates the recorded demand under each of the given manifests, with the same randomness.
     *
     * @param options of the runs; bounds are left out
     * @throws InvalidInput where the manifests cannot be used
     */
    public static WhatIf of(RecordedRun recorded, String region, List<Manifests> all, Options options)
            throws IOException {
        Path folder = Files.createTempDirectory("nodecast-replay-");
        try {
            ScenarioSource scenario = open(new RecordedScenario(recorded, region).write(folder));
            Map<String, ScenarioResult> simulated = new LinkedHashMap<>();
            for (Manifests manifests : all) {
                simulated.put(
                        manifests.name(),
                        Experiment.run(scenario, List.of(setting(manifests)), options.withBounds(false)));
            }
            return new WhatIf(recorded, simulated);
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
