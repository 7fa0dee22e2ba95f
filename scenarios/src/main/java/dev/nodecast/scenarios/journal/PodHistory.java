package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Follows the pods of a record: how long they waited for a node, and how many of each Deployment were wanted when. */
final class PodHistory {

    /** A pod that is replaced is gone for a moment; that is no wish for fewer. */
    private static final long BLINK_NS = 5_000_000_000L;

    private static final String TEMPLATE_HASH = "pod-template-hash";

    private final Map<ObjectKey, Long> waitingSince = new LinkedHashMap<>();
    private final List<PodWait> waits = new ArrayList<>();
    private final Map<ObjectKey, ObjectKey> staying = new LinkedHashMap<>();
    private final SequencedMap<ObjectKey, TreeMap<Long, Integer>> counts = new LinkedHashMap<>();

    void observed(long nowNs, Pod pod) {
        if (pod.meta().ownedBy("DaemonSet") || pod.meta().ownedBy("Node")) {
            return;
        }
        waits(nowNs, pod);
        ObjectKey deployment = deployment(pod);
        if (deployment == null) {
            return;
        }
        if (pod.meta().deleting() || pod.terminal()) {
            leaves(nowNs, pod.key());
        } else if (staying.put(pod.key(), deployment) == null) {
            count(nowNs, deployment, 1);
        }
    }

    void gone(long nowNs, ObjectKey pod) {
        waitingSince.remove(pod);
        leaves(nowNs, pod);
    }

    private void waits(long nowNs, Pod pod) {
        if (pod.nodeName() == null) {
            waitingSince.putIfAbsent(pod.key(), nowNs);
        } else {
            Long since = waitingSince.remove(pod.key());
            if (since != null) {
                waits.add(new PodWait(nowNs, (nowNs - since) / 1e9));
            }
        }
    }

    private void leaves(long nowNs, ObjectKey pod) {
        ObjectKey deployment = staying.remove(pod);
        if (deployment != null) {
            count(nowNs, deployment, -1);
        }
    }

    private void count(long nowNs, ObjectKey deployment, int change) {
        TreeMap<Long, Integer> steps = counts.computeIfAbsent(deployment, key -> new TreeMap<>());
        int before = steps.isEmpty() ? 0 : steps.lastEntry().getValue();
        steps.put(nowNs, before + change);
    }

    /** The Deployment's name is that of its ReplicaSet without the hash of the template. */
    private static @Nullable ObjectKey deployment(Pod pod) {
        if (!pod.meta().ownedBy("ReplicaSet") || pod.meta().owner() == null) {
            return null;
        }
        String replicaSet = pod.meta().owner().name();
        String hash = pod.meta().labels().get(TEMPLATE_HASH);
        String suffix = hash == null ? replicaSet.substring(replicaSet.lastIndexOf('-') + 1) : hash;
        return replicaSet.endsWith("-" + suffix)
                ? ObjectKey.of(
                        pod.meta().namespace(), replicaSet.substring(0, replicaSet.length() - suffix.length() - 1))
                : ObjectKey.of(pod.meta().namespace(), replicaSet);
    }

    /** How long pods waited, of each that got a node, in the order in which they got one. */
    List<PodWait> waits() {
        return List.copyOf(waits);
    }

    /** Pods that still wait at the end. */
    int waiting() {
        return waitingSince.size();
    }

    /** Replicas by time, without dips that lasted no longer than a pod's replacement takes. */
    SequencedMap<ObjectKey, TreeMap<Long, Integer>> replicas() {
        SequencedMap<ObjectKey, TreeMap<Long, Integer>> smooth = new LinkedHashMap<>();
        counts.forEach((deployment, steps) -> smooth.put(deployment, withoutBlinks(steps)));
        return smooth;
    }

    private static TreeMap<Long, Integer> withoutBlinks(TreeMap<Long, Integer> steps) {
        TreeMap<Long, Integer> kept = new TreeMap<>();
        steps.forEach((timeNs, value) -> {
            int before = kept.isEmpty() ? 0 : kept.lastEntry().getValue();
            int soon = steps.floorEntry(timeNs + BLINK_NS).getValue();
            int wanted = value < before ? Math.min(before, Math.max(value, soon)) : value;
            if (wanted != before || kept.isEmpty()) {
                kept.put(timeNs, wanted);
            }
        });
        return kept;
    }
}
