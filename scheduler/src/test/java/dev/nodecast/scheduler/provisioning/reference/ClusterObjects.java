package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the objects of a case into a cluster state. */
final class ClusterObjects {

    private ClusterObjects() {}

    static void see(Tree object, ClusterState cluster) {
        switch (object.at("kind").text()) {
            case "NodePool" -> cluster.see(pool(object));
            case "Node" -> cluster.see(node(object));
            case "NodeClaim" -> cluster.see(claim(object));
            case "Pod" -> cluster.see(PodObjects.pod(object));
            case "DaemonSet" -> cluster.see(daemonSet(object));
            case "Namespace" -> cluster.see(StorageObjects.namespace(object));
            case "PersistentVolumeClaim" -> cluster.storage().see(StorageObjects.claim(object));
            case "PersistentVolume" -> cluster.storage().see(StorageObjects.volume(object));
            case "StorageClass" -> cluster.storage().see(StorageObjects.storageClass(object));
            case "CSINode" -> cluster.storage().see(StorageObjects.csiNode(object));
            default -> {}
        }
    }

    private static DaemonSet daemonSet(Tree object) {
        Tree template = object.at("spec", "template");
        return new DaemonSet(
                PodObjects.meta(object.at("metadata")),
                new PodTemplate(
                        template.at("metadata", "labels").labels(),
                        template.at("metadata", "annotations").labels(),
                        PodObjects.spec(template.at("spec"))));
    }

    static NodePool pool(Tree object) {
        Tree spec = object.at("spec");
        Tree template = spec.at("template");
        Tree node = template.at("spec");
        Map<String, Long> limits =
                new LinkedHashMap<>(spec.at("limits").resources().asMap());
        Long nodes = limits.remove("nodes");
        NodePool.Template compiled = new NodePool.Template(
                template.at("metadata", "labels").labels(),
                template.at("metadata", "annotations").labels(),
                PodObjects.requirements(node.at("requirements")),
                taints(node.at("taints")),
                taints(node.at("startupTaints")),
                nodeClass(node.at("nodeClassRef")),
                node.at("expireAfter").durationNs(),
                node.at("terminationGracePeriod").durationNs());
        NodePool.Disruption disruption = new NodePool.Disruption(
                NodePool.Policy.WHEN_EMPTY_OR_UNDERUTILIZED,
                spec.at("disruption", "consolidateAfter").durationNs(),
                List.of());
        return new NodePool(
                PodObjects.meta(object.at("metadata")),
                compiled,
                disruption,
                Resources.of(limits),
                nodes,
                spec.at("weight").integer(0),
                spec.at("replicas").present() ? spec.at("replicas").integer(0) : null);
    }

    private static NodeClaim.NodeClassRef nodeClass(Tree t) {
        return new NodeClaim.NodeClassRef(
                t.at("group").text(), t.at("kind").text(), t.at("name").text());
    }

    private static List<Taint> taints(Tree t) {
        return t.list().stream()
                .map(x -> new Taint(
                        x.at("key").text(),
                        x.at("value").text(),
                        effect(x.at("effect").text())))
                .toList();
    }

    private static Taint.Effect effect(String text) {
        Taint.Effect effect = PodObjects.effect(text);
        if (effect == null) {
            throw new IllegalArgumentException("taint effect " + text);
        }
        return effect;
    }

    private static Node node(Tree object) {
        Tree status = object.at("status");
        return new Node(
                PodObjects.meta(object.at("metadata")),
                object.at("spec", "providerID").text(),
                taints(object.at("spec", "taints")),
                object.at("spec", "unschedulable").text().equals("true"),
                status.at("capacity").resources(),
                status.at("allocatable").resources(),
                PodObjects.condition(status, "Ready", "status").equals("True"));
    }

    private static NodeClaim claim(Tree object) {
        Tree spec = object.at("spec");
        Tree status = object.at("status");
        NodeClaim.Status known = new NodeClaim.Status(
                status.at("providerID").text(),
                status.at("nodeName").text(),
                status.at("capacity").resources(),
                status.at("allocatable").resources(),
                since(status, "Launched"),
                since(status, "Registered"),
                since(status, "Initialized"),
                status.at("lastPodEventTime").instantNs(),
                since(status, "Drifted"));
        return new NodeClaim(
                PodObjects.meta(object.at("metadata")),
                PodObjects.requirements(spec.at("requirements")),
                taints(spec.at("taints")),
                taints(spec.at("startupTaints")),
                spec.at("resources", "requests").resources(),
                nodeClass(spec.at("nodeClassRef")),
                spec.at("expireAfter").durationNs(),
                spec.at("terminationGracePeriod").durationNs(),
                known);
    }

    private static @Nullable Long since(Tree status, String type) {
        return PodObjects.condition(status, type, "status").equals("True")
                ? new Tree(PodObjects.condition(status, type, "lastTransitionTime")).instantNs()
                : null;
    }
}
