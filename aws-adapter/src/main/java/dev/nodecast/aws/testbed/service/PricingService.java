package dev.nodecast.aws.testbed.service;

import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.JsonService;
import dev.nodecast.scheduler.catalog.Price;
import dev.nodecast.scheduler.catalog.PriceBook;
import dev.nodecast.scheduler.model.WellKnown;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The price list of on-demand instances. */
public final class PricingService extends JsonService {

    private static final int MOST = 100;
    private static final int MICRO_DIGITS = 6;

    private final PriceBook prices;

    public PricingService(PriceBook prices) {
        super("AWSPriceListService");
        this.prices = prices;
    }

    @Override
    protected JsonNode answer(String operation, JsonNode request) {
        if (!operation.equals("GetProducts")) {
            throw unknown(operation);
        }
        List<String> products = new ArrayList<>();
        for (String type : prices.types().keySet()) {
            if (asked(type, request.path("Filters"))) {
                onDemand(type).ifPresent(price -> products.add(product(type, price)));
            }
        }
        int from = offset(request.path("NextToken").asString("0"));
        int to = Math.min(
                products.size(), from + Math.clamp(request.path("MaxResults").asInt(MOST), 1, MOST));
        ObjectNode answer = object().put("FormatVersion", "aws_v1");
        ArrayNode list = answer.putArray("PriceList");
        products.subList(Math.min(from, to), to).forEach(list::add);
        if (to < products.size()) {
            answer.put("NextToken", Integer.toString(to));
        }
        return answer;
    }

    private static int offset(String token) {
        try {
            return Integer.parseInt(token);
        } catch (NumberFormatException foreign) {
            throw new AwsError("InvalidNextTokenException", "The pagination token is invalid.");
        }
    }

    /** Whether the filters that tell types and regions apart let a type pass; those on tenancy and the like do. */
    private boolean asked(String type, JsonNode filters) {
        for (JsonNode filter : filters) {
            String value = filter.path("Value").asString("");
            boolean matches = switch (filter.path("Field").asString("")) {
                case "instanceType" -> value.equals(type);
                case "regionCode" -> value.equals(prices.region());
                case "operatingSystem" -> value.equals("Linux");
                case "tenancy" -> value.equals("Shared");
                default -> true;
            };
            if (!matches) {
                return false;
            }
        }
        return true;
    }

    private Optional<Price> onDemand(String type) {
        return prices.zones(type).stream()
                .flatMap(zone -> prices.price(type, zone, WellKnown.ON_DEMAND).stream())
                .findFirst();
    }

    private static String product(String type, Price price) {
        ObjectNode product = object();
        product.putObject("product").putObject("attributes").put("instanceType", type);
        product.putObject("terms")
                .putObject("OnDemand")
                .putObject("term")
                .putObject("priceDimensions")
                .putObject("dimension")
                .put("unit", "Hrs")
                .putObject("pricePerUnit")
                .put("USD", BigDecimal.valueOf(price.microUsd(), MICRO_DIGITS).toPlainString());
        return product.toString();
    }
}
