package dev.nodecast.reports.monthly;

import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scheduler.billing.MicroUsd;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Numbers as the report prints them. What has no value is a dash. */
final class Formats {
    private static final String NONE = "–";
    private static final double MINUTE = 60;
    private static final double HOUR = 3_600;
    private static final double DAY = 86_400;
    /** Up to here hours and minutes say more than days. */
    private static final double TWO_DAYS = 2 * DAY;

    private Formats() {}

    static String money(long microUsd) {
        return money(MicroUsd.toUsd(microUsd));
    }

    static String money(double usd) {
        return number(usd, Math.abs(usd) < 0.1 && usd != 0 ? "$0.0000" : "$#,##0.00");
    }

    static String money(Estimate usd) {
        return estimate(usd, Formats::money);
    }

    static String count(double value) {
        return number(value, "#,##0");
    }

    /** A count; a mean of replications has a decimal. */
    static String count(Estimate value) {
        return estimate(value, v -> number(v, value.range() == null ? "#,##0" : "#,##0.#"));
    }

    static String quantity(BigDecimal value) {
        return number(value.doubleValue(), value.abs().compareTo(BigDecimal.TEN) < 0 ? "0.00" : "#,##0.0");
    }

    static String hours(Estimate hours) {
        return estimate(hours, v -> number(v, "#,##0.0"));
    }

    static String percent(double share) {
        return number(share * 100, "0.0 '%'");
    }

    /** A time in the two units that say most, such as {@code 4 min 10 s}. */
    static String time(double seconds) {
        if (!Double.isFinite(seconds)) {
            return NONE;
        }
        double rounded = seconds < 10 ? seconds : Math.rint(seconds);
        if (rounded < MINUTE) {
            return number(rounded, rounded < 10 ? "0.0" : "0") + " s";
        }
        if (rounded < HOUR) {
            return pair(rounded, MINUTE, " min ", 1, " s");
        }
        return rounded < TWO_DAYS
                ? pair(Math.rint(rounded / MINUTE) * MINUTE, HOUR, " h ", MINUTE, " min")
                : pair(Math.rint(rounded / HOUR) * HOUR, DAY, " d ", HOUR, " h");
    }

    static String time(Estimate seconds) {
        return estimate(seconds, Formats::time);
    }

    private static String pair(double seconds, double large, String largeUnit, double small, String smallUnit) {
        long whole = (long) (seconds / large);
        long rest = Math.round((seconds - whole * large) / small);
        return whole + largeUnit + rest + smallUnit;
    }

    /** The mean and, of several replications, its 95 % interval. */
    private static String estimate(Estimate value, DoubleFunction<String> format) {
        if (!value.known()) {
            return NONE;
        }
        Estimate.Range range = value.range();
        String mean = format.apply(value.mean());
        return range == null || !Double.isFinite(range.low())
                ? mean
                : mean + " (" + format.apply(range.low()) + " to " + format.apply(range.high()) + ")";
    }

    private static String number(double value, String pattern) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        String text = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(Math.abs(value));
        return value < 0 && text.chars().anyMatch(c -> c >= '1' && c <= '9') ? "−" + text : text;
    }
}
