package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.Affinity.PodTerm;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.provisioning.Whereabouts.Located;
import dev.nodecast.scheduler.requirements.Requirement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rules of Kubernetes between pods, and between pods and nodes, held against a solution. They are stated here from the
 * documentation of the API, not with the solver's own classes.
 */
final class ApiRules {

    private ApiRules() {}

    static void hold(World world, Solution solution) {
        selectorsAndTolerations(solution);
        antiAffinity(world, solution);
        affinity(world, solution);
        spreadOverHosts(world, solution);
        spreadOverZones(world, solution);
    }

    static void selectorsAndTolerations(Solution solution) {
        for (PlannedClaim claim : solution.claims()) {
            for (Pod pod : claim.pods()) {
                pod.spec().nodeSelector().byKey().forEach((key, value) -> {
                    Requirement required = claim.requirements().get(key);
                    assertThat(required).as(key).isNotNull();
                    assertThat(required.only()).isEqualTo(value);
                });
                for (Taint taint : claim.nodePool().template().taints()) {
                    assertThat(taint.toleratedBy(pod.spec().tolerations())).isTrue();
                }
            }
        }
    }

    static void antiAffinity(World world, Solution solution) {
        Whereabouts where = new Whereabouts(world, solution);
        for (Located pod : where.all()) {
            for (PodTerm term : pod.pod().spec().affinity().requiredAntiPods()) {
                assertThat(where.all().stream()
                                .filter(other -> pod.placed() || other.placed())
                                .filter(other -> selects(term.labelSelector(), other))
                                .filter(other -> pod.meets(other, term.topologyKey())))
                        .as("kept away by %s", pod)
                        .isEmpty();
            }
        }
    }

    static void affinity(World world, Solution solution) {
        Whereabouts where = new Whereabouts(world, solution);
        for (Located pod : where.placed()) {
            for (PodTerm term : pod.pod().spec().affinity().requiredPods()) {
                Set<String> occupied = where.all().stream()
                        .filter(other -> !other.equals(pod) && selects(term.labelSelector(), other))
                        .map(other -> other.domains(term.topologyKey()))
                        .filter(domains -> domains.size() == 1)
                        .flatMap(Set::stream)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                boolean first = selects(term.labelSelector(), pod)
                        && pod.domains(term.topologyKey()).size() == 1
                        && occupied.stream().noneMatch(domain -> couldBeIn(pod.pod(), term.topologyKey(), domain));
                assertThat(first || occupied.containsAll(pod.domains(term.topologyKey())))
                        .as("%s near %s of %s", pod, term.topologyKey(), term.labelSelector())
                        .isTrue();
            }
        }
    }

    /** Whether the pod's own node selector allows the domain. */
    private static boolean couldBeIn(Pod pod, String key, String domain) {
        String wanted = pod.spec().nodeSelector().get(key);
        return wanted == null || wanted.equals(domain);
    }

    static void spreadOverHosts(World world, Solution solution) {
        Whereabouts where = new Whereabouts(world, solution);
        for (Located pod : where.placed()) {
            for (TopologySpreadConstraint spread : ownSpreads(pod, WellKnown.HOSTNAME)) {
                // A new host is always possible, so the emptiest counts 0.
                assertThat(where.all().stream()
                                .filter(other -> selects(spread.labelSelector(), other)
                                        && other.host().equals(pod.host()))
                                .count())
                        .isLessThanOrEqualTo(spread.maxSkew());
            }
        }
    }

    static void spreadOverZones(World world, Solution solution) {
        Whereabouts where = new Whereabouts(world, solution);
        for (Located pod : where.placed()) {
            for (TopologySpreadConstraint spread : ownSpreads(pod, WellKnown.ZONE)) {
                assertThat(pod.zones()).as("settled on a zone").hasSize(1);
                assertThat(skew(world, where, spread, pod)).isLessThanOrEqualTo(spread.maxSkew());
            }
        }
    }

    /** How many more selected pods the pod's zone has than the emptiest zone that any pool or node is in. */
    private static int skew(World world, Whereabouts where, TopologySpreadConstraint spread, Located pod) {
        Map<String, Integer> counts = new TreeMap<>();
        zonesOf(world).forEach(zone -> counts.put(zone, 0));
        where.all().stream()
                .filter(other -> selects(spread.labelSelector(), other))
                .forEach(other -> other.zones().forEach(zone -> counts.merge(zone, 1, Integer::sum)));
        int emptiest = counts.values().stream().min(Integer::compare).orElseThrow();
        return counts.get(pod.zones().iterator().next()) - emptiest;
    }

    private static Set<String> zonesOf(World world) {
        Set<String> zones = new LinkedHashSet<>();
        world.cluster
                .nodes()
                .forEach(node -> zones.add(String.valueOf(node.labels().get(WellKnown.ZONE))));
        world.cluster
                .pools()
                .forEach(pool -> pool.template().requirements().stream()
                        .filter(requirement -> requirement.key().equals(WellKnown.ZONE))
                        .findFirst()
                        .ifPresentOrElse(zone -> zones.addAll(zone.values()), () -> zones.addAll(List.of("a", "b"))));
        return zones;
    }

    /** Hard spreads over a topology that count the very pods that they limit. */
    private static List<TopologySpreadConstraint> ownSpreads(Located pod, String key) {
        return pod.pod().spec().topologySpread().stream()
                .filter(spread ->
                        spread.required() && spread.topologyKey().equals(key) && selects(spread.labelSelector(), pod))
                .toList();
    }

    private static boolean selects(LabelSelector selector, Located pod) {
        return selector.matches(pod.pod().meta().labels());
    }
}
