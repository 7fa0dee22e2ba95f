package dev.nodecast.scenarios.trace.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Decimal numbers as traces print them, turned exactly into scaled integers. */
public final class DecimalText {

    private DecimalText() {}

    /** {@code text × 10^digits} rounded half-even, or null if it is no decimal number or too large. */
    public static @Nullable Long scaled(String text, int digits) {
        BigDecimal value = parse(text);
        if (value == null || value.precision() - value.scale() > 19 - digits) {
            return null;
        }
        BigInteger scaled =
                value.movePointRight(digits).setScale(0, RoundingMode.HALF_EVEN).unscaledValue();
        return scaled.bitLength() < Long.SIZE ? scaled.longValueExact() : null;
    }

    /** The number, or null if {@code text} is no finite decimal number. */
    public static @Nullable BigDecimal parse(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() || trimmed.length() > 64) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(trimmed);
            boolean absurd = value.signum() != 0 && Math.abs((long) value.precision() - value.scale()) > 400;
            return absurd || Math.abs((long) value.scale()) > 400 ? null : value;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
