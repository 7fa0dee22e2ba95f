package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.PriorityClass;
import dev.nodecast.scheduler.model.StoredPodTemplate;
import dev.nodecast.scheduler.model.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resolves what objects say of each other: the same object twice, and priorities by class. */
final class CrossReferences {

    /** The classes that every cluster has. */
    private static final List<PriorityClass> BUILT_IN = List.of(
            new PriorityClass("system-cluster-critical", 2_000_000_000, false, true),
            new PriorityClass("system-node-critical", 2_000_001_000, false, true));

    private final Map<String, PriorityClass> classes = new LinkedHashMap<>();
    private final Diagnostics diagnostics;
    private @Nullable PriorityClass globalDefault;

    private CrossReferences(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        BUILT_IN.forEach(builtIn -> classes.put(builtIn.name(), builtIn));
    }

    /** The objects, each once and with its priority. */
    static Manifests resolve(List<Manifest<?>> manifests, Diagnostics diagnostics) {
        List<Manifest<?>> once = lastOfEach(manifests, diagnostics);
        CrossReferences references = new CrossReferences(diagnostics);
        once.forEach(references::learn);
        List<Manifest<?>> resolved = new ArrayList<>(once.size());
        once.forEach(manifest -> resolved.add(references.resolved(manifest)));
        return new Manifests(resolved);
    }

    private static List<Manifest<?>> lastOfEach(List<Manifest<?>> manifests, Diagnostics diagnostics) {
        Map<String, Manifest<?>> byIdentity = new LinkedHashMap<>();
        for (Manifest<?> manifest : manifests) {
            ObjectHeader header = manifest.header();
            boolean named = manifest.tree().at("metadata", "name").isPresent();
            String identity = header.group() + " " + header + (named ? "" : " #" + byIdentity.size());
            Manifest<?> earlier = byIdentity.remove(identity);
            byIdentity.put(identity, manifest);
            if (earlier != null && !(manifest.value() instanceof UnreadObject)) {
                diagnostics.add(Diagnostic.warning(
                                ManifestRule.DUPLICATE_OBJECT.id(), manifest.mark(), header + " is described twice")
                        .found("the object again; it was first described at " + earlier.mark())
                        .expected("each object once")
                        .consequence("the later description replaces the earlier one, as with kubectl apply")
                        .help("remove one of the two"));
            }
        }
        return new ArrayList<>(byIdentity.values());
    }

    private void learn(Manifest<?> manifest) {
        if (manifest.value() instanceof PriorityClass priorityClass) {
            classes.put(priorityClass.name(), priorityClass);
            globalDefault = priorityClass.globalDefault() ? priorityClass : globalDefault;
        }
    }

    private Manifest<?> resolved(Manifest<?> manifest) {
        return switch (manifest.value()) {
            case Deployment d ->
                new Manifest<>(
                        manifest.header(),
                        new Deployment(d.meta(), d.replicas(), d.selector(), template(manifest, d.template())),
                        manifest.tree());
            case DaemonSet d ->
                new Manifest<>(
                        manifest.header(), new DaemonSet(d.meta(), template(manifest, d.template())), manifest.tree());
            case StoredPodTemplate t ->
                new Manifest<>(
                        manifest.header(),
                        new StoredPodTemplate(t.meta(), template(manifest, t.template())),
                        manifest.tree());
            case Workload w ->
                new Manifest<>(
                        manifest.header(),
                        new Workload(w.kind(), w.meta(), w.pods(), w.selector(), template(manifest, w.template())),
                        manifest.tree());
            case Pod p
            when manifest.tree().at("spec", "priority").isEmpty() ->
                new Manifest<>(
                        manifest.header(),
                        new Pod(
                                p.meta(),
                                spec(manifest, p.spec()),
                                p.phase(),
                                p.nodeName(),
                                p.unschedulable(),
                                p.ready(),
                                p.startedNs()),
                        manifest.tree());
            default -> manifest;
        };
    }

    private PodTemplate template(Manifest<?> manifest, PodTemplate template) {
        return new PodTemplate(template.labels(), template.annotations(), spec(manifest, template.spec()));
    }

    private PodSpec spec(Manifest<?> manifest, PodSpec spec) {
        String name = spec.priorityClassName();
        PriorityClass priorityClass = name == null ? globalDefault : classes.get(name);
        if (priorityClass == null) {
            if (name != null) {
                unknownClass(manifest, name);
            }
            return spec;
        }
        return withPriority(spec, priorityClass);
    }

    private void unknownClass(Manifest<?> manifest, String name) {
        diagnostics.add(Diagnostic.warning(
                        ManifestRule.INCONSISTENT.id(),
                        manifest.tree()
                                .at("spec", "template", "spec", "priorityClassName")
                                .or(() -> manifest.tree().at("template", "spec", "priorityClassName"))
                                .or(() -> manifest.tree().at("spec", "priorityClassName"))
                                .map(node -> node.mark())
                                .orElse(manifest.mark()),
                        "the priority class is not among the objects given")
                .field("priorityClassName")
                .found("`" + name + "`")
                .expected("a PriorityClass of this name in the files")
                .consequence("the pods count with priority 0; an API server without the class refuses them")
                .help("add the PriorityClass to the files"));
    }

    private static PodSpec withPriority(PodSpec spec, PriorityClass priorityClass) {
        return new PodSpec(
                spec.containers(),
                spec.initContainers(),
                spec.nodeSelector(),
                spec.affinity(),
                spec.tolerations(),
                spec.topologySpread(),
                spec.overhead(),
                priorityClass.value(),
                spec.priorityClassName(),
                spec.preemptionAllowed() && priorityClass.preempts(),
                spec.terminationGracePeriodSeconds(),
                spec.attachments(),
                spec.schedulingGates(),
                spec.requests());
    }
}
