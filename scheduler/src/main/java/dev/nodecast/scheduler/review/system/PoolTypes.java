package dev.nodecast.scheduler.review.system;

import dev.nodecast.scheduler.catalog.InstanceTypes;
import dev.nodecast.scheduler.catalog.NodeSizingOptions;
import dev.nodecast.scheduler.catalog.PriceBook;
import dev.nodecast.scheduler.catalog.RegionalCatalogue;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.Optional;

/** Finds the instance types that a pool's requirements leave. */
final class PoolTypes {

    private static final List<String> PLACES = List.of(WellKnown.ZONE, WellKnown.REGION, WellKnown.CAPACITY_TYPE);

    private final RegionalCatalogue region;

    PoolTypes(RegionalCatalogue region) {
        this.region = region;
    }

    Pool pool(Manifest<NodePool> manifest, Optional<Ec2NodeClass> nodeClass) {
        NodeSizingOptions options = nodeClass.map(NodeSizingOptions::of).orElse(NodeSizingOptions.DEFAULT);
        PriceBook prices = PriceBook.list(region);
        List<InstanceType> types = InstanceTypes.of(prices, List.of(), options).stream()
                .filter(type ->
                        manifest.value().template().requirements().stream().allMatch(r -> suits(type, r)))
                .toList();
        return new Pool(manifest, types, prices.types());
    }

    /** Where a type is sold is another question than what it is; labels of the pool's own do not concern types. */
    private static boolean suits(InstanceType type, NodeSelectorRequirement requirement) {
        List<String> values = type.labels().get(requirement.key());
        return values == null || PLACES.contains(requirement.key()) || RequirementMatch.holds(requirement, values);
    }
}
