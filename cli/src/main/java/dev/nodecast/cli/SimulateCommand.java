package dev.nodecast.cli;

import dev.nodecast.cli.screen.ResultScreen;
import dev.nodecast.scenarios.experiment.Experiment;
import dev.nodecast.scenarios.experiment.Options;
import dev.nodecast.scenarios.file.ScenarioSource;
import dev.nodecast.scenarios.result.ResultJson;
import dev.nodecast.scenarios.result.ScenarioResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nodecast simulate}: what a scenario costs, how long people wait, what spot does to them. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Simulates a scenario: a ready one by its name, or a file of yours.")
final class SimulateCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            description = "A name that `nodecast scenarios` lists, or a path.")
    private @Nullable String scenario;

    @Mixin
    private ScenarioArguments arguments = new ScenarioArguments();

    @Mixin
    private TrajectoryArguments trajectory = new TrajectoryArguments();

    @Option(
            names = "--replications",
            paramLabel = "N",
            defaultValue = "1",
            description = "Independent repetitions: means with 95 %% intervals (default: 1).")
    private int replications = 1;

    @Option(names = "--format", defaultValue = "TEXT", description = "text or json (default: text).")
    private Format format = Format.TEXT;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "Writes summary.json, nodes.csv, jobs.csv, timeline.csv and decisions.jsonl into this folder.")
    private @Nullable Path output;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description =
                    "Records into this folder all that passes between the autoscaler and the simulated world, for `nodecast replay`.")
    private @Nullable Path journal;

    @Option(
            names = "--no-bounds",
            description = "Leaves out what the same demand would cost otherwise; takes half the time.")
    private boolean noBounds;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (replications < 1 || arguments.threads() < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "found " + replications + " replications on " + arguments.threads()
                            + " threads, expected 1 or more of each");
        }
        if (trajectory.given()) {
            return trajectory();
        }
        if (scenario == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "found neither a SCENARIO nor --trajectory, expected one of them");
        }
        ScenarioSource source = ScenarioArguments.find(scenario);
        ScenarioResult result;
        try (ProgressLine progress = ProgressLine.start("simulating")) {
            result = Experiment.run(source, arguments.settings(), options().withProgress(progress));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(format == Format.JSON ? ResultJson.write(result) : ResultScreen.of(result));
        out.flush();
        return result.objectivesMet() ? ExitCode.DONE : ExitCode.NOT_AS_WISHED;
    }

    private int trajectory() throws IOException {
        if (scenario != null
                || output != null
                || journal != null
                || !arguments.settings().isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--trajectory: found a SCENARIO, --set, --manifests, --output or --journal beside it; the folder says everything");
        }
        Long seed = arguments.seed();
        PrintWriter out = spec.commandLine().getOut();
        out.print(trajectory.run(spec.commandLine(), seed == null ? 1 : seed, replications, format));
        out.flush();
        return ExitCode.DONE;
    }

    private Options options() {
        Options options = Options.of(Version.current())
                .withReplications(replications)
                .withThreads(arguments.threads())
                .withBounds(!noBounds);
        Long seed = arguments.seed();
        if (seed != null) {
            options = options.withSeed(seed);
        }
        if (journal != null) {
            options = options.withJournal(journal);
        }
        return output == null ? options : options.withOutput(output);
    }
}
