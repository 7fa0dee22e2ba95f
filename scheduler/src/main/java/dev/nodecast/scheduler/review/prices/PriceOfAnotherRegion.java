package dev.nodecast.scheduler.review.prices;

import dev.nodecast.scheduler.catalog.RegionalCatalogue;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A comment names a price that is not this region's. */
public final class PriceOfAnotherRegion extends Rule {

    private static final Pattern PRICE =
            Pattern.compile("\\$\\s*([0-9]{1,3}(?:\\.[0-9]{1,6})?)\\s*(?:/|per |an )\\s*(?:h\\b|hr\\b|hour|시간)");

    /** The rule. */
    public PriceOfAnotherRegion() {
        super(
                "NC1601",
                "A price in a comment is another region's",
                "EC2 prices differ from region to region, for GPU types by up to a third between us-east-1 and Seoul. The rule"
                        + " compares prices in comments behind instance types with the dated catalogue of the region in which the"
                        + " pools' zones are.",
                "https://aws.amazon.com/ec2/pricing/on-demand/");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        Optional<RegionalCatalogue> regional = system.regional();
        if (regional.isEmpty()) {
            return;
        }
        for (TypeComment comment : TypeComment.of(system)) {
            Matcher price = PRICE.matcher(comment.text());
            Optional<Double> known = ClaimedPrice.onDemand(regional.get(), comment.instanceType());
            if (price.find() && known.isPresent()) {
                double claimed = Double.parseDouble(price.group(1));
                List<String> regions = ClaimedPrice.regionsOf(system.catalogue(), comment.instanceType(), claimed);
                if (!ClaimedPrice.same(claimed, known.get()) && !regions.isEmpty()) {
                    report(comment, claimed, known.get(), regions.getFirst(), regional.get(), findings);
                }
            }
        }
    }

    private void report(
            TypeComment comment,
            double claimed,
            double known,
            String claimedRegion,
            RegionalCatalogue region,
            Diagnostics findings) {
        boolean spot = comment.pool().spot() && !comment.pool().onDemand();
        findings.add(warning(
                        comment.mark(),
                        "the price of " + comment.instanceType() + " is " + claimedRegion + "'s on-demand price, not "
                                + region.region() + "'s")
                .found(ClaimedPrice.usd(claimed) + " an hour, which is on-demand in " + claimedRegion
                        + (spot ? ", beside a pool that buys spot only" : ""))
                .expected(ClaimedPrice.usd(known) + " on demand in " + region.region() + " (prices of "
                        + region.priceDate() + ")" + (spot ? spotHint(comment, region) : ""))
                .consequence("costs estimated from it are off by " + Math.round(100 * (known / claimed - 1))
                        + " % for on-demand")
                .help("write the region's price with its date, or none"));
    }

    private static String spotHint(TypeComment comment, RegionalCatalogue region) {
        return region.offer(comment.instanceType())
                .flatMap(offer -> offer.spotEstimate(offer.zones().getFirst()))
                .map(p -> ", about " + ClaimedPrice.usd(p.microUsd() / 1_000_000.0) + " spot (estimate)")
                .orElse("");
    }
}
