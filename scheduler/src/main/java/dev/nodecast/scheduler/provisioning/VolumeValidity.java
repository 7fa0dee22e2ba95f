package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Attachments.ClaimMount;
import dev.nodecast.scheduler.model.PersistentVolume;
import dev.nodecast.scheduler.model.PersistentVolumeClaim;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.StorageClass;
import dev.nodecast.scheduler.state.ClusterStorage;
import org.jspecify.annotations.Nullable;

/**
 * Pods that a provisioner leaves alone because a new node would not give them their volumes: what kube-scheduler refuses
 * on any node. Karpenter's {@code ValidatePersistentVolumeClaims}.
 */
final class VolumeValidity {

    private final ClusterStorage storage;

    VolumeValidity(ClusterStorage storage) {
        this.storage = storage;
    }

    /** Why the pod is ignored, or null where it is not. */
    @Nullable
    String objection(Pod pod) {
        for (ClaimMount mount : pod.spec().attachments().claims()) {
            PersistentVolumeClaim claim = VolumeTopology.claim(storage, pod, mount);
            String objection = claim == null ? " does not exist" : objection(claim);
            if (objection != null) {
                return "its volume claim " + mount.claimName(pod.meta().name()) + objection;
            }
        }
        return null;
    }

    private @Nullable String objection(PersistentVolumeClaim claim) {
        if (claim.meta().deleting()) {
            return " is being deleted";
        }
        if (claim.lost()) {
            return " has lost its volume " + claim.volumeName();
        }
        return claim.volumeName().isEmpty() ? unbound(claim) : bound(claim);
    }

    private @Nullable String bound(PersistentVolumeClaim claim) {
        PersistentVolume volume = storage.volume(claim.volumeName());
        if (volume == null) {
            return " is for the volume " + claim.volumeName() + ", which does not exist";
        }
        if (volume.meta().deleting()) {
            return " is for the volume " + claim.volumeName() + ", which is being deleted";
        }
        return claim.bindCompleted() ? null : " is not bound to its volume " + claim.volumeName() + " yet";
    }

    private @Nullable String unbound(PersistentVolumeClaim claim) {
        String className = storage.classOf(claim);
        if (className.isEmpty()) {
            return " is unbound and names no storage class";
        }
        StorageClass storageClass = storage.storageClass(className);
        if (storageClass == null) {
            return " names the storage class " + className + ", which does not exist";
        }
        return storageClass.immediate()
                ? " is unbound, and its storage class " + className + " binds at once instead of waiting for the pod"
                : null;
    }
}
