package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The pods that workloads want and that are not among the objects: what would wait for a node if the manifests were
 * applied. A workload that has any pod among the objects that is not done is taken to have them all.
 */
final class WantedPods {

    private static final int MAX_PODS = 1_000_000;

    private final Map<String, Set<Labels>> labelsByNamespace = new LinkedHashMap<>();
    private final Set<String> owners = new LinkedHashSet<>();
    private final Set<ObjectKey> taken = new LinkedHashSet<>();
    private final long nowNs;
    private final List<Pod> pods = new ArrayList<>();
    private final List<String> assumptions = new ArrayList<>();

    private WantedPods(List<Pod> existing, long nowNs) {
        this.nowNs = nowNs;
        for (Pod pod : existing) {
            ObjectMeta meta = pod.meta();
            taken.add(meta.key());
            if (pod.terminal()) {
                continue;
            }
            labelsByNamespace
                    .computeIfAbsent(meta.namespace(), _ -> new LinkedHashSet<>())
                    .add(meta.labels());
            ObjectMeta.Owner owner = meta.owner();
            if (owner != null) {
                owners.add(owner.kind() + " " + meta.namespace() + "/" + owner.name());
            }
        }
    }

    /**
     * Pods as they would be made.
     *
     * @param assumptions what was assumed, a sentence for each workload
     */
    record Result(List<Pod> pods, List<String> assumptions) {}

    static Result of(Manifests objects, long nowNs) {
        WantedPods wanted = new WantedPods(objects.values(Pod.class), nowNs);
        for (Manifest<Deployment> manifest : objects.of(Deployment.class)) {
            Deployment d = manifest.value();
            refuseTooMany(manifest, d.replicas());
            wanted.add(new Workload("Deployment", d.meta(), d.replicas(), d.selector(), d.template()));
        }
        for (Manifest<Workload> manifest : objects.of(Workload.class)) {
            Workload workload = manifest.value();
            if (workload.meta().owner() == null) {
                refuseTooMany(manifest, workload.pods());
                wanted.add(workload);
            }
        }
        return new Result(wanted.pods, wanted.assumptions);
    }

    private static void refuseTooMany(Manifest<?> manifest, int pods) {
        if (pods > MAX_PODS) {
            throw new InvalidInput(Diagnostic.error(
                            ManifestRule.UNSUPPORTED.id(),
                            manifest.markAt("spec"),
                            "too many pods of one workload to decide on")
                    .found(pods + " pods")
                    .expected("at most " + MAX_PODS));
        }
    }

    private void add(Workload workload) {
        if (workload.pods() == 0 || hasPods(workload)) {
            return;
        }
        int first = workload.kind().equals("StatefulSet") ? 0 : 1;
        for (int i = 0; i < workload.pods(); i++) {
            pods.add(pod(workload, first + i));
        }
        assumptions.add(workload.kind() + " " + workload.meta().key() + " has no pods among the objects: "
                + (workload.pods() == 1 ? "1 pod is" : workload.pods() + " pods are") + " taken as waiting");
    }

    private boolean hasPods(Workload workload) {
        if (owners.contains(workload.kind() + " " + workload.meta().key())) {
            return true;
        }
        LabelSelector selector = workload.selector();
        return selector != null
                && labelsByNamespace.getOrDefault(workload.meta().namespace(), Set.of()).stream()
                        .anyMatch(selector::matches);
    }

    private Pod pod(Workload workload, int number) {
        ObjectMeta of = workload.meta();
        PodTemplate template = workload.template();
        String name = free(workload, of.name() + "-" + number);
        ObjectMeta meta = new ObjectMeta(
                of.namespace(),
                name,
                workload.kind() + "/" + of.namespace() + "/" + name,
                template.labels(),
                template.annotations(),
                new ObjectMeta.Owner(workload.kind(), of.name(), of.uid()),
                nowNs,
                null);
        return waiting(meta, template);
    }

    /** The name, longer where another pod of the namespace has it. */
    private String free(Workload workload, String name) {
        String free = name;
        while (!taken.add(new ObjectKey(workload.meta().namespace(), free))) {
            free += "-" + workload.kind().toLowerCase(Locale.ROOT);
        }
        return free;
    }

    private static Pod waiting(ObjectMeta meta, PodTemplate template) {
        return new Pod(meta, template.spec(), Pod.Phase.PENDING, null, true, false, null);
    }

    /** A pod of a manifest that nobody has applied, which waits for a node as soon as somebody does. */
    static Pod applied(Pod pod) {
        boolean fresh = pod.nodeName() == null && pod.spec().schedulingGates().isEmpty() && !pod.terminal();
        return fresh ? new Pod(pod.meta(), pod.spec(), pod.phase(), null, true, pod.ready(), pod.startedNs()) : pod;
    }
}
