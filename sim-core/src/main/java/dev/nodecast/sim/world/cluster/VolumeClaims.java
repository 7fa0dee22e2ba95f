package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.AssumedClaim;
import dev.nodecast.scheduler.model.Attachments.ClaimMount;
import dev.nodecast.scheduler.model.CsiNode;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.PersistentVolume;
import dev.nodecast.scheduler.model.PersistentVolumeClaim;
import dev.nodecast.scheduler.model.StorageClass;
import dev.nodecast.scheduler.model.StorageObject;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.state.ClusterStorage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The claims that pods mount. A claim that nobody described is taken to be bound to a volume that every node can attach,
 * so that a Deployment can be simulated without the storage it was written for; so is one that is made with its pod. A claim
 * whose class waits for its first consumer gets its volume with the first pod that is bound: in the zone of the node, where
 * the volume stays, and with it every later pod that mounts the claim (kube-scheduler's VolumeBinding, external-provisioner).
 */
public final class VolumeClaims implements ClusterEvents {

    /** Drivers of disks that lie in one zone. */
    private static final Set<String> ZONAL =
            new TreeSet<>(List.of(PersistentVolume.EBS_DRIVER, "pd.csi.storage.gke.io", "disk.csi.azure.com"));

    /**
     * EBS volumes that the EBS CSI driver lets pods attach to a Nitro instance: of its 28 attachments, network interfaces
     * included, those of the root volume and the first interface are taken (AWS, "Amazon EBS volume limits").
     */
    private static final int EBS_LIMIT = 26;

    private final Watch watch;
    private final ClusterStorage storage;
    private boolean limitsEbs;

    /** @param storage what is known of volumes; changed in place */
    public VolumeClaims(Watch watch, ClusterStorage storage) {
        this.watch = watch;
        this.storage = storage;
    }

    /** Makes objects that were described known to the loop. */
    public void start(List<StorageObject> described) {
        described.forEach(this::publish);
        limitsEbs = described.stream().anyMatch(VolumeClaims::isOfEbs);
    }

    private static boolean isOfEbs(StorageObject object) {
        return switch (object) {
            case StorageClass storageClass -> storageClass.driver().equals(PersistentVolume.EBS_DRIVER);
            case PersistentVolume volume -> volume.driver().equals(PersistentVolume.EBS_DRIVER);
            case PersistentVolumeClaim _, CsiNode _ -> false;
        };
    }

    private void publish(StorageObject object) {
        storage.see(object);
        watch.publish(new Observation.StorageObserved(object));
    }

    /** The CSI driver of a new node says how many volumes it can attach, where there are any to attach. */
    @Override
    public void nodeAdded(SimNode node) {
        if (limitsEbs && storage.limits(node.name()).isEmpty()) {
            publish(new CsiNode(node.name(), new TreeMap<>(Map.of(PersistentVolume.EBS_DRIVER, EBS_LIMIT))));
        }
    }

    @Override
    public void podCreated(SimPod pod) {
        for (ClaimMount mount : pod.spec().attachments().claims()) {
            ObjectKey key = key(pod, mount);
            if (storage.claim(key) == null) {
                AssumedClaim.of(key).forEach(this::publish);
            }
        }
    }

    @Override
    public void podBound(SimPod pod) {
        SimNode node = pod.node();
        for (ClaimMount mount : pod.spec().attachments().claims()) {
            PersistentVolumeClaim claim = storage.claim(key(pod, mount));
            if (node != null && claim != null && claim.volumeName().isEmpty()) {
                provision(claim, node);
            }
        }
    }

    private void provision(PersistentVolumeClaim claim, SimNode node) {
        StorageClass storageClass = storage.storageClass(storage.classOf(claim));
        if (storageClass == null) {
            return;
        }
        String volume = "pvc-" + claim.meta().namespace() + "-" + claim.meta().name();
        publish(new PersistentVolume(
                ObjectMeta.named(volume), storageClass.driver(), false, where(storageClass.driver(), node)));
        publish(claim.boundTo(volume));
    }

    private static List<NodeSelectorTerm> where(String driver, SimNode node) {
        @Nullable String zone = node.observed().meta().labels().get(WellKnown.ZONE);
        return !ZONAL.contains(driver) || zone == null
                ? List.of()
                : List.of(new NodeSelectorTerm(List.of(NodeSelectorRequirement.in(WellKnown.ZONE, zone)), List.of()));
    }

    @Override
    public void podGone(SimPod pod) {
        for (ClaimMount mount : pod.spec().attachments().claims()) {
            PersistentVolumeClaim claim = mount.ephemeral() ? storage.claim(key(pod, mount)) : null;
            if (claim != null) {
                PersistentVolume volume = storage.volume(claim.volumeName());
                if (volume != null) {
                    forget(volume);
                }
                forget(claim);
            }
        }
    }

    private void forget(StorageObject object) {
        storage.forget(object);
        watch.publish(new Observation.StorageGone(object));
    }

    private static ObjectKey key(SimPod pod, ClaimMount mount) {
        return ObjectKey.of(pod.key().namespace(), mount.claimName(pod.key().name()));
    }
}
