package dev.nodecast.scheduler.catalog;

/**
 * The GPUs of an instance type.
 *
 * @param manufacturer {@code nvidia}
 * @param name as Karpenter's label {@code instance-gpu-name}: t4, a10g, l4, l40s, …
 * @param count 0 where there are none; the other components are then empty
 * @param memoryMib of each
 */
public record Gpus(String manufacturer, String name, int count, long memoryMib) {

    public static final Gpus NONE = new Gpus("", "", 0, 0);
}
