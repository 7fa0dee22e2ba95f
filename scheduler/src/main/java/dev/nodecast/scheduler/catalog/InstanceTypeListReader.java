package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.AmountReader;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.Reading;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.manifest.tree.YamlReader;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads instance types with capacity, overhead in three parts, requirements and offerings from JSON or YAML:
 * {@code instanceTypes[]}, and beside it {@code wellKnownLabels[]}.
 */
public final class InstanceTypeListReader {

    private static final double MICRO = 1_000_000;

    private final Diagnostics diagnostics;

    public InstanceTypeListReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The types of a file; problems go to the diagnostics. */
    public InstanceTypeList read(SourceText source) {
        InstanceTypeList list = new InstanceTypeList(new TreeSet<>(), List.of());
        for (TreeNode document : new YamlReader(diagnostics).read(source)) {
            list = Field.root(document, Reading.lenient(diagnostics))
                    .map(InstanceTypeListReader::list)
                    .orElse(list);
        }
        return list;
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
        SortedMap<String, List<String>> labels = new TreeMap<>();
        for (Field item : type.items("requirements")) {
            item.map(requirement -> {
                requirement.require("key").ignore("operator");
                List<String> values = requirement.texts("values");
                requirement.text("key").ifPresent(key -> labels.put(key, values));
                return key(requirement);
            });
        }
        return labels;
    }

    private static String key(Fields requirement) {
        return requirement.text("key").orElse("");
    }

    private static Offering offering(Fields offering) {
        offering.require("zone", "capacityType", "price");
        double price = offering.get("price").flatMap(Field::number).orElse(0.0);
        return new Offering(
                offering.text("zone").orElse(""),
                offering.text("capacityType").orElse(""),
                Math.round(price * MICRO),
                offering.bool("available").orElse(true));
    }
}
