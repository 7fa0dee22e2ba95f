package dev.nodecast.scenarios.trace;

/**
 * What a traced job asked for; {@link #UNKNOWN} where the source does not say.
 *
 * @param gpus whole or shared GPUs
 * @param gpuMilli thousandths of each GPU
 * @param cpuMilli thousandths of a CPU
 * @param memoryMib memory in MiB
 */
public record JobDemand(int gpus, int gpuMilli, int cpuMilli, int memoryMib) {

    public static final int UNKNOWN = -1;

    /** A job of which only the number of GPUs is known. */
    public static JobDemand ofGpus(int gpus) {
        return new JobDemand(gpus, UNKNOWN, UNKNOWN, UNKNOWN);
    }
}
