package dev.nodecast.aws.ec2.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.pricing.model.Filter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The price list: Linux, shared tenancy, nothing installed ({@code pkg/providers/pricing} of karpenter-provider-aws). */
final class OnDemandPrices {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final BigDecimal MICRO = BigDecimal.valueOf(1_000_000);
    private static final int PAGE = 100;
    private static final Logger LOG = LoggerFactory.getLogger(OnDemandPrices.class);

    private final PricingClient pricing;
    private final String region;

    OnDemandPrices(PricingClient pricing, String region) {
        this.pricing = pricing;
        this.region = region;
    }

    /** Micro-dollars per hour by type. */
    SortedMap<String, Long> read() {
        SortedMap<String, Long> prices = new TreeMap<>();
        for (String family : List.of("Compute Instance", "Compute Instance (bare metal)")) {
            pricing.getProductsPaginator(r ->
                            r.serviceCode("AmazonEC2").filters(filters(family)).maxResults(PAGE))
                    .priceList()
                    .forEach(product -> put(prices, product));
        }
        return prices;
    }

    private List<Filter> filters(String family) {
        return new TreeMap<>(Map.of(
                        "regionCode", region,
                        "serviceCode", "AmazonEC2",
                        "preInstalledSw", "NA",
                        "operatingSystem", "Linux",
                        "capacitystatus", "Used",
                        "marketoption", "OnDemand",
                        "tenancy", "Shared",
                        "productFamily", family))
                .entrySet().stream()
                        .map(entry -> Filter.builder()
                                .type("TERM_MATCH")
                                .field(entry.getKey())
                                .value(entry.getValue())
                                .build())
                        .toList();
    }

    /** A product that cannot be read is left out: the price known before holds on. */
    static void put(SortedMap<String, Long> prices, String product) {
        try {
            JsonNode root = JSON.readTree(product);
            String type =
                    root.path("product").path("attributes").path("instanceType").asString("");
            OptionalLong price = price(root.path("terms").path("OnDemand"));
            if (!type.isEmpty() && price.isPresent() && price.getAsLong() > 0) {
                prices.put(type, price.getAsLong());
            }
        } catch (JacksonException | NumberFormatException e) {
            LOG.warn("a product of the price list is unreadable", e);
        }
    }

    private static OptionalLong price(JsonNode terms) {
        for (JsonNode term : terms) {
            for (JsonNode dimension : term.path("priceDimensions")) {
                String usd = dimension.path("pricePerUnit").path("USD").asString("");
                if (!usd.isEmpty()) {
                    return OptionalLong.of(new BigDecimal(usd)
                            .multiply(MICRO)
                            .setScale(0, RoundingMode.HALF_EVEN)
                            .longValueExact());
                }
            }
        }
        return OptionalLong.empty();
    }
}
