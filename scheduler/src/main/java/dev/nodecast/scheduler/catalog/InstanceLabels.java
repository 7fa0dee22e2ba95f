package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The labels that nodes of an instance type carry, with the values they can have, as Karpenter's AWS provider gives them. An
 * empty list says that such a node never has the label.
 *
 * <p>Not known to the catalogue, and so not among the labels: {@code topology.k8s.aws/zone-id} (it depends on the account),
 * {@code instance-cpu-sustained-clock-speed-mhz}, {@code instance-encryption-in-transit-supported}, Nitro enclaves.
 */
final class InstanceLabels {

    private static final String PREFIX = "karpenter.k8s.aws/instance-";

    private final SortedMap<String, List<String>> labels = new TreeMap<>();

    private InstanceLabels() {}

    static SortedMap<String, List<String>> of(InstanceFacts facts, String region, List<Offering> offerings) {
        InstanceLabels all = new InstanceLabels();
        all.putWellKnown(facts, region, offerings);
        all.putName(facts);
        all.putMachine(facts);
        all.putGpus(facts.gpus());
        return all.labels;
    }

    private void putWellKnown(InstanceFacts facts, String region, List<Offering> offerings) {
        labels.put(WellKnown.INSTANCE_TYPE, List.of(facts.name()));
        labels.put(WellKnown.ARCH, List.of(facts.cpu().arch()));
        labels.put(WellKnown.OS, List.of("linux"));
        labels.put(WellKnown.REGION, List.of(region));
        labels.put(WellKnown.ZONE, distinct(offerings, Offering::zone));
        labels.put(WellKnown.CAPACITY_TYPE, distinct(offerings, Offering::capacityType));
        labels.put("node.kubernetes.io/windows-build", List.of());
    }

    private void putName(InstanceFacts facts) {
        put("category", facts.category());
        put("family", facts.family());
        put("generation", facts.generation());
        put("size", facts.size());
        put("capability-flex", Boolean.toString(facts.family().contains("-flex")));
    }

    private void putMachine(InstanceFacts facts) {
        put("cpu", facts.cpu().vcpu());
        put("cpu-manufacturer", facts.cpu().manufacturer());
        put("memory", facts.memoryMib());
        put("hypervisor", facts.has(InstanceTrait.BARE_METAL) ? "" : "nitro");
        putIfKnown("network-bandwidth", facts.network().baselineMbps());
        putIfKnown("ebs-bandwidth", facts.disk().ebsMaxMbps());
        putIfKnown("local-nvme", facts.disk().localNvmeGb());
        put("accelerator-name");
        put("accelerator-manufacturer");
        put("accelerator-count");
    }

    private void putGpus(Gpus gpus) {
        if (gpus.count() == 0) {
            put("gpu-name");
            put("gpu-manufacturer");
            put("gpu-count");
            put("gpu-memory");
        } else {
            put("gpu-name", gpus.name());
            put("gpu-manufacturer", gpus.manufacturer());
            put("gpu-count", gpus.count());
            put("gpu-memory", gpus.memoryMib());
        }
    }

    private void put(String name, Object... values) {
        labels.put(PREFIX + name, List.of(values).stream().map(Object::toString).toList());
    }

    private void putIfKnown(String name, long value) {
        if (value > 0) {
            put(name, value);
        } else {
            put(name);
        }
    }

    private static List<String> distinct(List<Offering> offerings, Function<Offering, String> part) {
        return offerings.stream().map(part).distinct().sorted().toList();
    }
}
