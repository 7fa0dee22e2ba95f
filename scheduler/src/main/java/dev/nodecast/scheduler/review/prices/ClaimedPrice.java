package dev.nodecast.scheduler.review.prices;

import dev.nodecast.scheduler.catalog.Catalogue;
import dev.nodecast.scheduler.catalog.RegionalCatalogue;
import dev.nodecast.scheduler.catalog.RegionalOffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A price per hour that somebody wrote down, and whose price it is. */
final class ClaimedPrice {

    private static final double CLOSE = 0.01;
    private static final double MICRO = 1_000_000.0;

    private ClaimedPrice() {}

    /** Whether two prices are the same but for rounding. */
    static boolean same(double claimed, double known) {
        return Math.abs(claimed - known) <= Math.max(CLOSE * known, 0.000_6);
    }

    /** The on-demand price of a type in a region. */
    static Optional<Double> onDemand(RegionalCatalogue region, String type) {
        return region.offer(type).map(RegionalOffer::onDemand).map(p -> p.microUsd() / MICRO);
    }

    /** The regions where a type costs this on demand. */
    static List<String> regionsOf(Catalogue catalogue, String type, double claimed) {
        return catalogue.regions().stream()
                .filter(r -> onDemand(catalogue.region(r), type)
                        .filter(known -> same(claimed, known))
                        .isPresent())
                .sorted((a, b) -> Boolean.compare(!a.startsWith("us-"), !b.startsWith("us-")))
                .toList();
    }

    static String usd(double price) {
        String text = String.format(Locale.ROOT, "%.4f", price);
        return "$" + (text.endsWith("0") ? text.substring(0, text.length() - 1) : text);
    }
}
