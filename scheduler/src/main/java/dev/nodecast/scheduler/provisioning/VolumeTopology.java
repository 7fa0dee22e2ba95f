package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Attachments.ClaimMount;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.PersistentVolume;
import dev.nodecast.scheduler.model.PersistentVolumeClaim;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.StorageClass;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirements;
import dev.nodecast.scheduler.state.ClusterStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where the volumes of pods can be attached, and by which drivers. Karpenter's {@code VolumeTopology}. */
final class VolumeTopology {

    private final ClusterStorage storage;

    VolumeTopology(ClusterStorage storage) {
        this.storage = storage;
    }

    /** The claim of a mount, null where there is none. */
    static @Nullable PersistentVolumeClaim claim(ClusterStorage storage, Pod pod, ClaimMount mount) {
        String name = mount.claimName(pod.meta().name());
        return storage.claim(ObjectKey.of(pod.meta().namespace(), name));
    }

    /** What the pod's volumes ask for; what is not known of them asks for nothing. */
    VolumeDemand demand(Pod pod, PodShapes shapes) {
        List<Requirements> alternatives = new ArrayList<>(List.of(Requirements.NONE));
        boolean lost = false;
        for (ClaimMount mount : pod.spec().attachments().claims()) {
            PersistentVolumeClaim claim = claim(storage, pod, mount);
            if (claim != null) {
                alternatives = merged(alternatives, alternatives(claim));
                lost |= !claim.volumeName().isEmpty() && storage.volume(claim.volumeName()) == null;
            }
        }
        boolean anywhere = alternatives.equals(List.of(Requirements.NONE));
        return new VolumeDemand(
                anywhere ? List.of() : alternatives.stream().map(shapes::wish).toList(), byDriver(pod), lost);
    }

    /** The pod's claims by the CSI driver that attaches their volumes. */
    SortedMap<String, Set<String>> byDriver(Pod pod) {
        SortedMap<String, Set<String>> byDriver = new TreeMap<>();
        for (ClaimMount mount : pod.spec().attachments().claims()) {
            PersistentVolumeClaim claim = claim(storage, pod, mount);
            if (claim != null) {
                driver(claim)
                        .ifPresent(driver -> byDriver.computeIfAbsent(driver, _ -> new TreeSet<>())
                                .add(claim.meta().key().toString()));
            }
        }
        return byDriver;
    }

    /** The CSI driver that attaches a claim's volume; none where it is not known or not CSI. */
    private Optional<String> driver(PersistentVolumeClaim claim) {
        String driver;
        if (claim.volumeName().isEmpty()) {
            StorageClass storageClass = storage.storageClass(storage.classOf(claim));
            driver = storageClass == null ? "" : storageClass.driver();
        } else {
            PersistentVolume volume = storage.volume(claim.volumeName());
            driver = volume == null ? "" : volume.driver();
        }
        return Optional.of(driver).filter(name -> !name.isEmpty());
    }

    /** Where a claim's volume is or can be made; none means anywhere. */
    private List<Requirements> alternatives(PersistentVolumeClaim claim) {
        if (!claim.volumeName().isEmpty()) {
            PersistentVolume volume = storage.volume(claim.volumeName());
            return volume == null ? List.of() : ofVolume(volume);
        }
        StorageClass storageClass = storage.storageClass(storage.classOf(claim));
        return storageClass == null
                ? List.of()
                : storageClass.allowedTopologies().stream()
                        .filter(topology -> !topology.isEmpty())
                        .map(Requirements::stated)
                        .toList();
    }

    private static List<Requirements> ofVolume(PersistentVolume volume) {
        List<Requirements> alternatives = new ArrayList<>();
        for (NodeSelectorTerm term : volume.nodeTerms()) {
            if (!term.matchExpressions().isEmpty()) {
                alternatives.add(Requirements.stated(
                        volume.onHost() ? withoutHostname(term.matchExpressions()) : term.matchExpressions()));
            }
        }
        return alternatives;
    }

    /** What is on one host will be on another when the pod moves. */
    private static List<NodeSelectorRequirement> withoutHostname(List<NodeSelectorRequirement> requirements) {
        return requirements.stream()
                .filter(requirement -> !requirement.key().equals(WellKnown.HOSTNAME))
                .toList();
    }

    /** Each of some with each of others that it can hold together with; where none can, all, so that none is found. */
    private static List<Requirements> merged(List<Requirements> some, List<Requirements> others) {
        if (others.isEmpty()) {
            return some;
        }
        List<Requirements> compatible = new ArrayList<>();
        List<Requirements> all = new ArrayList<>();
        for (Requirements a : some) {
            for (Requirements b : others) {
                Requirements both = a.and(b);
                all.add(both);
                if (a.intersects(b)) {
                    compatible.add(both);
                }
            }
        }
        return compatible.isEmpty() ? all : compatible;
    }
}
