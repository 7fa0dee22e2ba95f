package dev.nodecast.scenarios.trace;

/**
 * A node of a real cluster.
 *
 * @param name name in the source
 * @param gpuModel GPU model, empty without GPUs or where not said
 * @param gpus number of GPUs
 * @param cpuMilli thousandths of a CPU
 * @param memoryMib memory in MiB, {@link JobDemand#UNKNOWN} where not said
 */
public record InventoryNode(String name, String gpuModel, int gpus, int cpuMilli, int memoryMib) {}
