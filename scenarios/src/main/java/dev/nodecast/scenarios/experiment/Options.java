package dev.nodecast.scenarios.experiment;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an experiment is run.
 *
 * @param version of Nodecast, for the result
 * @param replications independent repetitions, 1 or more
 * @param threads how many run at once; does not change the result
 * @param seed instead of the scenario's
 * @param bounds whether bounds stand beside the answer; they cost a second run of each replication
 * @param output folder for the result files
 * @param journal folder for a record of all that passes between each replication's autoscaler and its world
 */
public record Options(
        String version,
        int replications,
        int threads,
        OptionalLong seed,
        boolean bounds,
        Optional<Path> output,
        Optional<Path> journal,
        Progress progress) {

    public Options {
        if (replications < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "found " + replications + " replications on " + threads + " threads, expected 1 or more of each");
        }
    }

    /** One replication with bounds, on all cores. */
    public static Options of(String version) {
        return new Options(
                version,
                1,
                Runtime.getRuntime().availableProcessors(),
                OptionalLong.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Progress.NONE);
    }

    public Options withReplications(int count) {
        return new Options(version, count, threads, seed, bounds, output, journal, progress);
    }

    public Options withThreads(int count) {
        return new Options(version, replications, count, seed, bounds, output, journal, progress);
    }

    public Options withSeed(long newSeed) {
        return new Options(version, replications, threads, OptionalLong.of(newSeed), bounds, output, journal, progress);
    }

    public Options withBounds(boolean wanted) {
        return new Options(version, replications, threads, seed, wanted, output, journal, progress);
    }

    public Options withOutput(Path folder) {
        return new Options(version, replications, threads, seed, bounds, Optional.of(folder), journal, progress);
    }

    public Options withJournal(Path folder) {
        return new Options(version, replications, threads, seed, bounds, output, Optional.of(folder), progress);
    }

    public Options withProgress(Progress newProgress) {
        return new Options(version, replications, threads, seed, bounds, output, journal, newProgress);
    }
}
