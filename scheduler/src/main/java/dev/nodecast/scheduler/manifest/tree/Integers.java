package dev.nodecast.scheduler.manifest.tree;

import java.util.OptionalLong;

/** Whole numbers as YAML writes them. */
final class Integers {

    private Integers() {}

    /** The value of an integer scalar's text; empty where it exceeds a long or is no integer. */
    static OptionalLong parse(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        try {
            long value = switch (radixMark(digits)) {
                case 'x' -> Long.parseLong(digits.substring(2), 16);
                case 'o' -> Long.parseLong(digits.substring(2), 8);
                case 'b' -> Long.parseLong(digits.substring(2), 2);
                case '0' -> Long.parseLong(digits, 8);
                default -> Long.parseLong(digits);
            };
            return OptionalLong.of(negative ? -value : value);
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }

    /** Whether kubectl reads this as octal although nothing but a zero says so. */
    static boolean isLegacyOctal(String text) {
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        return radixMark(digits) == '0';
    }

    /** The number's value; not-a-number where the text is no number. */
    static double parseDouble(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException malformed) {
            return Double.NaN;
        }
    }

    /** The range in words. */
    static String range(long min, long max) {
        boolean unbounded = max == Long.MAX_VALUE || max == Integer.MAX_VALUE;
        if (unbounded) {
            return min == Long.MIN_VALUE || min == Integer.MIN_VALUE
                    ? "a whole number"
                    : "a whole number, " + min + " or more";
        }
        return "a whole number from " + min + " to " + max;
    }

    private static char radixMark(String digits) {
        if (digits.length() < 2 || digits.charAt(0) != '0') {
            return '9';
        }
        char second = digits.charAt(1);
        if (second == 'x' || second == 'o' || second == 'b') {
            return second;
        }
        return digits.chars().allMatch(c -> c >= '0' && c <= '7') ? '0' : '9';
    }
}
