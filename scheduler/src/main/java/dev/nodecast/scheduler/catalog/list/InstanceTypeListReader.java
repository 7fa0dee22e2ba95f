package dev.nodecast.scheduler.catalog.list;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.AmountReader;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.manifest.tree.Reading;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.manifest.tree.YamlReader;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads instance types from JSON or YAML in one of two forms: a map with {@code instanceTypes[]}, each with capacity,
 * overhead in three parts, requirements and offerings, and beside it {@code wellKnownLabels[]}; or the list that
 * Karpenter's kwok provider takes ({@code kwok/cloudprovider/instance_types.json}).
 */
public final class InstanceTypeListReader {

    private final Diagnostics diagnostics;

    public InstanceTypeListReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The types of a file; problems go to the diagnostics. */
    public InstanceTypeList read(SourceText source) {
        InstanceTypeList list = new InstanceTypeList(new TreeSet<>(), List.of());
        for (TreeNode document : new YamlReader(diagnostics).read(source)) {
            Field root = Field.root(document, Reading.lenient(diagnostics));
            list = document instanceof ListNode
                    ? kwok(root)
                    : root.map(InstanceTypeListReader::list).orElse(list);
        }
        if (list.types().isEmpty() && !diagnostics.hasErrors()) {
            diagnostics.add(Diagnostic.error(
                            ManifestRule.EMPTY.id(), source.whole(), "there are no instance types here")
                    .expected("a map with `instanceTypes`, or a list of types as Karpenter's kwok provider takes it"));
        }
        return list;
    }

    private static InstanceTypeList kwok(Field root) {
        List<InstanceType> types = new ArrayList<>();
        root.items().forEach(item -> item.map(KwokTypeReader::read).ifPresent(types::add));
        return new InstanceTypeList(new TreeSet<>(), types);
    }

    private static InstanceTypeList list(Fields root) {
        root.ignore("region", "source", "description").require("instanceTypes");
        return new InstanceTypeList(
                new TreeSet<>(root.texts("wellKnownLabels")), root.maps("instanceTypes", InstanceTypeListReader::type));
    }

    private static InstanceType type(Fields type) {
        type.require("name", "capacity", "offerings");
        return new InstanceType(
                type.text("name").orElse(""),
                AmountReader.resources(type, "capacity"),
                type.map("overhead", InstanceTypeListReader::overhead).orElse(Resources.NONE),
                labels(type),
                type.maps("offerings", InstanceTypeListReader::offering));
    }

    private static Resources overhead(Fields overhead) {
        return AmountReader.resources(overhead, "kubeReserved")
                .plus(AmountReader.resources(overhead, "systemReserved"))
                .plus(AmountReader.resources(overhead, "evictionThreshold"));
    }

    /** Values by key; none for {@code DoesNotExist}. */
    private static SortedMap<String, List<String>> labels(Fields type) {
        record Label(String key, List<String> values) {}
        SortedMap<String, List<String>> labels = new TreeMap<>();
        type.maps("requirements", requirement -> {
                    requirement.ignore("operator").require("key");
                    return new Label(requirement.text("key").orElse(""), requirement.texts("values"));
                })
                .forEach(label -> labels.put(label.key(), label.values()));
        return labels;
    }

    private static Offering offering(Fields offering) {
        offering.require("zone", "capacityType", "price");
        if (offering.text("capacityType").filter(WellKnown.RESERVED::equals).isPresent()) {
            offering.require("reservation");
        }
        return new Offering(
                offering.text("zone").orElse(""),
                offering.text("capacityType").orElse(""),
                Prices.microUsd(offering, "price"),
                offering.bool("available").orElse(true),
                offering.map("reservation", InstanceTypeListReader::reservation).orElse(null));
    }

    private static Offering.Reservation reservation(Fields reservation) {
        reservation.require("id", "remaining");
        return new Offering.Reservation(
                reservation.text("id").orElse(""),
                reservation.text("type").orElse(Offering.Reservation.DEFAULT),
                reservation.bool("interruptible").orElse(false),
                reservation.integer("remaining", 0, Integer.MAX_VALUE).orElse(0));
    }
}
