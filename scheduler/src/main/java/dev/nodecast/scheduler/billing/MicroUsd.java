package dev.nodecast.scheduler.billing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Amounts of money as whole micro-USD (10<sup>-6</sup> USD) in a {@code long}. */
public final class MicroUsd {

    public static final long PER_USD = 1_000_000;

    private static final int DECIMALS = 6;

    private MicroUsd() {}

    /**
     * Reads an amount in USD exactly, such as {@code 1.006}.
     *
     * @throws NumberFormatException where {@code usd} is no plain decimal number, has more than six decimals that count or
     *     is too large for a {@code long} of micro-USD
     */
    public static long parse(String usd) {
        if (!usd.matches("-?[0-9]{1,15}(\\.[0-9]+)?")) {
            throw new NumberFormatException("found `" + usd + "`, expected USD as a decimal number such as 1.006");
        }
        try {
            return new BigDecimal(usd).movePointRight(DECIMALS).longValueExact();
        } catch (ArithmeticException e) {
            NumberFormatException inexact = new NumberFormatException(
                    "found `" + usd + "`, expected USD with at most six decimals and below 9.2 trillion");
            inexact.initCause(e);
            throw inexact;
        }
    }

    /** USD with two to six decimals, such as {@code 724.32} or {@code 0.0912}. */
    public static String format(long microUsd) {
        BigDecimal usd = BigDecimal.valueOf(microUsd, DECIMALS).stripTrailingZeros();
        return usd.setScale(Math.max(2, usd.scale())).toPlainString();
    }

    /** The amount in USD, for statistics and output only: money itself is added up as whole micro-USD. */
    public static double toUsd(long microUsd) {
        return (double) microUsd / PER_USD;
    }

    /**
     * {@code rate × quantity / per}, rounded half-even: the one rounding of an invoice line.
     *
     * @throws ArithmeticException where the result does not fit in a {@code long}
     */
    static long amount(long rate, long quantity, long per) {
        BigInteger exact = BigInteger.valueOf(rate).multiply(BigInteger.valueOf(quantity));
        return new BigDecimal(exact)
                .divide(BigDecimal.valueOf(per), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
