package dev.nodecast.aws.ec2.catalog;

import dev.nodecast.aws.ec2.AwsClients;
import dev.nodecast.aws.ec2.AwsFailure;
import dev.nodecast.scheduler.catalog.Catalogue;
import dev.nodecast.scheduler.catalog.InstanceFacts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;

/**
 * Learns what the region sells. What cannot be learnt stays as it was the last time; on-demand prices that were never
 * learnt are those of the bundled catalogue.
 */
public final class Market {

    private static final Logger LOG = LoggerFactory.getLogger(Market.class);
    private static final int TYPES_PAGE = 100;
    private static final int OFFERINGS_PAGE = 1_000;

    private final Ec2Client ec2;
    private final OnDemandPrices onDemand;
    private final SpotPrices spot;
    private volatile MarketFacts facts = MarketFacts.NONE;

    public Market(AwsClients aws, InstantSource clock) {
        this.ec2 = aws.reading();
        this.onDemand = new OnDemandPrices(aws.pricing(), aws.region());
        this.spot = new SpotPrices(aws.reading(), clock);
    }

    MarketFacts facts() {
        return facts;
    }

    /** Looks everything up anew; returns what could not be learnt, in sentences. */
    public List<String> refresh() {
        List<String> failures = new ArrayList<>();
        MarketFacts before = facts;
        facts = new MarketFacts(
                learnt("ec2:DescribeInstanceTypes", before.types(), this::types, failures),
                learnt("ec2:DescribeInstanceTypeOfferings", before.zones(), this::zones, failures),
                learnt("pricing:GetProducts", before.onDemand(), onDemand::read, failures),
                learnt("ec2:DescribeSpotPriceHistory", before.spot(), spot::read, failures));
        LOG.info(
                "catalogue: {} instance types in {} offerings, {} on-demand prices",
                facts.types().size(),
                facts.zones().values().stream().mapToInt(List::size).sum(),
                facts.onDemand().size());
        return failures;
    }

    private static <V> SortedMap<String, V> learnt(
            String call, SortedMap<String, V> before, Supplier<SortedMap<String, V>> look, List<String> failures) {
        try {
            SortedMap<String, V> now = look.get();
            return now.isEmpty() ? before : now;
        } catch (SdkException e) {
            String sentence = AwsFailure.of(e).sentence(call);
            LOG.warn("{}; what was known before holds on", sentence);
            failures.add(sentence);
            return before;
        }
    }

    private SortedMap<String, DescribedType> types() {
        SortedMap<String, InstanceFacts> bundled = Catalogue.bundled().types();
        SortedMap<String, DescribedType> types = new TreeMap<>();
        ec2.describeInstanceTypesPaginator(r -> r.maxResults(TYPES_PAGE)
                        .filters(
                                filter("supported-virtualization-type", "hvm"),
                                filter("processor-info.supported-architecture", "x86_64", "arm64")))
                .instanceTypes()
                .forEach(info -> DescribedType.of(info, bundled.get(info.instanceTypeAsString()))
                        .ifPresent(type -> types.put(type.facts().name(), type)));
        return types;
    }

    private SortedMap<String, List<String>> zones() {
        SortedMap<String, List<String>> zones = new TreeMap<>();
        ec2
                .describeInstanceTypeOfferingsPaginator(
                        r -> r.locationType(LocationType.AVAILABILITY_ZONE).maxResults(OFFERINGS_PAGE))
                .instanceTypeOfferings()
                .stream()
                .sorted(Comparator.comparing(InstanceTypeOffering::location))
                .forEach(offering -> zones.computeIfAbsent(offering.instanceTypeAsString(), _ -> new ArrayList<>())
                        .add(offering.location()));
        return zones;
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }
}
