package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.requirements.KnownLabels;

/**
 * How a solver decides; the same for its whole life.
 *
 * @param knownLabels labels that instance types define, and those nobody may ask for
 * @param preferences whether preferences are tried before they are given up
 * @param minValues whether a claim may keep fewer values than asked for when there are no more
 * @param packing of which pools new nodes are packed at the least cost, and with what effort
 */
public record SolverOptions(
        KnownLabels knownLabels, Preferences preferences, MinValues minValues, PackingOptions packing) {

    /** Karpenter's defaults on AWS. */
    public static final SolverOptions DEFAULT =
            new SolverOptions(KnownLabels.AWS, Preferences.RESPECT, MinValues.STRICT);

    /** Packing as Karpenter does, but for pools that ask otherwise. */
    public SolverOptions(KnownLabels knownLabels, Preferences preferences, MinValues minValues) {
        this(knownLabels, preferences, minValues, PackingOptions.GREEDY);
    }

    public SolverOptions withPacking(PackingOptions other) {
        return new SolverOptions(knownLabels, preferences, minValues, other);
    }

    /** Karpenter's {@code --preference-policy}. */
    public enum Preferences {
        /** Preferences are hard at first and are relaxed one at a time. */
        RESPECT,
        /** Preferred terms and ScheduleAnyway are not looked at. */
        IGNORE;

        /** Karpenter's word for it. */
        @Override
        public String toString() {
            return this == RESPECT ? "Respect" : "Ignore";
        }
    }

    /** Karpenter's {@code --min-values-policy}. */
    public enum MinValues {
        STRICT,
        BEST_EFFORT;

        /** Karpenter's word for it. */
        @Override
        public String toString() {
            return this == STRICT ? "Strict" : "BestEffort";
        }
    }
}
