package dev.nodecast.sim.stats;

import java.util.function.LongToDoubleFunction;

/**
 * Independent repetitions of a run and what they say together (Law &amp; Kelton, "Simulation Modeling and Analysis",
 * chapters 9.4 and 10.2). Each replication's number goes into its random streams.
 */
public final class Replications {

    private Replications() {}

    /** The 95 % interval of a result over replications 0 … count-1, run one after another. */
    public static ConfidenceInterval run(int count, LongToDoubleFunction resultOfReplication) {
        double[] results = new double[count];
        for (int replication = 0; replication < count; replication++) {
            results[replication] = resultOfReplication.applyAsDouble(replication);
        }
        return ConfidenceInterval.of(results);
    }

    /**
     * The interval of the mean difference {@code variant - base} of two configurations whose i-th results saw the same
     * randomness: the paired-t interval.
     *
     * @throws IllegalArgumentException if the numbers of results differ
     */
    public static ConfidenceInterval pairedDifference(double[] base, double[] variant, double confidence) {
        if (base.length != variant.length) {
            throw new IllegalArgumentException("paired results must be equally many, but the base has " + base.length
                    + " and the variant " + variant.length);
        }
        Tally differences = new Tally();
        for (int i = 0; i < base.length; i++) {
            differences.add(variant[i] - base[i]);
        }
        return ConfidenceInterval.of(differences, confidence);
    }
}
