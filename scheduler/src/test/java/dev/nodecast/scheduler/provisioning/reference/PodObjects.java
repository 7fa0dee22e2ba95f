package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Affinity.PodTerm;
import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.Toleration;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pods of stored objects, without any defaulting. */
final class PodObjects {

    private PodObjects() {}

    static ObjectMeta meta(Tree meta) {
        ObjectMeta.Owner owner = null;
        for (Tree ref : meta.at("ownerReferences").list()) {
            if (ref.at("controller").text().equals("true")) {
                owner = new ObjectMeta.Owner(
                        ref.at("kind").text(),
                        ref.at("name").text(),
                        ref.at("uid").text());
            }
        }
        Long created = meta.at("creationTimestamp").instantNs();
        return new ObjectMeta(
                meta.at("namespace").text(),
                meta.at("name").text(),
                meta.at("uid").text(),
                meta.at("labels").labels(),
                meta.at("annotations").labels(),
                owner,
                created == null ? 0 : created,
                meta.at("deletionTimestamp").instantNs());
    }

    static Pod pod(Tree object) {
        Tree status = object.at("status");
        String node = object.at("spec", "nodeName").text();
        boolean unschedulable = status.at("nominatedNodeName").text().isEmpty()
                && condition(status, "PodScheduled", "reason").equals("Unschedulable");
        Pod.Phase phase = Pod.Phase.valueOf(status.at("phase").text("Pending").toUpperCase(java.util.Locale.ROOT));
        return new Pod(
                meta(object.at("metadata")),
                spec(object.at("spec")),
                phase,
                node.isEmpty() ? null : node,
                unschedulable,
                condition(status, "Ready", "status").equals("True"),
                status.at("startTime").instantNs());
    }

    static String condition(Tree status, String type, String field) {
        return status.at("conditions").list().stream()
                .filter(c -> c.at("type").text().equals(type))
                .map(c -> c.at(field).text())
                .findFirst()
                .orElse("");
    }

    static PodSpec spec(Tree spec) {
        List<Container> containers =
                spec.at("containers").list().stream().map(PodObjects::container).toList();
        List<Container> inits = spec.at("initContainers").list().stream()
                .map(PodObjects::container)
                .toList();
        Resources overhead = spec.at("overhead").resources();
        return new PodSpec(
                containers,
                inits,
                spec.at("nodeSelector").labels(),
                affinity(spec.at("affinity")),
                spec.at("tolerations").list().stream()
                        .map(PodObjects::toleration)
                        .toList(),
                spec.at("topologySpreadConstraints").list().stream()
                        .map(PodObjects::spread)
                        .toList(),
                overhead,
                spec.at("priority").integer(0),
                null,
                true,
                30,
                StorageObjects.attachments(spec),
                List.of(),
                requests(containers, inits, spec));
    }

    /** Requests of the pod as a whole take the place of those of its containers (KEP-2837). */
    private static Resources requests(List<Container> containers, List<Container> inits, Tree spec) {
        Resources ofContainers = PodSpec.requestsOf(containers, inits, Resources.NONE);
        Map<String, Long> amounts = new LinkedHashMap<>(ofContainers.asMap());
        spec.at("resources", "requests").resources().forEach(amounts::put);
        return Resources.of(amounts).plus(spec.at("overhead").resources());
    }

    private static Container container(Tree c) {
        List<Container.HostPort> ports = c.at("ports").list().stream()
                .filter(p -> p.at("hostPort").integer(0) != 0)
                .map(p -> new Container.HostPort(
                        p.at("hostIP").text(),
                        p.at("hostPort").integer(0),
                        p.at("protocol").text()))
                .toList();
        return new Container(
                c.at("name").text(),
                c.at("image").text(),
                c.at("resources", "requests").resources(),
                c.at("resources", "limits").resources(),
                ports,
                c.at("restartPolicy").text().equals("Always"),
                new LinkedHashMap<>());
    }

    private static Toleration toleration(Tree t) {
        boolean exists = t.at("operator").text().equals("Exists");
        return new Toleration(
                t.at("key").text(),
                exists ? Toleration.Operator.EXISTS : Toleration.Operator.EQUAL,
                t.at("value").text(),
                effect(t.at("effect").text()),
                t.at("tolerationSeconds").present()
                        ? Long.valueOf(t.at("tolerationSeconds").text())
                        : null);
    }

    static Taint.@Nullable Effect effect(String text) {
        for (Taint.Effect effect : Taint.Effect.values()) {
            if (effect.text().equals(text)) {
                return effect;
            }
        }
        return null;
    }

    private static TopologySpreadConstraint spread(Tree t) {
        return new TopologySpreadConstraint(
                t.at("maxSkew").integer(1),
                t.at("topologyKey").text(),
                t.at("whenUnsatisfiable").text().equals("DoNotSchedule"),
                selector(t.at("labelSelector")),
                t.at("minDomains").present() ? t.at("minDomains").integer(1) : null,
                !t.at("nodeAffinityPolicy").text().equals("Ignore"),
                t.at("nodeTaintsPolicy").text().equals("Honor"),
                t.at("matchLabelKeys").texts());
    }

    static LabelSelector selector(Tree t) {
        List<LabelSelector.Expression> expressions = t.at("matchExpressions").list().stream()
                .map(e -> new LabelSelector.Expression(
                        e.at("key").text(),
                        switch (e.at("operator").text()) {
                            case "In" -> LabelSelector.Operator.IN;
                            case "NotIn" -> LabelSelector.Operator.NOT_IN;
                            case "Exists" -> LabelSelector.Operator.EXISTS;
                            default -> LabelSelector.Operator.DOES_NOT_EXIST;
                        },
                        e.at("values").texts()))
                .toList();
        return new LabelSelector(t.at("matchLabels").labels(), expressions);
    }

    private static Affinity affinity(Tree a) {
        Tree node = a.at("nodeAffinity");
        return new Affinity(
                node.at("requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms").list().stream()
                        .map(PodObjects::term)
                        .toList(),
                node.at("preferredDuringSchedulingIgnoredDuringExecution").list().stream()
                        .map(p -> new Affinity.PreferredNode(p.at("weight").integer(1), term(p.at("preference"))))
                        .toList(),
                required(a.at("podAffinity")),
                preferred(a.at("podAffinity")),
                required(a.at("podAntiAffinity")),
                preferred(a.at("podAntiAffinity")));
    }

    private static List<PodTerm> required(Tree t) {
        return t.at("requiredDuringSchedulingIgnoredDuringExecution").list().stream()
                .map(PodObjects::podTerm)
                .toList();
    }

    private static List<Affinity.PreferredPod> preferred(Tree t) {
        return t.at("preferredDuringSchedulingIgnoredDuringExecution").list().stream()
                .map(p -> new Affinity.PreferredPod(p.at("weight").integer(1), podTerm(p.at("podAffinityTerm"))))
                .toList();
    }

    private static PodTerm podTerm(Tree t) {
        return new PodTerm(
                selector(t.at("labelSelector")),
                t.at("namespaces").texts(),
                t.at("namespaceSelector").present() ? selector(t.at("namespaceSelector")) : null,
                t.at("topologyKey").text(),
                t.at("matchLabelKeys").texts(),
                t.at("mismatchLabelKeys").texts());
    }

    private static NodeSelectorTerm term(Tree t) {
        return new NodeSelectorTerm(requirements(t.at("matchExpressions")), requirements(t.at("matchFields")));
    }

    static List<NodeSelectorRequirement> requirements(Tree t) {
        return t.list().stream()
                .map(r -> new NodeSelectorRequirement(
                        r.at("key").text(),
                        operator(r.at("operator").text()),
                        r.at("values").texts(),
                        r.at("minValues").present() ? r.at("minValues").integer(0) : null))
                .toList();
    }

    private static NodeSelectorRequirement.Operator operator(String text) {
        for (NodeSelectorRequirement.Operator operator : NodeSelectorRequirement.Operator.values()) {
            if (operator.text().equals(text)) {
                return operator;
            }
        }
        throw new IllegalArgumentException("operator " + text);
    }
}
