package dev.nodecast.scenarios.trace.job;

import dev.nodecast.scenarios.trace.InventoryNode;
import dev.nodecast.scenarios.trace.JobDemand;
import dev.nodecast.scenarios.trace.NodeInventory;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;

/** Alibaba's node list of cluster-trace-v2026-spot-gpu: {@code gpu_model,gpu_capacity_num,cpu_num,node_name}. */
public final class SpotGpuNodeReader {

    private static final int MILLI = 1000;

    private SpotGpuNodeReader() {}

    public static NodeInventory read(TraceFile file, TraceWarnings warnings) {
        return new NodeInventory(CsvTable.withHeader(file).rows().stream()
                .map(SpotGpuNodeReader::node)
                .toList());
    }

    private static InventoryNode node(CsvRow row) {
        int cpuMilli = Math.toIntExact(Math.round(row.quantity("cpu_num") * MILLI));
        return new InventoryNode(
                row.text("node_name"),
                row.text("gpu_model"),
                row.count("gpu_capacity_num"),
                cpuMilli,
                JobDemand.UNKNOWN);
    }
}
