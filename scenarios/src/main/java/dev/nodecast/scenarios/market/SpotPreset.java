package dev.nodecast.scenarios.market;

import dev.nodecast.sim.random.Distribution;

/**
 * How long a pool has capacity for one instance and how long it has none, in hours: two-lognormal mixtures fitted to
 * SkyPilot's probes of single launches (skypilot-org/spot-traces, 2022-2023; fits of 2026-11-22). Exponential spells
 * are rejected by those data: a fresh instance is lost sooner than an old one.
 */
@SuppressWarnings("ImmutableEnumChecker") // distributions are immutable, but do not carry the annotation
public enum SpotPreset {
    /** us-west-2 p3.2xlarge, three zones. */
    GOOD_ZONE(.893, .15, mixture(.303, .224, .41, 2.84, 1.53), mixture(.668, .304, .49, 1.409, .84)),
    /** us-east-2 p3.2xlarge, two zones. */
    MID_ZONE(.721, .3, mixture(.353, .266, .49, 3.035, 1.35), mixture(.49, .253, .45, 2.18, .97)),
    /** us-east-1 p3.2xlarge, four zones. */
    SCARCE_ZONE(.418, .45, mixture(.259, .17, .14, .909, 1.13), mixture(.262, .171, .13, 1.185, 1.22)),
    /** us-west-2 p3.16xlarge and p2.8xlarge. */
    SCARCE_8GPU(.42, .45, mixture(.404, .194, .43, .833, 1.04), mixture(.443, .176, .34, 1.013, 1.19)),
    /** us-east-1 r5.16xlarge. */
    CPU_R5(.81, .15, mixture(.665, .166, 1.19, 2.325, 1.12), mixture(.661, .097, .75, .564, .95));

    private final double availability;
    private final double hourAmplitude;
    private final Distribution upHours;
    private final Distribution downHours;

    SpotPreset(double availability, double hourAmplitude, Distribution upHours, Distribution downHours) {
        this.availability = availability;
        this.hourAmplitude = hourAmplitude;
        this.upHours = upHours;
        this.downHours = downHours;
    }

    /** Share of the time with capacity in the traces behind the preset. */
    public double availability() {
        return availability;
    }

    /** How strongly availability follows the hour of day (.15 in good zones, .4 to .5 in scarce ones). */
    public double hourAmplitude() {
        return hourAmplitude;
    }

    /** Time from getting capacity to losing it, in hours. */
    public Distribution upHours() {
        return upHours;
    }

    /** Time without capacity, in hours. */
    public Distribution downHours() {
        return downHours;
    }

    /** The name used in scenario files: {@code good-zone}. */
    public String id() {
        return switch (this) {
            case GOOD_ZONE -> "good-zone";
            case MID_ZONE -> "mid-zone";
            case SCARCE_ZONE -> "scarce-zone";
            case SCARCE_8GPU -> "scarce-8gpu";
            case CPU_R5 -> "cpu-r5";
        };
    }

    private static Distribution mixture(double weight, double median1, double sigma1, double median2, double sigma2) {
        return Distribution.mixture(
                weight, Distribution.lognormal(median1, sigma1), Distribution.lognormal(median2, sigma2));
    }
}
