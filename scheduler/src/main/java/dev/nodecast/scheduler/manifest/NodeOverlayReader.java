package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodeOverlay.PriceChange;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.Resources;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads NodeOverlays. Source of fields and rules: the CRD of kubernetes-sigs/karpenter. */
final class NodeOverlayReader {

    private static final int WEIGHT_MAX = 10_000;
    private static final int MAX_REQUIREMENTS = 100;
    private static final Pattern PRICE = Pattern.compile("\\d{1,9}(\\.\\d{1,12})?");
    private static final Pattern AMOUNT = Pattern.compile("[+-]\\d{0,9}\\.?\\d{1,12}");
    private static final Pattern PERCENT =
            Pattern.compile("(\\+\\d{0,9}\\.?\\d{1,12}%)|(-\\d{1,2}(\\.\\d{1,12})?%)|(-100%)");
    private static final List<String> OWN_RESOURCES =
            List.of(Resources.CPU, Resources.MEMORY, Resources.EPHEMERAL_STORAGE, Resources.PODS);

    private NodeOverlayReader() {}

    static NodeOverlay read(Fields object, ObjectContext context) {
        object.require("spec");
        return object.map("spec", spec -> spec(spec, context))
                .orElseGet(() -> new NodeOverlay(context.meta(), List.of(), null, Resources.NONE, 0));
    }

    private static NodeOverlay spec(Fields spec, ObjectContext context) {
        spec.require("requirements");
        List<NodeSelectorRequirement> requirements = RequirementReader.overlay(spec);
        if (requirements.size() > MAX_REQUIREMENTS) {
            spec.add(spec.problem(ManifestRule.OUT_OF_RANGE, "there are too many requirements")
                    .found(requirements.size() + " requirements")
                    .expected("at most " + MAX_REQUIREMENTS));
        }
        return new NodeOverlay(
                context.meta(),
                requirements,
                priceChange(spec),
                capacity(spec),
                spec.integer("weight", 1, WEIGHT_MAX).orElse(0));
    }

    private static @Nullable PriceChange priceChange(Fields spec) {
        Optional<PriceChange> price = spec.get("price").flatMap(NodeOverlayReader::price);
        Optional<PriceChange> adjustment = spec.get("priceAdjustment").flatMap(NodeOverlayReader::adjustment);
        if (spec.has("price") && spec.has("priceAdjustment")) {
            spec.add(spec.problem(ManifestRule.INCONSISTENT, "price and priceAdjustment exclude each other")
                    .found("both")
                    .expected("`price` for a price of its own, or `priceAdjustment` for a change of the cloud's"));
        }
        return price.or(() -> adjustment).orElse(null);
    }

    private static Optional<PriceChange> price(Field field) {
        Optional<String> text = field.text();
        if (text.isPresent() && !PRICE.matcher(text.get()).matches()) {
            field.report(
                    ManifestRule.MALFORMED,
                    "this is not a price",
                    d -> d.expected("US dollars an hour without a sign, such as \"5.00\"")
                            .help("a change of the cloud's price is a `priceAdjustment`"));
            return Optional.empty();
        }
        return text.map(price -> new PriceChange.Fixed(microUsd(price)));
    }

    private static Optional<PriceChange> adjustment(Field field) {
        Optional<String> text = field.text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (PERCENT.matcher(text.get()).matches()) {
            return Optional.of(
                    new PriceChange.ByPercent(new BigDecimal(text.get().replace("%", ""))));
        }
        if (AMOUNT.matcher(text.get()).matches()) {
            return Optional.of(new PriceChange.By(microUsd(text.get())));
        }
        field.report(
                ManifestRule.MALFORMED,
                "this is not a change of a price",
                d -> d.expected(
                        "a signed amount of US dollars an hour or a signed percentage of at least -100 %, such as"
                                + " \"-0.5\" or \"+10%\""));
        return Optional.empty();
    }

    private static long microUsd(String usd) {
        return new BigDecimal(usd)
                .movePointRight(6)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    private static Resources capacity(Fields spec) {
        Resources capacity = AmountReader.resources(spec, "capacity");
        for (String resource : OWN_RESOURCES) {
            if (capacity.names(resource)) {
                spec.get("capacity")
                        .ifPresent(field -> field.report(
                                ManifestRule.NOT_ALLOWED,
                                "an overlay can add extended resources only",
                                d -> d.found("`" + resource + "`")
                                        .expected("resources such as `example.com/device`")
                                        .help("remove `" + resource + "`; what a type has of it is the cloud's")));
            }
        }
        return capacity;
    }
}
