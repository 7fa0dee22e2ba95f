package dev.nodecast.cli;

import dev.nodecast.aws.testbed.bed.BedException;
import dev.nodecast.aws.testbed.timeline.TimelineReplay;
import dev.nodecast.scenarios.trajectory.Observed;
import dev.nodecast.scenarios.trajectory.Recording;
import dev.nodecast.scenarios.trajectory.RecordingJson;
import dev.nodecast.scenarios.trajectory.Trajectory;
import dev.nodecast.scenarios.trajectory.TrajectoryRun;
import dev.nodecast.scenarios.trajectory.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nodecast testbed replay-timeline}: the live controller on a recorded timeline, beside what was recorded. */
@Command(
        name = "replay-timeline",
        mixinStandardHelpOptions = true,
        description =
                "Runs the live controller, in real time and on a test bed of its own, through a recorded run of real"
                        + " Karpenter, and compares: exit code 1 where it does not agree.")
final class ReplayTimelineCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "A folder with manifests.yaml, instance-types.json, timeline.json and recordings.")
    private Path folder = Path.of("");

    @Option(
            names = "--tolerance",
            paramLabel = "SHARE|seeds",
            defaultValue = "0.02",
            converter = YardstickConverter.class,
            description =
                    "By which share totals may differ from the recordings; or 'seeds', for chaotic timelines: totals lie"
                            + " within the range of the simulator's seeds (default: 0.02).")
    private Verdict.Yardstick yardstick = new Verdict.Yardstick.Recorded(0.02);

    /** Reads a share, or the word for the simulator's seeds. */
    static final class YardstickConverter implements CommandLine.ITypeConverter<Verdict.Yardstick> {
        @Override
        public Verdict.Yardstick convert(String text) {
            if (text.equals("seeds")) {
                return new Verdict.Yardstick.Seeds();
            }
            try {
                double share = Double.parseDouble(text);
                if (share >= 0 && share < 1) {
                    return new Verdict.Yardstick.Recorded(share);
                }
            } catch (NumberFormatException _) {
                // said below
            }
            throw new CommandLine.TypeConversionException(
                    "'" + text + "' is neither a share from 0 to 1, as 0.02, nor the word seeds");
        }
    }

    @Option(names = "--seeds", defaultValue = "40", description = "Runs of the simulator beside (default: 40).")
    private int seeds = 40;

    @Option(
            names = "--settle",
            paramLabel = "S",
            defaultValue = "8",
            description = "Seconds from the controller's start to the first action, as in the recordings (default: 8).")
    private int settleS = 8;

    @Option(
            names = "--bed",
            paramLabel = "FOLDER",
            description = "Where the test bed's logs are kept (default: a new temporary folder).")
    private @Nullable Path bedFolder;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes what was seen in the recordings' form.")
    private @Nullable Path output;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Observed> observed = Observed.in(folder);
        TimelineReplay replay =
                new TimelineReplay(folder, bedFolder == null ? Files.createTempDirectory("nodecast-bed") : bedFolder);
        try {
            Trajectory trajectory = replay.trajectory();
            Recording live = replay.play(
                    (kubeconfig, types) -> controller(trajectory, kubeconfig, types), Duration.ofSeconds(settleS));
            return compare(trajectory, observed, live);
        } catch (BedException failed) {
            spec.commandLine().getErr().println("error: " + failed.getMessage());
            return failed.exitCode();
        }
    }

    private static List<String> controller(Trajectory trajectory, Path kubeconfig, Path instanceTypes) {
        return ControllerProcess.command(List.of(
                "--cloud",
                "kwok",
                "--kubeconfig",
                kubeconfig.toString(),
                "--instance-types",
                instanceTypes.toString(),
                "--batch-idle",
                ms(trajectory.karpenter().batchIdleNs()),
                "--batch-max",
                ms(trajectory.karpenter().batchMaxNs()),
                "--metrics-port",
                "-1",
                "--health-port",
                "-1"));
    }

    private static String ms(long ns) {
        return ns / 1_000_000 + "ms";
    }

    private Integer compare(Trajectory trajectory, List<Observed> observed, Recording live) throws IOException {
        List<Recording> simulated = LongStream.rangeClosed(1, seeds)
                .mapToObj(seed -> TrajectoryRun.of(trajectory, new TrajectoryRun.Options(seed, null)))
                .toList();
        Verdict verdict = Verdict.of(live, simulated, observed, yardstick);
        spec.commandLine().getOut().print(trajectory.name() + "\n" + verdict.table());
        spec.commandLine().getOut().flush();
        if (output != null) {
            Files.writeString(output, RecordingJson.write(live));
        }
        return verdict.agrees() ? ExitCode.DONE : ExitCode.NOT_AS_WISHED;
    }
}
