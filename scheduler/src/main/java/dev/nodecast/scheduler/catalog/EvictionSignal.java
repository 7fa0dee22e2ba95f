package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.manifest.grammar.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How much must be free of something before kubelet evicts pods.
 *
 * @param share in percent of the node's capacity, or null where it is an amount
 */
public record EvictionSignal(Optional<BigDecimal> share, long bytes) {

    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,9})?%");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** What {@link #parse} reads. */
    public static final String EXPECTED = "an amount such as `500Mi` or a percentage such as `5%`";

    /** Reads an amount or a percentage; empty where it is neither. */
    public static Optional<EvictionSignal> parse(String text) {
        if (PERCENT.matcher(text).matches()) {
            BigDecimal share = new BigDecimal(text.substring(0, text.length() - 1));
            return share.compareTo(HUNDRED) > 0
                    ? Optional.empty()
                    : Optional.of(new EvictionSignal(Optional.of(share), 0));
        }
        return Quantity.parse(text).filter(quantity -> !quantity.isNegative()).stream()
                .flatMapToLong(quantity -> quantity.units().stream())
                .mapToObj(bytes -> new EvictionSignal(Optional.empty(), bytes))
                .findFirst();
    }

    /** The bytes it keeps free of a capacity; 100 % means that the threshold is switched off. */
    long of(long capacityBytes) {
        if (share.isEmpty()) {
            return bytes;
        }
        BigDecimal percent = share.get().compareTo(HUNDRED) == 0 ? BigDecimal.ZERO : share.get();
        return BigDecimal.valueOf(capacityBytes)
                .multiply(percent)
                .divide(HUNDRED, 0, RoundingMode.CEILING)
                .longValueExact();
    }
}
