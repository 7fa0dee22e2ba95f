package dev.nodecast.cli;

import dev.nodecast.scenarios.file.ScenarioReader;
import dev.nodecast.scenarios.file.ScenarioSource;
import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.library.ReadyScenarios;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command on scenarios has, and how a scenario is found by name or path. */
final class ScenarioArguments {

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Sets a value of the scenario, such as spot.preset=mid-zone; repeatable.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--manifests",
            paramLabel = "PATH",
            description = "Kubernetes manifests (a file or a folder) instead of the scenario's.")
    private @Nullable Path manifests;

    @Option(names = "--seed", description = "Instead of the scenario's seed.")
    private @Nullable Long seed;

    @Option(
            names = "--threads",
            description = "How many replications run at once (default: all cores); changes no result.")
    private int threads = Runtime.getRuntime().availableProcessors();

    List<Setting> settings() {
        List<Setting> all = new ArrayList<>();
        settings.forEach(text -> all.add(Setting.parse(text)));
        if (manifests != null) {
            all.add(new Setting("manifests", "[\"" + manifests.toString().replace("\\", "/") + "\"]"));
        }
        return all;
    }

    @Nullable
    Long seed() {
        return seed;
    }

    int threads() {
        return threads;
    }

    /** A ready scenario of that name, else the file at that path. */
    static ScenarioSource find(String nameOrPath) {
        Optional<ScenarioSource> ready = ReadyScenarios.find(nameOrPath);
        if (ready.isPresent() && !Files.exists(Path.of(nameOrPath))) {
            return ready.get();
        }
        if (ready.isPresent() && Files.isDirectory(Path.of(nameOrPath))) {
            return ready.get();
        }
        Diagnostics diagnostics = new Diagnostics();
        return new ScenarioReader(diagnostics)
                .open(Path.of(nameOrPath))
                .orElseThrow(() -> new InvalidInput(diagnostics.list()));
    }
}
