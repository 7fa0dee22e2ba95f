package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.model.Resources;
import java.util.Optional;

/**
 * The GPUs of an instance type.
 *
 * @param manufacturer {@code nvidia}, {@code amd} or {@code habana}
 * @param name as Karpenter's label {@code instance-gpu-name}: t4, a10g, l4, l40s, …
 * @param count 0 where there are none; the other components are then empty
 * @param memoryMib of each
 */
public record Gpus(String manufacturer, String name, int count, long memoryMib) {

    public static final Gpus NONE = new Gpus("", "", 0, 0);

    /** The resource by which pods ask for them; none where there are none, or no device plugin is known. */
    public Optional<String> resource() {
        if (count == 0) {
            return Optional.empty();
        }
        return switch (manufacturer) {
            case "nvidia" -> Optional.of(Resources.NVIDIA_GPU);
            case "amd" -> Optional.of("amd.com/gpu");
            case "habana" -> Optional.of("habana.ai/gaudi");
            default -> Optional.empty();
        };
    }
}
