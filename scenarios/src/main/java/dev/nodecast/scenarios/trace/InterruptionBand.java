package dev.nodecast.scenarios.trace;

import java.util.Optional;

/** The spot advisor's bands: the share of instances that were interrupted in the trailing month. */
public enum InterruptionBand {
    BELOW_5("<5%"),
    FROM_5_TO_10("5-10%"),
    FROM_10_TO_15("10-15%"),
    FROM_15_TO_20("15-20%"),
    ABOVE_20(">20%");

    private final String label;

    InterruptionBand(String label) {
        this.label = label;
    }

    /** The advisor's own label. */
    public String label() {
        return label;
    }

    /** The band with the advisor's index 0 to 4. */
    public static Optional<InterruptionBand> ofIndex(int index) {
        return index >= 0 && index < values().length ? Optional.of(values()[index]) : Optional.empty();
    }
}
