package dev.nodecast.scheduler.model;

import org.jspecify.annotations.Nullable;

/**
 * A CapacityBuffer (autoscaling.x-k8s.io): room that is kept free for pods of a kind. The room is counted in chunks, each
 * of the size of one pod.
 *
 * @param shape what a chunk looks like; null where it is not said, so that the buffer has no effect
 * @param replicas so many chunks; null where not given
 * @param percentage so many chunks as this share of the workload's replicas; null where not given
 * @param limits what all chunks together may ask for; absent resources are unlimited
 * @param provisioningStrategy how the room is kept; {@link #ACTIVE_CAPACITY} is the only one there is
 */
public record CapacityBuffer(
        ObjectMeta meta,
        @Nullable Shape shape,
        @Nullable Integer replicas,
        @Nullable Integer percentage,
        Resources limits,
        String provisioningStrategy) {

    /** Nodes are launched for the chunks as for pods that wait. */
    public static final String ACTIVE_CAPACITY = "buffer.x-k8s.io/active-capacity";

    /**
     * Where a chunk's pod template is found, in the buffer's namespace.
     *
     * @param kind {@code PodTemplate}, or that of a workload with a scale subresource
     */
    public record Shape(String kind, String name) {

        /** The kind of an object that is nothing but a pod template. */
        public static final String POD_TEMPLATE = "PodTemplate";
    }

    public ObjectKey key() {
        return meta.key();
    }
}
