package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.model.AssumedClaim;
import dev.nodecast.scheduler.model.Attachments.ClaimMount;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.PersistentVolumeClaim;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Claims that pods mount and that cannot be among the objects: all of them where somebody printed no claims, and those
 * that would be made with pods that do not exist yet. They are taken to be bound to volumes that any node can attach.
 */
final class UndescribedClaims {

    private UndescribedClaims() {}

    /** Adds them to the state; says what was assumed, in no sentence or one. */
    static List<String> assume(Manifests objects, List<Pod> wanted, ClusterState state) {
        boolean noClaims = objects.values(PersistentVolumeClaim.class).isEmpty();
        Set<ObjectKey> fresh = wanted.stream().map(Pod::key).collect(Collectors.toCollection(TreeSet::new));
        List<ObjectKey> missing = new ArrayList<>();
        for (Pod pod : state.pods()) {
            for (ClaimMount mount : pod.spec().attachments().claims()) {
                ObjectKey key = ObjectKey.of(
                        pod.meta().namespace(), mount.claimName(pod.meta().name()));
                boolean unknown = noClaims || (mount.ephemeral() && fresh.contains(pod.key()));
                if (unknown && state.storage().claim(key) == null) {
                    AssumedClaim.of(key).forEach(state.storage()::see);
                    missing.add(key);
                }
            }
        }
        return missing.isEmpty() ? List.of() : List.of(sentence(missing));
    }

    private static String sentence(List<ObjectKey> missing) {
        String others = missing.size() == 1 ? "" : " and " + (missing.size() - 1) + " more";
        return "volume claim " + missing.getFirst() + others
                + " not among the objects: taken as bound to volumes that any node can attach";
    }
}
