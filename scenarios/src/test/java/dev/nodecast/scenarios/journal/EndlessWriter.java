package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.recording.Cause;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A process that writes a live journal until it is killed: turns 0, 1, 2, … */
final class EndlessWriter {

    static final String SESSION = "endless";
    static final String LOG = "log";

    private EndlessWriter() {}

    /** @param before shell commands that come before it */
    static Process start(Path folder, String before) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        "/bin/bash",
                        "-c",
                        before + "exec \"$0\" -XX:-UsePerfData -Xmx64m -cp \"$1\" \"$2\" \"$3\"",
                        java,
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(LOG).toFile())
                .start();
    }

    /** Writes into the folder that is named. */
    public static void main(String[] args) throws IOException, InterruptedException {
        JournalOptions often = new JournalOptions(
                1L << 20, Duration.ofDays(1), 0, 1_024, JournalOptions.Pressure.LOSE, Duration.ofMillis(20));
        try (JournalWriter writer =
                JournalWriter.open(Path.of(args[0]), SESSION, "test", often, Duration.ofMillis(100))) {
            writer.take(new Entry.Began(Instant.EPOCH, new LoopConfiguration.Karpenter(Settings.defaults())));
            for (long n = 0; ; n++) {
                writer.take(new Entry.TurnBegan(n, new Cause.ConditionsAsked()));
                Thread.sleep(1);
            }
        }
    }
}
