package dev.nodecast.scheduler.manifest.grammar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exact amount in the grammar of {@code k8s.io/apimachinery/pkg/api/resource.Quantity}: a decimal number with a binary
 * suffix (Ki … Ei), a decimal suffix (n, u, m, k, M … E) or a decimal exponent.
 *
 * @param value the amount
 * @param binary whether it was written with a binary suffix, which it keeps when printed
 */
public record Quantity(BigDecimal value, boolean binary) {

    /** For "expected: …". */
    public static final String EXPECTED = "a Kubernetes quantity such as `500m`, `4` or `16Gi`";

    private static final Pattern GRAMMAR = Pattern.compile(
            "([+-]?)([0-9]{1,40}\\.?[0-9]{0,40}|\\.[0-9]{1,40})(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?[0-9]{1,3}))?");
    private static final List<String> BINARY = List.of("Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    /** Parses a quantity; empty where the text is none. */
    public static Optional<Quantity> parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group(2));
        BigDecimal signed = matcher.group(1).equals("-") ? number.negate() : number;
        if (matcher.group(3) != null) {
            return Optional.of(new Quantity(signed.multiply(KIBI.pow(BINARY.indexOf(matcher.group(3)) + 1)), true));
        }
        int exponent = 0;
        if (matcher.group(4) != null) {
            exponent = 3 * (DECIMAL.indexOf(matcher.group(4)) - 3);
        } else if (matcher.group(5) != null) {
            exponent = Integer.parseInt(matcher.group(5));
        }
        return Optional.of(new Quantity(signed.scaleByPowerOfTen(exponent), false));
    }

    /** The amount in whole units, fractions rounded up in size as Kubernetes does; empty where it exceeds a long. */
    public OptionalLong units() {
        return roundedUp(value);
    }

    /** The amount in thousandths, fractions rounded up in size as Kubernetes does; empty where it exceeds a long. */
    public OptionalLong milli() {
        return roundedUp(value.scaleByPowerOfTen(3));
    }

    /** Whether the amount is below zero. */
    public boolean isNegative() {
        return value.signum() < 0;
    }

    /** Whether the amount has no fraction. */
    public boolean isWhole() {
        return value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
    }

    /** The shortest form with a suffix and no fraction, as Kubernetes prints it; below a nano-unit rounded up in size. */
    @Override
    public String toString() {
        if (value.signum() == 0) {
            return "0";
        }
        return binary && isWhole() ? withBinarySuffix() : withDecimalSuffix();
    }

    private String withBinarySuffix() {
        BigInteger whole = value.toBigIntegerExact();
        int power = 0;
        BigInteger kibi = KIBI.toBigInteger();
        while (power < BINARY.size() && whole.mod(kibi).signum() == 0) {
            whole = whole.divide(kibi);
            power++;
        }
        return power == 0 ? whole.toString() : whole + BINARY.get(power - 1);
    }

    private String withDecimalSuffix() {
        BigInteger nano =
                value.scaleByPowerOfTen(9).setScale(0, RoundingMode.UP).toBigInteger();
        int power = 0;
        BigInteger thousand = BigInteger.valueOf(1000);
        while (power < DECIMAL.size() - 1 && nano.mod(thousand).signum() == 0) {
            nano = nano.divide(thousand);
            power++;
        }
        return nano + DECIMAL.get(power);
    }

    private static OptionalLong roundedUp(BigDecimal amount) {
        if (amount.abs().compareTo(LONG_MAX) > 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(amount.setScale(0, RoundingMode.UP).longValueExact());
    }
}
