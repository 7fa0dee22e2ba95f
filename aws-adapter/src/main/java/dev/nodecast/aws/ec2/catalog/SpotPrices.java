package dev.nodecast.aws.ec2.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SpotPrice;

/** The latest spot price of each type and zone. */
final class SpotPrices {

    private static final BigDecimal MICRO = BigDecimal.valueOf(1_000_000);
    private static final int PAGE = 1_000;

    private final Ec2Client ec2;
    private final InstantSource clock;

    /** A pool of capacity. */
    private record Pool(String type, String zone) {}

    SpotPrices(Ec2Client ec2, InstantSource clock) {
        this.ec2 = ec2;
        this.clock = clock;
    }

    /** Micro-dollars per hour by type and zone. */
    SortedMap<String, SortedMap<String, Long>> read() {
        Map<Pool, SpotPrice> latest = new HashMap<>();
        // from now on: EC2 then answers with the price that holds now
        Instant now = clock.instant();
        ec2
                .describeSpotPriceHistoryPaginator(r -> r.productDescriptions("Linux/UNIX", "Linux/UNIX (Amazon VPC)")
                        .startTime(now)
                        .maxResults(PAGE))
                .spotPriceHistory()
                .stream()
                .filter(price -> price.spotPrice() != null)
                .forEach(price -> latest.merge(
                        new Pool(price.instanceTypeAsString(), price.availabilityZone()), price, SpotPrices::later));
        SortedMap<String, SortedMap<String, Long>> prices = new TreeMap<>();
        latest.forEach((pool, price) ->
                prices.computeIfAbsent(pool.type(), _ -> new TreeMap<>()).put(pool.zone(), micro(price.spotPrice())));
        return prices;
    }

    private static SpotPrice later(SpotPrice one, SpotPrice other) {
        return other.timestamp() != null
                        && (one.timestamp() == null || other.timestamp().isAfter(one.timestamp()))
                ? other
                : one;
    }

    private static long micro(String usd) {
        return new BigDecimal(usd)
                .multiply(MICRO)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
