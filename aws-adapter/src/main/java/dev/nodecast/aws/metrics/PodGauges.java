package dev.nodecast.aws.metrics;

import dev.nodecast.aws.metrics.GaugeText.Family;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.state.StateNode;
import java.util.Locale;
import java.util.Map;

/** Pods: where they are and in what state, and for how long they have been waiting. */
final class PodGauges {

    private static final Family STATE =
            new Family("karpenter_pods_state", "1 for every pod, labelled by its state and by the node it is on");
    private static final Family UNBOUND =
            new Family("karpenter_pods_unbound_time_seconds", "Age of a pod that is not bound to a node yet");
    private static final Family UNSTARTED =
            new Family("karpenter_pods_unstarted_time_seconds", "Age of a pod that is not running yet");

    private static final Map<String, String> OWNERS = Map.of(
            "ReplicaSet", "apps/v1", "StatefulSet", "apps/v1", "DaemonSet", "apps/v1", "Job", "batch/v1", "Node", "v1");

    private PodGauges() {}

    static void write(Scene scene, GaugeText text) {
        for (Pod pod : scene.state().pods()) {
            state(scene, pod, text);
            if (pod.phase() == Pod.Phase.PENDING) {
                String[] labels = {
                    "name", pod.meta().name(), "namespace", pod.meta().namespace()
                };
                double age = scene.secondsSince(pod.meta().createdNs());
                text.add(UNSTARTED, age, labels);
                if (pod.nodeName() == null) {
                    text.add(UNBOUND, age, labels);
                }
            }
        }
    }

    private static void state(Scene scene, Pod pod, GaugeText text) {
        String node = pod.nodeName();
        StateNode host = node == null ? null : scene.state().ofNode(node);
        Labels labels = host == null ? Labels.NONE : host.labels();
        String pool = value(labels, WellKnown.NODE_POOL);
        text.add(
                STATE,
                1,
                "name",
                pod.meta().name(),
                "namespace",
                pod.meta().namespace(),
                "owner",
                owner(pod.meta()),
                "node",
                node == null ? "" : node,
                "scheduled",
                Boolean.toString(node != null),
                "nodepool",
                pool,
                "zone",
                value(labels, WellKnown.ZONE),
                "arch",
                value(labels, "kubernetes.io/arch"),
                "capacity_type",
                value(labels, WellKnown.CAPACITY_TYPE),
                "instance_type",
                value(labels, WellKnown.INSTANCE_TYPE),
                "phase",
                phase(pod.phase()),
                "ready",
                Boolean.toString(pod.ready()),
                "managed",
                Boolean.toString(!pool.isEmpty()));
    }

    /** As Karpenter writes it; the version of an owner is known by its kind only, and for kinds of Kubernetes' own only. */
    private static String owner(ObjectMeta pod) {
        ObjectMeta.Owner owner = pod.owner();
        String version = owner == null ? "" : OWNERS.getOrDefault(owner.kind(), "");
        return owner == null || version.isEmpty()
                ? ""
                : "/apis/" + version + "/namespaces/" + pod.namespace() + "/"
                        + owner.kind().toLowerCase(Locale.ROOT) + "s/" + owner.name();
    }

    private static String phase(Pod.Phase phase) {
        return phase.name().charAt(0) + phase.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static String value(Labels labels, String key) {
        String value = labels.get(key);
        return value == null ? "" : value;
    }
}
