package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Attachments.ClaimMount;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.PersistentVolume;
import dev.nodecast.scheduler.model.PersistentVolumeClaim;
import dev.nodecast.scheduler.model.StorageClass;
import dev.nodecast.scheduler.requirements.KnownLabels;
import dev.nodecast.scheduler.state.ClusterStorage;
import dev.nodecast.sim.world.cluster.NodeFit;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Which nodes can attach the volumes that claims stand for: where the volume is, or where its class may make one
 * (kube-scheduler's VolumeBinding and VolumeZone), and how many volumes a node can attach (NodeVolumeLimits, by what its
 * CSINode says). What nobody described can be attached anywhere.
 */
public final class Volumes {

    private final ClusterStorage storage;

    /** @param storage what is known of volumes at each moment */
    public Volumes(ClusterStorage storage) {
        this.storage = storage;
    }

    /** Whether the node is where the pod's volumes are, or may be made. */
    boolean attachable(PodShape shape, Node node) {
        for (ClaimMount mount : shape.spec().attachments().claims()) {
            PersistentVolumeClaim claim =
                    mount.ephemeral() ? null : storage.claim(ObjectKey.of(shape.namespace(), mount.name()));
            if (claim != null && !reaches(claim, node)) {
                return false;
            }
        }
        return true;
    }

    private boolean reaches(PersistentVolumeClaim claim, Node node) {
        List<NodeSelectorTerm> terms = alternatives(claim);
        return terms.isEmpty() || terms.stream().anyMatch(term -> NodeFit.matches(onLabelsOfNodes(term), node));
    }

    /** One of which must hold of the node; none means any node. */
    private List<NodeSelectorTerm> alternatives(PersistentVolumeClaim claim) {
        if (!claim.volumeName().isEmpty()) {
            PersistentVolume volume = storage.volume(claim.volumeName());
            return volume == null ? List.of() : volume.nodeTerms();
        }
        StorageClass storageClass = storage.storageClass(storage.classOf(claim));
        return storageClass == null
                ? List.of()
                : storageClass.allowedTopologies().stream()
                        .map(requirements -> new NodeSelectorTerm(requirements, List.of()))
                        .toList();
    }

    /** The zone that a driver knows by a label of its own is that of the node. */
    private static NodeSelectorTerm onLabelsOfNodes(NodeSelectorTerm term) {
        List<NodeSelectorRequirement> requirements = term.matchExpressions().stream()
                .map(each -> new NodeSelectorRequirement(
                        KnownLabels.normalized(each.key()), each.operator(), each.values(), each.minValues()))
                .toList();
        return new NodeSelectorTerm(requirements, term.matchFields());
    }

    /** Whether the node can attach what the pod mounts beside what its pods do; a claim that several share counts once. */
    boolean withinLimits(PodShape shape, SimNode node) {
        List<ClaimMount> wanted = shape.spec().attachments().claims();
        SortedMap<String, Integer> limits =
                wanted.isEmpty() ? Collections.emptySortedMap() : storage.limits(node.name());
        for (Map.Entry<String, Integer> limit : limits.entrySet()) {
            Set<ObjectKey> attached = new TreeSet<>();
            for (SimPod pod : node.pods()) {
                add(
                        attached,
                        limit.getKey(),
                        pod.key(),
                        pod.spec().attachments().claims());
            }
            int before = attached.size();
            add(attached, limit.getKey(), ObjectKey.of(shape.namespace(), ""), wanted);
            if (attached.size() > before && attached.size() > limit.getValue()) {
                return false;
            }
        }
        return true;
    }

    private void add(Set<ObjectKey> attached, String driver, ObjectKey pod, List<ClaimMount> mounts) {
        for (ClaimMount mount : mounts) {
            ObjectKey key = ObjectKey.of(pod.namespace(), mount.claimName(pod.name()));
            PersistentVolumeClaim claim = storage.claim(key);
            if (claim != null && driverOf(claim).equals(driver)) {
                attached.add(key);
            }
        }
    }

    private String driverOf(PersistentVolumeClaim claim) {
        PersistentVolume volume = storage.volume(claim.volumeName());
        StorageClass storageClass = storage.storageClass(storage.classOf(claim));
        return volume != null ? volume.driver() : storageClass == null ? "" : storageClass.driver();
    }
}
