package dev.nodecast.cli;

import dev.nodecast.cli.screen.ComparisonScreen;
import dev.nodecast.scenarios.experiment.Comparer;
import dev.nodecast.scenarios.experiment.Comparison;
import dev.nodecast.scenarios.experiment.Options;
import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.resolve.ScenarioResolver;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nodecast compare}: which differences between scenarios are real. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compares scenarios with the first of them on common random numbers: paired differences with 95 %% intervals.",
            "With one scenario, compares it with itself as changed by --set and --manifests, by each --variant, or else by the"
                    + " variants that its file names under `beside`."
        })
final class CompareCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "SCENARIO",
            description = "Names that `nodecast scenarios` lists, or paths.")
    private List<String> scenarios = new ArrayList<>();

    @Mixin
    private ScenarioArguments arguments = new ScenarioArguments();

    @Option(
            names = "--variant",
            paramLabel = "PATH=VALUE[;PATH=VALUE…]",
            description = "With one scenario: the same with these values set; repeatable.")
    private List<String> variants = new ArrayList<>();

    @Option(
            names = "--replications",
            paramLabel = "N",
            defaultValue = "10",
            description = "Independent repetitions, at least 2 (default: 10).")
    private int replications = 10;

    @Option(names = "--format", defaultValue = "TEXT", description = "text or json (default: text).")
    private Format format = Format.TEXT;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        if (replications < 2 || arguments.threads() < 1) {
            throw refused("found " + replications + " replications on " + arguments.threads()
                    + " threads, expected at least 2 replications, since an interval needs repetitions, and a thread");
        }
        Map<String, Scenario> compared = compared();
        Options options =
                Options.of(Version.current()).withReplications(replications).withThreads(arguments.threads());
        Long seed = arguments.seed();
        Comparison comparison;
        try (ProgressLine progress = ProgressLine.start("comparing")) {
            Options all = seed == null ? options : options.withSeed(seed);
            comparison = Comparer.compare(compared, all.withProgress(progress));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(format == Format.JSON ? Json.text(comparison) + "\n" : ComparisonScreen.of(comparison));
        out.flush();
        return ExitCode.DONE;
    }

    private Map<String, Scenario> compared() {
        Map<String, Scenario> compared = new LinkedHashMap<>();
        if (scenarios.size() > 1) {
            if (!variants.isEmpty()) {
                throw refused("--variant changes one scenario, but " + scenarios.size() + " are named");
            }
            scenarios.forEach(name -> add(compared, name, name, arguments.settings()));
            return compared;
        }
        String name = scenarios.getFirst();
        Map<String, Map<String, String>> own = ownVariants(name);
        if (variants.isEmpty() && !own.isEmpty()) {
            add(compared, name, name, arguments.settings());
            own.forEach((variant, changes) -> {
                List<Setting> settings = new ArrayList<>(arguments.settings());
                changes.forEach((path, value) -> settings.add(new Setting(path, value)));
                add(compared, variant, name, settings);
            });
            return compared;
        }
        if (variants.isEmpty() && arguments.settings().isEmpty()) {
            throw refused("one scenario alone has nothing to be compared with: name another, or change it with"
                    + " --variant, --set or --manifests");
        }
        if (variants.isEmpty()) {
            add(compared, name, name, List.of());
            add(compared, name + " as changed", name, arguments.settings());
            return compared;
        }
        add(compared, name, name, arguments.settings());
        for (String variant : variants) {
            List<Setting> settings = new ArrayList<>(arguments.settings());
            for (String setting : List.of(variant.split(";"))) {
                settings.add(Setting.parse(setting.strip()));
            }
            add(compared, variant, name, settings);
        }
        return compared;
    }

    /** The variants that a scenario wants to see beside itself. */
    private Map<String, Map<String, String>> ownVariants(String name) {
        return ScenarioResolver.resolve(ScenarioArguments.find(name), arguments.settings())
                .file()
                .beside();
    }

    private void add(Map<String, Scenario> compared, String label, String name, List<Setting> settings) {
        Scenario scenario = ScenarioResolver.resolve(ScenarioArguments.find(name), settings);
        if (compared.put(label, scenario) != null) {
            throw refused(label + " is named twice: a scenario compared with itself differs in nothing");
        }
    }

    private CommandLine.ParameterException refused(String why) {
        return new CommandLine.ParameterException(spec.commandLine(), why);
    }
}
