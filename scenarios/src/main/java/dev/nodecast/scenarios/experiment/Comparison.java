package dev.nodecast.scenarios.experiment;

import java.util.List;

/**
 * Scenarios against the first of them, on common random numbers: each replication of all scenarios saw the same jobs, boot
 * times and interruptions, so that differences are far more certain than the numbers themselves.
 *
 * @param base name of the first scenario
 * @param seed of all
 * @param replications of each
 * @param variants the others
 * @param remark what to bear in mind when many differences are looked at
 */
public record Comparison(String base, long seed, int replications, List<Variant> variants, String remark) {

    public Comparison {
        variants = List.copyOf(variants);
    }

    /** A scenario beside the first. */
    public record Variant(String name, List<Difference> differences) {
        public Variant {
            differences = List.copyOf(differences);
        }
    }

    /**
     * One number of both, and the paired difference {@code variant - base}.
     *
     * @param measure path of the number in the result
     * @param unit {@code USD}, {@code s}, {@code h}, or empty for a count
     * @param low of the 95 % confidence interval of the difference
     * @param real whether 0 lies outside this interval
     * @param realAmongAll whether 0 lies outside the interval that holds for all differences of the comparison together
     *     with 95 % confidence (Bonferroni)
     */
    public record Difference(
            String measure,
            String unit,
            double base,
            double variant,
            double mean,
            double low,
            double high,
            boolean real,
            boolean realAmongAll) {}
}
