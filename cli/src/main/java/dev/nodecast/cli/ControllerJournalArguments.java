package dev.nodecast.cli;

import dev.nodecast.scenarios.journal.JournalOptions;
import dev.nodecast.scenarios.journal.LiveJournal;
import dev.nodecast.scheduler.recording.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the controller's journal goes and how much of it is kept. */
final class ControllerJournalArguments {

    private static final long MIB = 1L << 20;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description =
                    "Writes what is observed, decided and ordered into this folder, for `nodecast replay` (default:"
                            + " none).")
    private @Nullable Path folder;

    @Option(
            names = "--journal-file-mib",
            paramLabel = "MIB",
            defaultValue = "64",
            description = "Begins a new file after so many compressed MiB, and once a day (default: 64).")
    private int fileMib = 64;

    @Option(
            names = "--journal-keep-mib",
            paramLabel = "MIB",
            defaultValue = "0",
            description = "Deletes the oldest files beyond so many MiB; 0 keeps all (default: 0).")
    private long keepMib;

    /** @param shadow whether the loop only watches */
    Recorder recorder(boolean shadow) throws IOException {
        if (folder == null) {
            return Recorder.NONE;
        }
        JournalOptions options = JournalOptions.live()
                .withMaxFile(fileMib * MIB, Duration.ofDays(1))
                .withKeepBytes(keepMib * MIB);
        return new LiveJournal(folder, Version.current(), options, InstantSource.system(), shadow);
    }
}
