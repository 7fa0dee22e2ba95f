package dev.nodecast.scheduler.catalog.list;

import dev.nodecast.scheduler.manifest.AmountReader;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads an instance type in the form of Karpenter's kwok provider, with the labels, the pod limit and the overhead that
 * the provider gives each: {@code kwok/cloudprovider/helpers.go}.
 */
final class KwokTypeReader {

    private static final String PREFIX = "karpenter.kwok.sh/instance-";
    private static final long DEFAULT_PODS = 110;
    private static final Resources OVERHEAD = Resources.of(Resources.CPU, 100).with(Resources.MEMORY, 10L << 20);
    private static final Pattern AWS_NAME = Pattern.compile("\\w+\\.(nano|micro|small|medium|large|\\d*xlarge|metal)");
    private static final Pattern DELIMITER = Pattern.compile("[.-]");

    private KwokTypeReader() {}

    static InstanceType read(Fields type) {
        type.require("name", "offerings", "resources", "architecture", "operatingSystems");
        String name = type.text("name").orElse("");
        Resources stated = AmountReader.resources(type, "resources");
        Resources capacity = stated.names(Resources.PODS) ? stated : stated.with(Resources.PODS, DEFAULT_PODS);
        List<Offering> offerings = type.maps("offerings", KwokTypeReader::offering);
        SortedMap<String, List<String>> labels = new TreeMap<>();
        labels.put(WellKnown.INSTANCE_TYPE, List.of(name));
        labels.put(WellKnown.ARCH, List.of(type.text("architecture").orElse("")));
        labels.put(WellKnown.OS, type.texts("operatingSystems"));
        labels.put(WellKnown.ZONE, distinct(offerings.stream().map(Offering::zone)));
        labels.put(WellKnown.CAPACITY_TYPE, distinct(offerings.stream().map(Offering::capacityType)));
        String cpu = type.node().textAt("resources", "cpu").orElse("");
        labels.put(PREFIX + "cpu", List.of(cpu));
        labels.put(
                PREFIX + "memory",
                List.of(type.node().textAt("resources", "memory").orElse("")));
        labels.put(PREFIX + "size", List.of(size(name, cpu)));
        labels.put(PREFIX + "family", List.of(family(name)));
        return new InstanceType(name, capacity, OVERHEAD, labels, offerings);
    }

    private static Offering offering(Fields offering) {
        offering.require("Price", "Requirements").ignore("Available", "ReservationCapacity");
        List<NodeSelectorRequirement> requirements = offering.maps("Requirements", KwokTypeReader::requirement);
        return new Offering(
                value(requirements, WellKnown.ZONE),
                value(requirements, WellKnown.CAPACITY_TYPE),
                Prices.microUsd(offering, "Price"),
                true);
    }

    private static NodeSelectorRequirement requirement(Fields fields) {
        fields.ignore("operator").require("key", "values");
        return NodeSelectorRequirement.in(
                fields.text("key").orElse(""), fields.texts("values").toArray(String[]::new));
    }

    private static String value(List<NodeSelectorRequirement> requirements, String key) {
        return requirements.stream()
                .filter(requirement -> requirement.key().equals(key))
                .flatMap(requirement -> requirement.values().stream())
                .findFirst()
                .orElse("");
    }

    private static List<String> distinct(Stream<String> values) {
        return values.distinct().sorted().toList();
    }

    private static String size(String name, String cpu) {
        return AWS_NAME.matcher(name).matches() ? name.substring(name.indexOf('.') + 1) : cpu;
    }

    private static String family(String name) {
        String[] parts = DELIMITER.split(name, 2);
        return parts.length == 2 || name.isEmpty() ? parts[0] : name.substring(0, 1);
    }
}
