package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The domains that the pools could make nodes in, by topology key, with the taints of the pools that could. */
final class DomainUniverse {

    private final Map<String, SortedMap<String, List<List<Taint>>>> byKey = new LinkedHashMap<>();

    /** Adds what nodes of a pool can be. Domains without an available offering count too. */
    void add(NodePool pool, CompiledCatalogue catalogue) {
        NodePool.Template template = pool.template();
        Requirements stated =
                Requirements.stated(template.requirements()).and(Requirements.ofLabels(template.labels()));
        for (Requirements labels : catalogue.labels) {
            for (Requirement requirement : stated.and(labels).all()) {
                requirement.values().forEach(value -> add(requirement.key(), value, template.taints()));
            }
        }
        for (Requirement requirement : stated.all()) {
            if (requirement.operator() == Operator.IN) {
                requirement.values().forEach(value -> add(requirement.key(), value, template.taints()));
            }
        }
    }

    private void add(String key, String domain, List<Taint> taints) {
        SortedMap<String, List<List<Taint>>> domains = byKey.computeIfAbsent(key, _ -> new TreeMap<>());
        List<List<Taint>> known = domains.get(domain);
        if (known == null || taints.isEmpty()) {
            domains.put(domain, new ArrayList<>(List.of(taints)));
        } else if (!known.getFirst().isEmpty() && !known.contains(taints)) {
            known.add(taints);
        }
    }

    /** Calls {@code action} with each domain of the key, with {@code honorTaints} only those open to the pod. */
    void forEach(String key, PodSpec spec, boolean honorTaints, Consumer<String> action) {
        byKey.getOrDefault(key, new TreeMap<>()).forEach((domain, taints) -> {
            if (!honorTaints || taints.stream().anyMatch(all -> tolerates(spec, all))) {
                action.accept(domain);
            }
        });
    }

    private static boolean tolerates(PodSpec spec, List<Taint> taints) {
        return taints.stream().allMatch(taint -> taint.toleratedBy(spec.tolerations()));
    }
}
