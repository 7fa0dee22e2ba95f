package dev.nodecast.scheduler.manifest.tree;

import java.util.List;

/** What a scalar is, as YAML 1.2's core schema and, where it matters, Kubernetes' YAML reader resolve it. */
public enum ScalarKind {
    /** {@code null}, {@code ~} or nothing. */
    NULL,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /**
     * A bare {@code yes}, {@code no}, {@code on}, {@code off}, {@code y} or {@code n}: text in YAML 1.2, but a boolean
     * in YAML 1.1 and so for kubectl (sigs.k8s.io/yaml).
     */
    LEGACY_BOOLEAN,
    /** A whole number: decimal, {@code 0x}, {@code 0o}, {@code 0b}, or with a leading zero, which kubectl reads as octal. */
    INTEGER,
    /** A number with a fraction or an exponent, infinity or not-a-number. */
    FLOAT,
    /** Text. */
    STRING;

    private static final List<String> NULLS = List.of("", "~", "null", "Null", "NULL");
    private static final List<String> BOOLEANS = List.of("true", "True", "TRUE", "false", "False", "FALSE");
    private static final List<String> LEGACY_TRUE = List.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
    private static final List<String> LEGACY_FALSE = List.of("n", "N", "no", "No", "NO", "off", "Off", "OFF");
    private static final List<String> SPECIAL_FLOATS = List.of(
            ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN");

    /** The kind of a plain (unquoted) scalar. */
    static ScalarKind ofPlain(String text) {
        if (NULLS.contains(text)) {
            return NULL;
        }
        if (BOOLEANS.contains(text)) {
            return BOOLEAN;
        }
        if (LEGACY_TRUE.contains(text) || LEGACY_FALSE.contains(text)) {
            return LEGACY_BOOLEAN;
        }
        return numberKind(text);
    }

    /** Whether a boolean's text, of either generation, means true. */
    static boolean isTrue(String text) {
        return text.equalsIgnoreCase("true") || LEGACY_TRUE.contains(text);
    }

    private static ScalarKind numberKind(String text) {
        if (SPECIAL_FLOATS.contains(text)) {
            return FLOAT;
        }
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (start == text.length() || !(isDigit(text.charAt(start)) || text.charAt(start) == '.')) {
            return STRING;
        }
        if (isRadix(text, start)) {
            return INTEGER;
        }
        return decimalKind(text, start);
    }

    private static boolean isRadix(String text, int start) {
        if (text.length() < start + 3 || text.charAt(start) != '0') {
            return false;
        }
        int radix = switch (text.charAt(start + 1)) {
            case 'x' -> 16;
            case 'o' -> 8;
            case 'b' -> 2;
            default -> 0;
        };
        return radix > 0 && text.chars().skip(start + 2L).allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
    }

    private static ScalarKind decimalKind(String text, int start) {
        int whole = digits(text, start);
        int at = start + whole;
        if (at == text.length()) {
            return INTEGER;
        }
        int fraction = 0;
        if (text.charAt(at) == '.') {
            fraction = digits(text, at + 1);
            at += 1 + fraction;
        }
        if (whole + fraction == 0) {
            return STRING;
        }
        return at == text.length() || isExponent(text, at) ? FLOAT : STRING;
    }

    private static boolean isExponent(String text, int at) {
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return false;
        }
        int from = at + 1;
        if (from < text.length() && (text.charAt(from) == '+' || text.charAt(from) == '-')) {
            from++;
        }
        int count = digits(text, from);
        return count > 0 && from + count == text.length();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at - from;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
