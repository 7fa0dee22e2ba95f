package dev.nodecast.scenarios.file.value;

import dev.nodecast.scheduler.manifest.grammar.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as Go writes them, with days and weeks besides: {@code 31d}, {@code 1d12h}, {@code 90s}, {@code 5m}. */
public final class TimeSpans {

    /** For "expected: …". */
    public static final String EXPECTED =
            "a duration with its unit (ms, s, m, h, d, w), such as `30s`, `1h30m` or `31d`";

    public static final String PATTERN = "^(0|([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h|d|w))+)$";

    private static final Pattern DAYS = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)([dw])(.*)");
    private static final long DAY_NS = 86_400_000_000_000L;

    private TimeSpans() {}

    /** Nanoseconds; empty where the text is no duration, is negative, or exceeds a long of nanoseconds (292 years). */
    public static OptionalLong parseNs(String text) {
        BigDecimal sum = BigDecimal.ZERO;
        String rest = text.strip();
        for (Matcher days = DAYS.matcher(rest); days.matches(); days = DAYS.matcher(rest)) {
            long unitNs = days.group(2).equals("d") ? DAY_NS : 7 * DAY_NS;
            sum = sum.add(new BigDecimal(days.group(1)).multiply(BigDecimal.valueOf(unitNs)));
            rest = days.group(3);
        }
        if (!rest.isEmpty() || sum.signum() == 0) {
            OptionalLong small =
                    rest.startsWith("-") || rest.startsWith("+") ? OptionalLong.empty() : Durations.parseNs(rest);
            if (small.isEmpty()) {
                return OptionalLong.empty();
            }
            sum = sum.add(BigDecimal.valueOf(small.getAsLong()));
        }
        return sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(sum.setScale(0, RoundingMode.DOWN).longValueExact());
    }
}
