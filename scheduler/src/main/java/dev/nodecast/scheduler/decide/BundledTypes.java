package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.catalog.Catalogue;
import dev.nodecast.scheduler.catalog.InstanceTypes;
import dev.nodecast.scheduler.catalog.NodeSizingOptions;
import dev.nodecast.scheduler.catalog.PriceBook;
import dev.nodecast.scheduler.catalog.RegionNames;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What pools can buy by the bundled catalogue of a region, with the sizes that their node classes make of nodes. */
final class BundledTypes implements Function<NodePool, List<InstanceType>> {

    private final Manifests objects;
    private final PriceBook prices;
    private final Map<NodeSizingOptions, List<InstanceType>> bySize = new LinkedHashMap<>();

    private BundledTypes(Manifests objects, PriceBook prices) {
        this.objects = objects;
        this.prices = prices;
    }

    /** The types of the region that is stated, or else that nodes or pools are in. */
    static BundledTypes of(Manifests objects, Optional<String> stated) {
        Catalogue catalogue = Catalogue.bundled();
        String region = stated.or(() -> regionOf(objects)).orElseThrow(() -> noRegion(catalogue));
        if (!catalogue.regions().contains(region)) {
            throw unknownRegion(region, catalogue);
        }
        return new BundledTypes(objects, PriceBook.list(catalogue.region(region)));
    }

    /** Where the types come from. */
    String assumption() {
        return "Instance types and prices are those of the bundled catalogue for " + prices.region()
                + ", list prices of " + prices.catalogue().priceDate()
                + "; spot prices are estimates and every offering counts as available";
    }

    @Override
    public List<InstanceType> apply(NodePool pool) {
        NodeSizingOptions size = objects.named(
                        Ec2NodeClass.class, pool.template().nodeClassRef().name())
                .map(NodeSizingOptions::of)
                .orElse(NodeSizingOptions.DEFAULT);
        return bySize.computeIfAbsent(size, s -> InstanceTypes.of(prices, List.of(), s));
    }

    private static Optional<String> regionOf(Manifests objects) {
        Stream<String> ofNodes = objects.values(Node.class).stream()
                .flatMap(node -> regionOf(node.meta().labels()).stream());
        Stream<String> ofPools =
                objects.values(NodePool.class).stream().flatMap(pool -> RegionNames.ofPool(pool).stream());
        return Stream.concat(ofNodes, ofPools).findFirst();
    }

    private static Optional<String> regionOf(Labels labels) {
        return Optional.ofNullable(labels.get(WellKnown.REGION))
                .or(() -> Optional.ofNullable(labels.get(WellKnown.ZONE)).flatMap(RegionNames::ofZone));
    }

    private static InvalidInput noRegion(Catalogue catalogue) {
        return new InvalidInput(Diagnostic.error(
                        ManifestRule.MISSING_FIELD.id(),
                        SourceText.named("the objects").whole(),
                        "it is not known in which region instances are bought")
                .found("no node and no pool that names a region or a zone of AWS")
                .expected("one of " + String.join(", ", catalogue.regions()))
                .help("say --region, or give the instance types with --instance-types"));
    }

    private static InvalidInput unknownRegion(String region, Catalogue catalogue) {
        return new InvalidInput(Diagnostic.error(
                        ManifestRule.NOT_ALLOWED.id(),
                        SourceText.named("the objects").whole(),
                        "the bundled catalogue has no prices of this region")
                .found("`" + region + "`")
                .expected("one of " + String.join(", ", catalogue.regions()))
                .help("give the instance types and prices with --instance-types, or say another --region"));
    }
}
