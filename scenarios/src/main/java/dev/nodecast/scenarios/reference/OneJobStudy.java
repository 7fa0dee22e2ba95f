package dev.nodecast.scenarios.reference;

import dev.nodecast.scenarios.trace.CapacityTrace;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A policy over many start times of one trace.
 *
 * @param meanCostRatio mean cost over the on-demand cost
 * @param minCostRatio smallest cost ratio
 * @param maxCostRatio largest cost ratio
 * @param meanSpotShare mean share of instance time on spot
 * @param meanPreemptions mean number of preemptions
 * @param missedDeadlines how many runs were late
 */
public record OneJobStudy(
        double meanCostRatio,
        double minCostRatio,
        double maxCostRatio,
        double meanSpotShare,
        double meanPreemptions,
        int missedDeadlines) {

    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;

    /**
     * Runs {@code job} from {@code starts} times spread evenly, in whole seconds, over the part of the trace that
     * leaves every run room to finish.
     *
     * @throws IllegalArgumentException if the trace is too short for that
     */
    public static OneJobStudy of(CapacityTrace trace, OneJobPolicy policy, OneJob job, int starts) {
        long roomNs = Math.max(job.deadlineNs(), job.workNs() / 5 * 6 + 50 * job.restartNs() + 4 * HOUR_NS);
        long lastStartNs = trace.durationNs() - roomNs;
        if (lastStartNs < 0 || starts < 2) {
            throw new IllegalArgumentException("a trace of " + trace.durationNs() + " ns has no room for " + starts
                    + " runs of " + roomNs + " ns; take a longer trace or a shorter job");
        }
        List<OneJobOutcome> outcomes = IntStream.range(0, starts)
                .mapToObj(i -> policy.run(trace, startNs(lastStartNs, i, starts), job))
                .toList();
        return summary(outcomes, job);
    }

    private static long startNs(long lastStartNs, int index, int starts) {
        return lastStartNs / SECOND_NS * index / (starts - 1) * SECOND_NS;
    }

    private static OneJobStudy summary(List<OneJobOutcome> outcomes, OneJob job) {
        double[] ratios = outcomes.stream()
                .mapToDouble(one -> one.costRatio(job))
                .sorted()
                .toArray();
        return new OneJobStudy(
                mean(ratios),
                ratios[0],
                ratios[ratios.length - 1],
                mean(outcomes.stream().mapToDouble(OneJobOutcome::spotShare).toArray()),
                mean(outcomes.stream().mapToDouble(OneJobOutcome::preemptions).toArray()),
                (int) outcomes.stream().filter(one -> one.missedDeadline(job)).count());
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
