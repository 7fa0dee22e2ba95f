package dev.nodecast.sim.world.measure;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * GPU-seconds of all NodePools' and fleets' instances while they were running, by what the GPU was doing; the parts add
 * up to what was bought.
 *
 * @param seconds one entry for every state
 */
public record GpuTime(Map<State, Double> seconds) {

    /** What a GPU that is paid for does. */
    public enum State {
        /** Its node is starting: boot, registration, network, device plug-in. */
        BOOTING,
        /** Its node offers it and no pod has it. */
        UNASSIGNED,
        /** Its pod waits for an image. */
        IMAGE_PULL,
        /** Its pod's container starts and loads its model. */
        MODEL_LOAD,
        /** Its worker waits for jobs. */
        IDLE,
        /** Its worker works on a job, restores or saves one. */
        BUSY,
        /** Its pod is ending and works on nothing any more. */
        DRAINING
    }

    public GpuTime {
        seconds = Collections.unmodifiableMap(new EnumMap<>(seconds));
    }

    public double boughtSeconds() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    public double usedSeconds() {
        return seconds.getOrDefault(State.BUSY, 0.0);
    }
}
