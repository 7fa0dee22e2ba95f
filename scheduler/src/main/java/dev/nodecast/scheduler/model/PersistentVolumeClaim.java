package dev.nodecast.scheduler.model;

import org.jspecify.annotations.Nullable;

/**
 * A claim to a volume.
 *
 * @param volumeName the volume that it is, or is to be, bound to; empty while there is none
 * @param storageClass by which a volume is made for it; null where none is named
 * @param lost whether the volume it was bound to is gone
 */
public record PersistentVolumeClaim(
        ObjectMeta meta, String volumeName, @Nullable String storageClass, boolean lost) implements StorageObject {

    static final String BIND_COMPLETED = "pv.kubernetes.io/bind-completed";

    /** The claim once it is bound to a volume. */
    public PersistentVolumeClaim boundTo(String volume) {
        Labels bound = meta.annotations().with(BIND_COMPLETED, "yes");
        return new PersistentVolumeClaim(meta.withAnnotations(bound), volume, storageClass, false);
    }

    /** Whether the binding to its volume is complete; kube-scheduler goes by this annotation. */
    public boolean bindCompleted() {
        return meta.annotations().has(BIND_COMPLETED);
    }
}
