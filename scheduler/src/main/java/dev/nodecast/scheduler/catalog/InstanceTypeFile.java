package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads instance facts, ours and a user's own, from CSV with the columns of the bundled {@code instance-types.csv}. */
public final class InstanceTypeFile {

    private static final CsvTable.Columns COLUMNS = new CsvTable.Columns(
            List.of(
                    "instance_type",
                    "arch",
                    "cpu_manufacturer",
                    "vcpu",
                    "memory_mib",
                    "gpu_manufacturer",
                    "gpu_name",
                    "gpu_count",
                    "gpu_memory_mib",
                    "enis",
                    "ipv4_per_eni",
                    "network_baseline_mbps",
                    "network_peak_mbps",
                    "ebs_baseline_mbps",
                    "ebs_max_mbps",
                    "local_nvme_gb",
                    "bare_metal",
                    "burstable",
                    "spot_supported"),
            List.of());

    private InstanceTypeFile() {}

    /** The types by name; problems go to {@code diagnostics}. */
    public static SortedMap<String, InstanceFacts> read(SourceText source, Diagnostics diagnostics) {
        SortedMap<String, InstanceFacts> types = new TreeMap<>();
        for (CsvRow row : CsvTable.read(source, COLUMNS, diagnostics)) {
            String name = row.text("instance_type", InstanceFacts::validName, "a name such as g5.xlarge");
            if (!InstanceFacts.validName(name)) {
                continue;
            }
            if (types.putIfAbsent(name, facts(name, row)) != null) {
                diagnostics.add(Diagnostic.error("NC0504", row.mark("instance_type"), "the type stands here twice")
                        .found("`" + name + "`")
                        .expected("each type on one line")
                        .help("remove one of the lines"));
            }
        }
        return types;
    }

    private static InstanceFacts facts(String name, CsvRow row) {
        InstanceFacts.Cpu cpu = new InstanceFacts.Cpu(
                row.oneOf("arch", List.of("amd64", "arm64")), row.text("cpu_manufacturer"), row.count("vcpu"));
        if (cpu.vcpu() == 0) {
            row.wrong("vcpu", "at least 1", "write the number of vCPUs");
        }
        return new InstanceFacts(name, cpu, row.number("memory_mib"), gpus(row), network(row), disk(row), traits(row));
    }

    private static Gpus gpus(CsvRow row) {
        int count = row.count("gpu_count");
        if (count == 0) {
            return Gpus.NONE;
        }
        return new Gpus(
                row.text("gpu_manufacturer", text -> !text.isEmpty(), "a manufacturer such as nvidia"),
                row.text("gpu_name", text -> !text.isEmpty(), "a name such as a10g"),
                count,
                row.number("gpu_memory_mib"));
    }

    private static NetworkFacts network(CsvRow row) {
        return new NetworkFacts(
                row.count("enis"),
                row.count("ipv4_per_eni"),
                row.number("network_baseline_mbps"),
                row.number("network_peak_mbps"));
    }

    private static DiskFacts disk(CsvRow row) {
        return new DiskFacts(row.number("ebs_baseline_mbps"), row.number("ebs_max_mbps"), row.number("local_nvme_gb"));
    }

    private static Set<InstanceTrait> traits(CsvRow row) {
        EnumSet<InstanceTrait> traits = EnumSet.noneOf(InstanceTrait.class);
        if (row.flag("bare_metal")) {
            traits.add(InstanceTrait.BARE_METAL);
        }
        if (row.flag("burstable")) {
            traits.add(InstanceTrait.BURSTABLE);
        }
        if (row.flag("spot_supported")) {
            traits.add(InstanceTrait.SPOT);
        }
        return traits;
    }
}
