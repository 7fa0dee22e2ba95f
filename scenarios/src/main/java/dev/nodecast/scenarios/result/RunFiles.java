package dev.nodecast.scenarios.result;

import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.world.measure.JobSink;
import dev.nodecast.sim.world.measure.RunResult;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** What one replication writes while it runs and at its end. */
public interface RunFiles extends JobSink, Journal, AutoCloseable {

    /** Writes nothing. */
    RunFiles NONE = new NoFiles();

    /** Whether anything is written, so that the run has to keep its timeline. */
    boolean wanted();

    /** Writes what is known at the end. */
    void finish(RunResult run) throws IOException;

    @Override
    void close() throws IOException;

    /** Which run it is. */
    record Run(String scenarioHash, long seed, int replication, Instant start, ZoneId zone, List<String> queues) {

        private static final int HASH_DIGITS = 8;

        public Run {
            queues = List.copyOf(queues);
        }

        /** As the first column of every file names it. */
        public String id() {
            return id(scenarioHash, seed, replication);
        }

        /** The id of such a run. */
        public static String id(String scenarioHash, long seed, int replication) {
            return scenarioHash.substring(0, HASH_DIGITS) + "-" + seed + "-" + replication;
        }
    }
}
