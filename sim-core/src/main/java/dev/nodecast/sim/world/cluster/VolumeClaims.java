package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.AssumedClaim;
import dev.nodecast.scheduler.model.Attachments.ClaimMount;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.PersistentVolumeClaim;
import dev.nodecast.scheduler.model.StorageObject;
import dev.nodecast.scheduler.port.Observation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The claims that pods mount. A claim that nobody described is taken to be bound to a volume that every node can attach,
 * so that a Deployment can be simulated without the storage it was written for; so is one that is made with its pod.
 */
public final class VolumeClaims implements ClusterEvents {

    private final Watch watch;
    private final Set<ObjectKey> known = new LinkedHashSet<>();

    public VolumeClaims(Watch watch) {
        this.watch = watch;
    }

    /** Makes objects that were described known to the loop. */
    public void start(List<StorageObject> described) {
        for (StorageObject object : described) {
            if (object instanceof PersistentVolumeClaim claim) {
                known.add(claim.meta().key());
            }
            watch.publish(new Observation.StorageObserved(object));
        }
    }

    @Override
    public void podCreated(SimPod pod) {
        for (ClaimMount mount : pod.spec().attachments().claims()) {
            ObjectKey key = key(pod, mount);
            if (known.add(key)) {
                AssumedClaim.of(key).forEach(object -> watch.publish(new Observation.StorageObserved(object)));
            }
        }
    }

    @Override
    public void podGone(SimPod pod) {
        for (ClaimMount mount : pod.spec().attachments().claims()) {
            ObjectKey key = key(pod, mount);
            if (mount.ephemeral() && known.remove(key)) {
                AssumedClaim.of(key).forEach(object -> watch.publish(new Observation.StorageGone(object)));
            }
        }
    }

    private static ObjectKey key(SimPod pod, ClaimMount mount) {
        return ObjectKey.of(pod.key().namespace(), mount.claimName(pod.key().name()));
    }
}
