package dev.nodecast.aws.ec2.nodeclass;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * JSON to the letter as Go's {@code encoding/json} writes it, which is how the API server sends objects and Karpenter hashes a
 * part of them: no spaces, keys in the order of their bytes, {@code <}, {@code >} and {@code &} escaped.
 */
final class GoJson {

    private static final Comparator<String> BY_BYTES = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    /** Numbers of this size and above are written with an exponent, as are those below a millionth. */
    private static final double LARGE = 1e21;

    private static final double SMALL = 1e-6;
    private static final int FIRST_PRINTABLE = 0x20;

    private GoJson() {}

    /** A tree of maps, lists, texts, numbers, booleans and nulls. */
    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .sorted((a, b) -> BY_BYTES.compare(String.valueOf(a.getKey()), String.valueOf(b.getKey())))
                        .map(entry -> quoted(String.valueOf(entry.getKey())) + ":" + of(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case List<?> list -> list.stream().map(GoJson::of).collect(Collectors.joining(",", "[", "]"));
            case Double number -> number(number);
            case Float number -> number(number.doubleValue());
            case BigDecimal number -> number(number.doubleValue());
            case BigInteger number -> number.toString();
            case Number number -> Long.toString(number.longValue());
            case Boolean bool -> bool.toString();
            default -> quoted(value.toString());
        };
    }

    /** The shortest digits that mean the number. */
    private static String number(double number) {
        BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        double size = Math.abs(number);
        if (size == 0 || (size >= SMALL && size < LARGE)) {
            return size == 0 ? "0" : shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return (number < 0 ? "-" : "")
                + digits.charAt(0)
                + fraction
                + (exponent < 0 ? "e-" : "e+")
                + Math.abs(exponent);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> append(quoted, point));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int point) {
        switch (point) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case '<', '>', '&', '\u2028', '\u2029' -> escape(quoted, point);
            default -> {
                if (point < FIRST_PRINTABLE) {
                    escape(quoted, point);
                } else {
                    quoted.appendCodePoint(point);
                }
            }
        }
    }

    private static void escape(StringBuilder quoted, int point) {
        quoted.append(String.format("\\u%04x", point));
    }
}
