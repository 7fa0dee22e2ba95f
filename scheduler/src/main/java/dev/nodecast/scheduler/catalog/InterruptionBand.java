package dev.nodecast.scheduler.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How many of a type's spot instances EC2 reclaimed in a month, in the bands of the AWS Spot Instance Advisor. */
public enum InterruptionBand {
    BELOW_5("<5%"),
    FROM_5_TO_10("5-10%"),
    FROM_10_TO_15("10-15%"),
    FROM_15_TO_20("15-20%"),
    ABOVE_20(">20%");

    private final String text;

    InterruptionBand(String text) {
        this.text = text;
    }

    /** As the advisor writes it. */
    public String text() {
        return text;
    }

    /** The band with this {@link #text}. */
    public static Optional<InterruptionBand> of(String text) {
        return Arrays.stream(values()).filter(band -> band.text.equals(text)).findFirst();
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(InterruptionBand::text).toList();
    }
}
