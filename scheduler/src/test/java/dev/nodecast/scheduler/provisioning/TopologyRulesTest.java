package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Spreads and affinities, in worlds with zones a and b. */
class TopologyRulesTest {

    private final World world =
            new World().type("small", 2_000, 4_096, 0, 0.10).pool("default").node("host", 100, 100);

    private static String pod(String name, String labels, String spec, boolean waiting) {
        String status = waiting
                ? "{phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable}]}"
                : "{phase: Running}";
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: default, uid: u-%s, labels: {%s}}
                spec:
                  containers: [{name: main, image: m, resources: {requests: {cpu: "1"}}}]
                %s
                status: %s
                ---
                """.formatted(name, name, labels, spec.indent(2), status);
    }

    private void waiting(String name, String labels, String spec) {
        world.stored(pod(name, labels, spec, true));
    }

    /** Pods on the host, which is in zone a. */
    private void running(int count, String labels) {
        for (int i = 0; i < count; i++) {
            world.stored(pod("r-" + i, labels, "nodeName: host", false));
        }
    }

    /** Over zones, with skew 1; more of the constraint's fields. */
    private static String spread(String more) {
        return "topologySpreadConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable:"
                + " DoNotSchedule, labelSelector: {matchLabels: {app: x}}" + more + "}]\n";
    }

    private static final String IN_ZONE_A = "nodeSelector: {topology.kubernetes.io/zone: a}\n";

    private List<Reason> refused() {
        return world.solve().unplaced().stream()
                .flatMap(pod -> pod.reasons().stream())
                .toList();
    }

    @Test
    void aSpreadKeepsPodsFromTheFullerZone() {
        // a has two, b none; the pod is bound to a, where it would be the third.
        running(2, "app: x");
        waiting(
                "p",
                "app: x",
                spread("") + "affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution:"
                        + " [{weight: 1, preference: {matchExpressions: [{key: topology.kubernetes.io/zone, operator: In,"
                        + " values: [a]}]}}]}}");
        assertThat(world.solve().claims().getFirst().zones()).containsExactly("b");
    }

    @Test
    void matchLabelKeysCountTheSameRevisionOnly() {
        running(2, "app: x, rev: '1'");
        waiting("p", "app: x, rev: '2'", spread(", matchLabelKeys: [rev]"));
        // Of revision 2 there are none anywhere: both zones are as good, and the first by name is taken.
        assertThat(world.solve().claims().getFirst().zones()).containsExactly("a");
    }

    @Test
    void nodesThatThePodCannotUseDoNotCountUnlessThePolicySaysSo() {
        // The pod wants spot, and the host has no capacity type: its two pods count by Ignore only.
        String spot = "nodeSelector: {karpenter.sh/capacity-type: spot}\n";
        running(2, "app: x");
        waiting("p", "app: x", spot + spread(", nodeAffinityPolicy: Honor"));
        waiting("q", "app: x", spot + spread(", nodeAffinityPolicy: Ignore"));
        Solution solution = world.solve();
        assertThat(zoneOf(solution, "p")).isEqualTo("a");
        assertThat(zoneOf(solution, "q")).isEqualTo("b");
    }

    private static String zoneOf(Solution solution, String pod) {
        return solution.claims().stream()
                .filter(claim ->
                        claim.pods().stream().anyMatch(p -> p.meta().name().equals(pod)))
                .findFirst()
                .orElseThrow()
                .zones()
                .first();
    }

    @Test
    void taintedNodesCountUnlessThePolicySaysOtherwise() {
        world.stored("""
                apiVersion: v1
                kind: Node
                metadata: {name: host, uid: h, labels: {topology.kubernetes.io/zone: a, kubernetes.io/hostname: host}}
                spec: {providerID: provider-host, taints: [{key: own, value: "", effect: NoSchedule}]}
                status: {capacity: {cpu: 100m, pods: 9}, allocatable: {cpu: 100m, pods: 9}}
                """);
        running(2, "app: x");
        waiting("ignoring", "app: x", spread(", nodeTaintsPolicy: Ignore"));
        waiting("honoring", "app: x", spread(", nodeTaintsPolicy: Honor"));
        Solution solution = world.solve();
        assertThat(zoneOf(solution, "ignoring")).isEqualTo("b");
        assertThat(zoneOf(solution, "honoring")).isEqualTo("a");
    }

    @Test
    void withFewerDomainsThanAskedForTheEmptiestCountsAsEmpty() {
        // Two zones where three are asked for: each zone takes one pod, and the third finds none.
        for (int i = 0; i < 3; i++) {
            waiting("p-" + i, "app: x", spread(", minDomains: 3"));
        }
        Solution solution = world.solve();
        assertThat(solution.claims()).hasSize(2);
        assertThat(refused()).containsExactly(Reason.TOPOLOGY_SPREAD);
    }

    private static String near(String kind, String key, String more) {
        return "affinity: {" + kind + ": {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: " + key + ", "
                + more + "}]}}\n";
    }

    @Test
    void aNamespaceSelectorChoosesNamespacesByTheirLabels() {
        world.stored(
                """
                apiVersion: v1
                kind: Namespace
                metadata: {name: other, uid: other, labels: {env: live}}
                ---
                """ + pod("db", "app: db", "nodeName: host", false).replace("namespace: default", "namespace: other"));
        String zone = "topology.kubernetes.io/zone";
        waiting(
                "p",
                "app: p",
                near(
                        "podAffinity",
                        zone,
                        "labelSelector: {matchLabels: {app: db}}, namespaceSelector:" + " {matchLabels: {env: live}}"));
        waiting(
                "q",
                "app: q",
                near(
                        "podAffinity",
                        zone,
                        "labelSelector: {matchLabels: {app: db}}, namespaceSelector:" + " {matchLabels: {env: test}}"));
        Solution solution = world.solve();
        assertThat(zoneOf(solution, "p")).isEqualTo("a");
        assertThat(refused()).containsExactly(Reason.POD_AFFINITY);
    }

    @Test
    void mismatchLabelKeysKeepTenantsApart() {
        // Each keeps away from pods that have a tenant and not its own: x-1 and x-2 share a node, z gets another.
        String apart = near(
                "podAntiAffinity",
                "kubernetes.io/hostname",
                "labelSelector: {matchExpressions: [{key:"
                        + " tenant, operator: Exists}]}, mismatchLabelKeys: [tenant]");
        waiting("x-1", "tenant: x", apart);
        waiting("x-2", "tenant: x", apart);
        waiting("z", "tenant: z", apart);
        assertThat(world.solve().claims().stream().map(claim -> claim.pods().size()))
                .containsExactlyInAnyOrder(2, 1);
    }

    @Test
    void anAffinityWithoutASelectorFindsAnyPodThatRuns() {
        // Karpenter counts what runs by an absent selector as if it chose everything, and new pods as if nothing.
        running(1, "app: x");
        waiting("p", "app: p", near("podAffinity", "topology.kubernetes.io/zone", "namespaces: [default]"));
        assertThat(world.solve().claims().getFirst().zones()).containsExactly("a");
    }

    @Test
    void zonesOfTheWishStillHold() {
        running(2, "app: x");
        waiting("p", "app: x", IN_ZONE_A + spread(""));
        // Zone a is the pod's only zone, so that nothing is emptier.
        assertThat(world.solve().claims().getFirst().zones()).containsExactly("a");
    }
}
