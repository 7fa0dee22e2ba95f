package dev.nodecast.scenarios.trace.job;

import dev.nodecast.scenarios.trace.InventoryNode;
import dev.nodecast.scenarios.trace.NodeInventory;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;

/** Alibaba's node list of cluster-trace-gpu-v2023: {@code sn,cpu_milli,memory_mib,gpu,model}. */
public final class OpenbNodeReader {

    private OpenbNodeReader() {}

    public static NodeInventory read(TraceFile file, TraceWarnings warnings) {
        return new NodeInventory(CsvTable.withHeader(file).rows().stream()
                .map(OpenbNodeReader::node)
                .toList());
    }

    private static InventoryNode node(CsvRow row) {
        return new InventoryNode(
                row.text("sn"), row.text("model"), row.count("gpu"), row.count("cpu_milli"), row.count("memory_mib"));
    }
}
