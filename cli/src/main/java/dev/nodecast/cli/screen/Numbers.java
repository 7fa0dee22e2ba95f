package dev.nodecast.cli.screen;

import dev.nodecast.scenarios.result.Estimate;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** How numbers are written on a screen: few digits, a unit, a dash where there is nothing to say. */
final class Numbers {

    private static final String NONE = "–";
    private static final double MINUTE_S = 60;
    private static final double HOUR_S = 3600;

    private Numbers() {}

    static String usd(Estimate amount) {
        return with(amount, value -> String.format(Locale.ROOT, "$%,.2f", value));
    }

    static String usdPerHour(Estimate amount) {
        return with(amount, value -> String.format(Locale.ROOT, "$%,.4f/h", value));
    }

    static String count(Estimate amount) {
        return with(amount, Numbers::plain);
    }

    static String hours(Estimate amount) {
        return with(amount, value -> String.format(Locale.ROOT, "%,.1f h", value));
    }

    static String percent(Estimate share) {
        return with(share, value -> String.format(Locale.ROOT, "%.1f %%", 100 * value));
    }

    /** A time in seconds, in the unit that people would say it in. */
    static String time(Estimate seconds) {
        return with(seconds, Numbers::time);
    }

    static String time(double seconds) {
        if (!Double.isFinite(seconds)) {
            return NONE;
        }
        if (seconds >= 2 * HOUR_S) {
            return String.format(Locale.ROOT, "%,.1f h", seconds / HOUR_S);
        }
        if (seconds >= 2 * MINUTE_S) {
            return String.format(Locale.ROOT, "%.1f min", seconds / MINUTE_S);
        }
        return String.format(Locale.ROOT, seconds >= 10 || seconds == 0 ? "%.0f s" : "%.2f s", seconds);
    }

    /** The share that {@code part} is of {@code whole}, or nothing where there is no whole. */
    static String share(Estimate part, Estimate whole) {
        boolean known = part.known() && whole.known() && whole.mean() != 0;
        return known ? String.format(Locale.ROOT, "%.1f %%", 100 * part.mean() / whole.mean()) : "";
    }

    private static String plain(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%,.1f", value);
    }

    private static String with(Estimate estimate, DoubleFunction<String> format) {
        if (!estimate.known()) {
            return NONE;
        }
        String mean = format.apply(estimate.mean());
        Estimate.Range range = estimate.range();
        return range == null || !Double.isFinite(range.low())
                ? mean
                : mean + "  [" + format.apply(range.low()) + " … " + format.apply(range.high()) + "]";
    }
}
