package dev.nodecast.scenarios.file.value;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound on a number of the result: a duration ({@code 5m}), money ({@code 1200USD}), or a count ({@code 10 jobs}, {@code
 * 3 nodes}).
 *
 * @param value in the unit
 * @param unit {@code s}, {@code USD}, or empty for a count
 */
public record Amount(double value, String unit) {

    /** For "expected: …". */
    public static final String EXPECTED = "an amount with its unit, such as `5m`, `1200USD` or `10 jobs`";

    public static final String PATTERN = "^[0-9]+(\\.[0-9]+)?\\s*(USD|jobs|nodes|pods|h|m|s|ms|d|w).*$";

    private static final Pattern MONEY = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?)\\s*USD");
    private static final Pattern COUNT = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?)\\s*(jobs|nodes|pods)");

    /** The amount; empty where the text is none. */
    public static Optional<Amount> parse(String text) {
        Matcher money = MONEY.matcher(text.strip());
        if (money.matches()) {
            return Optional.of(new Amount(Double.parseDouble(money.group(1)), "USD"));
        }
        Matcher count = COUNT.matcher(text.strip());
        if (count.matches()) {
            return Optional.of(new Amount(Double.parseDouble(count.group(1)), ""));
        }
        OptionalLong ns = TimeSpans.parseNs(text);
        return ns.isPresent() ? Optional.of(new Amount(ns.getAsLong() / 1e9, "s")) : Optional.empty();
    }
}
