package dev.nodecast.scheduler.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How many of a type's spot instances EC2 reclaimed in a month, in the bands of the AWS Spot Instance Advisor. */
public enum InterruptionBand {
    BELOW_5("<5%", .025),
    FROM_5_TO_10("5-10%", .075),
    FROM_10_TO_15("10-15%", .125),
    FROM_15_TO_20("15-20%", .175),
    ABOVE_20(">20%", .30);

    private static final double HOURS_PER_MONTH = 730;

    private final String text;
    private final double monthly;

    InterruptionBand(String text, double monthly) {
        this.text = text;
        this.monthly = monthly;
    }

    /**
     * Interruptions per instance-hour: the band's middle taken as the probability of being interrupted within a month of
     * 730 hours. The highest band has no upper end; 30 % is assumed for it.
     */
    public double perHour() {
        return -StrictMath.log1p(-monthly) / HOURS_PER_MONTH;
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
