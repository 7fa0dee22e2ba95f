package dev.nodecast.scheduler.review.system;

import dev.nodecast.scheduler.catalog.InstanceFacts;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * A NodePool with the instance types it can launch.
 *
 * @param manifest the object
 * @param types what its requirements leave of the region's types
 * @param facts of types by name
 */
public record Pool(Manifest<NodePool> manifest, List<InstanceType> types, SortedMap<String, InstanceFacts> facts) {

    /** The pool. */
    public NodePool value() {
        return manifest.value();
    }

    /** Its name. */
    public String name() {
        return value().name();
    }

    /** Whether it can launch spot instances. */
    public boolean spot() {
        return capacityType(WellKnown.SPOT);
    }

    /** Whether it can launch on-demand instances; without a requirement Karpenter launches only these. */
    public boolean onDemand() {
        return capacityType(WellKnown.ON_DEMAND) || !hasRequirement(WellKnown.CAPACITY_TYPE);
    }

    private boolean capacityType(String type) {
        List<NodeSelectorRequirement> stated = requirements(WellKnown.CAPACITY_TYPE);
        return !stated.isEmpty() && stated.stream().allMatch(r -> RequirementMatch.holds(r, List.of(type)));
    }

    /** Whether at least one of its types has GPUs. */
    public boolean hasGpus() {
        return types.stream().anyMatch(type -> type.capacity().get(Resources.NVIDIA_GPU) > 0);
    }

    /** Its requirements on a label. */
    public List<NodeSelectorRequirement> requirements(String key) {
        return value().template().requirements().stream()
                .filter(r -> r.key().equals(key))
                .toList();
    }

    /** Whether it has a requirement on a label. */
    public boolean hasRequirement(String key) {
        return !requirements(key).isEmpty();
    }

    /** Instance types that its requirements name and of which nothing is known in the region. */
    public List<String> unknownTypes() {
        return requirements(WellKnown.INSTANCE_TYPE).stream()
                .filter(r -> r.operator() == NodeSelectorRequirement.Operator.IN)
                .flatMap(r -> r.values().stream())
                .filter(type -> !facts.containsKey(type))
                .distinct()
                .toList();
    }

    /** Zones that its requirements name; empty where they leave all. */
    public List<String> zones() {
        return requirements(WellKnown.ZONE).stream()
                .filter(r -> r.operator() == NodeSelectorRequirement.Operator.IN)
                .flatMap(r -> r.values().stream())
                .distinct()
                .toList();
    }

    /** The taints that keep a pod away; empty where it tolerates all. */
    public List<Taint> taintsAgainst(PodSpec pod) {
        List<Taint> untolerated = new ArrayList<>();
        for (Taint taint : value().template().taints()) {
            if (taint.effect() != Taint.Effect.PREFER_NO_SCHEDULE && !taint.toleratedBy(pod.tolerations())) {
                untolerated.add(taint);
            }
        }
        return untolerated;
    }

    /** Whether the pool's labels can satisfy what a pod demands of nodes by selector and required affinity. */
    public boolean labelsSuit(PodSpec pod) {
        for (Map.Entry<String, String> wanted : pod.nodeSelector().byKey().entrySet()) {
            if (!allows(NodeSelectorRequirement.in(wanted.getKey(), wanted.getValue()))) {
                return false;
            }
        }
        List<NodeSelectorTerm> terms = pod.affinity().requiredNodeTerms();
        return terms.isEmpty()
                || terms.stream()
                        .anyMatch(term -> term.matchExpressions().stream().allMatch(this::allows));
    }

    /** Whether the pod fits on at least one of its types when nothing else runs there. */
    public boolean canHold(PodSpec pod) {
        return types.stream().anyMatch(type -> pod.requests().fitsIn(type.allocatable()));
    }

    /** Whether pods of a workload can run on nodes of this pool. */
    public boolean serves(Workload workload) {
        PodSpec pod = workload.pod();
        return taintsAgainst(pod).isEmpty() && labelsSuit(pod) && canHold(pod);
    }

    private boolean allows(NodeSelectorRequirement wanted) {
        String key = wanted.key();
        String label = value().template().labels().get(key);
        if (label != null) {
            return RequirementMatch.holds(wanted, List.of(label));
        }
        if (key.equals(WellKnown.NODE_POOL)) {
            return RequirementMatch.holds(wanted, List.of(name()));
        }
        if (key.equals(WellKnown.CAPACITY_TYPE)) {
            List<String> values = new ArrayList<>();
            if (spot()) {
                values.add(WellKnown.SPOT);
            }
            if (onDemand()) {
                values.add(WellKnown.ON_DEMAND);
            }
            return RequirementMatch.holds(wanted, values);
        }
        TreeSet<String> values = new TreeSet<>();
        types.forEach(type -> values.addAll(type.labels().getOrDefault(key, List.of())));
        List<NodeSelectorRequirement> own = requirements(key);
        if (values.isEmpty() && !own.isEmpty()) {
            own.forEach(r -> values.addAll(r.values()));
            return own.stream().anyMatch(r -> r.operator() == NodeSelectorRequirement.Operator.EXISTS)
                    || RequirementMatch.holds(wanted, values);
        }
        values.removeIf(v -> !own.stream().allMatch(r -> RequirementMatch.holds(r, List.of(v))));
        return RequirementMatch.holds(wanted, values);
    }

    /** Where a field of the template's specification stands; the pool's own place where it is absent. */
    public SourceMark templateMark(String field) {
        return manifest.markAt("spec", "template", "spec", field);
    }

    /** Where the requirement on a label stands; the requirements' own place where there is none. */
    public SourceMark requirementMark(String key) {
        if (manifest.tree().at("spec", "template", "spec", "requirements").orElse(null) instanceof ListNode list) {
            for (TreeNode item : list.items()) {
                if (item instanceof MapNode map && map.textAt("key").orElse("").equals(key)) {
                    return map.mark();
                }
            }
        }
        return templateMark("requirements");
    }
}
