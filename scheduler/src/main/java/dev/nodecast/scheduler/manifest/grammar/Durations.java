package dev.nodecast.scheduler.manifest.grammar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in the grammar of Go's {@code time.ParseDuration}: {@code 1h30m}, {@code 300ms}, {@code 1.5s}. */
public final class Durations {

    /** For "expected: …". */
    public static final String EXPECTED = "a duration with its unit (ns, us, ms, s, m, h), such as `30s` or `1h30m`";

    private static final Pattern PART =
            Pattern.compile("([0-9]{1,30}\\.?[0-9]{0,30}|\\.[0-9]{1,30})(ns|us|µs|μs|ms|s|m|h)");
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private Durations() {}

    /**
     * When something that begins at a time has lasted for a duration; {@link Long#MAX_VALUE}, which is for ever, where that is beyond
     * the last time that can be told: the longest durations that can be written are meant so.
     */
    public static long endNs(long beginNs, long durationNs) {
        return durationNs > Long.MAX_VALUE - Math.max(0, beginNs) ? Long.MAX_VALUE : beginNs + durationNs;
    }

    /**
     * Nanoseconds; empty where the text is no duration or is longer than a long of nanoseconds (292 years). A number
     * without a unit is no duration, except 0.
     */
    public static OptionalLong parseNs(String text) {
        boolean negative = text.startsWith("-");
        String unsigned = negative || text.startsWith("+") ? text.substring(1) : text;
        if (unsigned.equals("0")) {
            return OptionalLong.of(0);
        }
        Matcher part = PART.matcher(unsigned);
        BigDecimal sum = BigDecimal.ZERO;
        int end = 0;
        while (end < unsigned.length()) {
            if (!part.find(end) || part.start() != end) {
                return OptionalLong.empty();
            }
            sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nsOf(part.group(2)))));
            end = part.end();
        }
        if (end == 0 || sum.compareTo(LONG_MAX) > 0) {
            return OptionalLong.empty();
        }
        long ns = sum.setScale(0, RoundingMode.DOWN).longValueExact();
        return OptionalLong.of(negative ? -ns : ns);
    }

    /** A duration as Go prints it: {@code 1h30m0s}, {@code 30s}, {@code 300ms}. */
    public static String format(long ns) {
        if (ns == 0) {
            return "0s";
        }
        if (ns < 0) {
            return "-" + format(ns == Long.MIN_VALUE ? Long.MAX_VALUE : -ns);
        }
        if (ns < 1_000_000_000L) {
            return subSecond(ns);
        }
        long seconds = ns / 1_000_000_000L;
        String tail = plain(BigDecimal.valueOf(ns % 60_000_000_000L, 9)) + "s";
        if (seconds < 60) {
            return tail;
        }
        String minutes = (seconds / 60) % 60 + "m" + tail;
        return seconds < 3600 ? minutes : seconds / 3600 + "h" + minutes;
    }

    private static String subSecond(long ns) {
        if (ns < 1_000L) {
            return ns + "ns";
        }
        return ns < 1_000_000L ? plain(BigDecimal.valueOf(ns, 3)) + "µs" : plain(BigDecimal.valueOf(ns, 6)) + "ms";
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static long nsOf(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 1_000L;
        };
    }
}
