package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Attachments.ClaimMount;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.PersistentVolume;
import dev.nodecast.scheduler.model.PersistentVolumeClaim;
import dev.nodecast.scheduler.model.StorageClass;
import dev.nodecast.scheduler.model.StorageObject;
import dev.nodecast.scheduler.requirements.KnownLabels;
import dev.nodecast.scheduler.state.ClusterStorage;
import dev.nodecast.sim.world.cluster.NodeFit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which nodes can attach the volumes that claims stand for: where the volume is, or where its class may make one
 * (kube-scheduler's VolumeBinding and VolumeZone). What nobody described can be attached anywhere.
 */
public final class Volumes {

    private final Map<ObjectKey, List<NodeSelectorTerm>> alternatives = new TreeMap<>();

    public Volumes(List<StorageObject> described) {
        ClusterStorage storage = new ClusterStorage();
        described.forEach(storage::see);
        for (StorageObject object : described) {
            if (object instanceof PersistentVolumeClaim claim) {
                alternatives.put(
                        claim.meta().key(),
                        alternatives(storage, claim).stream()
                                .map(Volumes::onLabelsOfNodes)
                                .toList());
            }
        }
    }

    /** One of which must hold of the node; none means any node. */
    private static List<NodeSelectorTerm> alternatives(ClusterStorage storage, PersistentVolumeClaim claim) {
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

    boolean attachable(PodShape shape, Node node) {
        for (ClaimMount mount : shape.spec().attachments().claims()) {
            List<NodeSelectorTerm> terms = mount.ephemeral()
                    ? List.of()
                    : alternatives.getOrDefault(ObjectKey.of(shape.namespace(), mount.name()), List.of());
            if (!terms.isEmpty() && terms.stream().noneMatch(term -> NodeFit.matches(term, node))) {
                return false;
            }
        }
        return true;
    }
}
