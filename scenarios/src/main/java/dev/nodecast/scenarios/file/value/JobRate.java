package dev.nodecast.scenarios.file.value;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many jobs arrive in a time: {@code 40/h}, {@code 2/s}, {@code 1000/d}. */
public record JobRate(double perHour) {

    /** For "expected: …". */
    public static final String EXPECTED = "a rate with its unit (/s, /m, /h, /d), such as `40/h`";

    public static final String PATTERN = "^[0-9]+(\\.[0-9]+)?\\s*/\\s*(s|m|min|h|d|day)$";

    public static final JobRate NONE = new JobRate(0);

    private static final Pattern GRAMMAR = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)\\s*/\\s*(s|m|min|h|d|day)");
    private static final Map<String, Double> PER_HOUR =
            Map.of("s", 3600.0, "m", 60.0, "min", 60.0, "h", 1.0, "d", 1 / 24.0, "day", 1 / 24.0);

    public JobRate {
        if (!(perHour >= 0 && perHour < 1e12)) {
            throw new IllegalArgumentException("found a rate of " + perHour + " per hour, expected 0 to 1e12");
        }
    }

    /** The rate; empty where the text is none. */
    public static Optional<JobRate> parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double perHour = Double.parseDouble(matcher.group(1)) * PER_HOUR.getOrDefault(matcher.group(2), 1.0);
        return perHour < 1e12 ? Optional.of(new JobRate(perHour)) : Optional.empty();
    }
}
