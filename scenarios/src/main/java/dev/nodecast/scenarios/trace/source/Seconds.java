package dev.nodecast.scenarios.trace.source;

import java.math.BigDecimal;

/** Nanoseconds printed as seconds, exactly and without needless zeros. */
public final class Seconds {

    private Seconds() {}

    /** {@code 1_500_000_000} as {@code 1.5}. */
    public static String text(long nanos) {
        BigDecimal seconds = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0).toPlainString() : seconds.toPlainString();
    }
}
