package dev.nodecast.cli;

import dev.nodecast.cli.screen.TrajectoryScreen;
import dev.nodecast.scenarios.trajectory.Agreement;
import dev.nodecast.scenarios.trajectory.Observed;
import dev.nodecast.scenarios.trajectory.Recording;
import dev.nodecast.scenarios.trajectory.RecordingJson;
import dev.nodecast.scenarios.trajectory.Trajectory;
import dev.nodecast.scenarios.trajectory.TrajectoryFolder;
import dev.nodecast.scenarios.trajectory.TrajectoryRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of {@code nodecast simulate} that do a recorded run of real Karpenter again. */
final class TrajectoryArguments {

    private static final int POLL_MS = 10_000;

    @Option(
            names = "--trajectory",
            paramLabel = "DIR",
            description = "Does a recorded run again instead of a scenario: a folder with manifests.yaml,"
                    + " instance-types.json and timeline.json; what it observed is shown beside.")
    private @Nullable Path folder;

    @Option(
            names = "--poll-phase-ms",
            paramLabel = "N",
            description = "With --trajectory: when within ten seconds disruption looks (default: drawn from the seed).")
    private @Nullable Integer pollPhaseMs;

    boolean given() {
        return folder != null || pollPhaseMs != null;
    }

    /** What goes to standard output. */
    String run(CommandLine commandLine, long seed, int runs, Format format) throws IOException {
        if (folder == null) {
            throw new CommandLine.ParameterException(commandLine, "--poll-phase-ms: found no --trajectory beside it");
        }
        if (pollPhaseMs != null && (pollPhaseMs < 0 || pollPhaseMs >= POLL_MS)) {
            throw new CommandLine.ParameterException(
                    commandLine, "--poll-phase-ms: found " + pollPhaseMs + ", expected 0 to " + (POLL_MS - 1));
        }
        if (format == Format.JSON && runs > 1) {
            throw new CommandLine.ParameterException(
                    commandLine, "--trajectory: found " + runs + " replications, expected 1 with --format json");
        }
        Trajectory trajectory = TrajectoryFolder.read(folder);
        List<Recording> recordings = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            recordings.add(TrajectoryRun.of(trajectory, new TrajectoryRun.Options(seed + i, pollPhaseMs)));
        }
        return format == Format.JSON
                ? RecordingJson.write(recordings.getFirst())
                : TrajectoryScreen.of(trajectory, recordings, Agreement.of(recordings, Observed.in(folder)));
    }
}
