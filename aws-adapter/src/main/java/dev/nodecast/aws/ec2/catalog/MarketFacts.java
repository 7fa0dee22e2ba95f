package dev.nodecast.aws.ec2.catalog;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was learnt of a region at one time; prices in micro-dollars per hour.
 *
 * @param types by name
 * @param zones that offer a type, sorted
 * @param onDemand by type
 * @param spot by type and zone
 */
record MarketFacts(
        SortedMap<String, DescribedType> types,
        SortedMap<String, List<String>> zones,
        SortedMap<String, Long> onDemand,
        SortedMap<String, SortedMap<String, Long>> spot) {

    static final MarketFacts NONE = new MarketFacts(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
}
