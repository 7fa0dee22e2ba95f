package dev.nodecast.cli.screen;

import dev.nodecast.scenarios.experiment.Comparison;
import dev.nodecast.scenarios.result.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison on one screen: a table for each variant, its differences from the first scenario, and which are real. */
public final class ComparisonScreen {

    private ComparisonScreen() {}

    public static String of(Comparison comparison) {
        Lines lines = new Lines();
        lines.line(comparison.base() + " against " + comparison.variants().size() + " other"
                + (comparison.variants().size() == 1 ? "" : "s") + ", " + comparison.replications()
                + " replications on common random numbers, seed " + comparison.seed());
        for (Comparison.Variant variant : comparison.variants()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of(variant.name(), comparison.base(), "variant", "difference", "95 % interval", ""));
            variant.differences().forEach(difference -> rows.add(row(difference)));
            lines.blank().table(rows);
        }
        return lines.blank().line(comparison.remark()).toString();
    }

    private static List<String> row(Comparison.Difference difference) {
        String unit = difference.unit();
        String interval = "[" + signed(difference.low(), unit) + " … " + signed(difference.high(), unit) + "]";
        return List.of(
                difference.measure(),
                value(difference.base(), unit),
                value(difference.variant(), unit),
                signed(difference.mean(), unit),
                interval,
                verdict(difference));
    }

    private static String verdict(Comparison.Difference difference) {
        if (difference.realAmongAll()) {
            return "real, also among all";
        }
        return difference.real() ? "real" : "may be chance";
    }

    private static String signed(double value, String unit) {
        return (value < 0 ? "-" : "+") + value(Math.abs(value), unit);
    }

    private static String value(double value, String unit) {
        return switch (unit) {
            case "USD" -> Numbers.usd(Estimate.of(value));
            case "s" -> Numbers.time(value);
            case "h" -> Numbers.hours(Estimate.of(value));
            default -> String.format(Locale.ROOT, "%,.1f", value);
        };
    }
}
