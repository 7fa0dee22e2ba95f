package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.Toleration;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nodes that exist and nodes to come have for pods, apart from their daemonsets' part. */
class NodeRulesTest {

    private final World world = new World()
            .type("small", 2_000, 4_096, 0, 0.10)
            .type("large", 4_000, 8_192, 0, 0.20)
            .pool("default");

    private static final String READY = "karpenter.sh/registered: 'true', karpenter.sh/initialized: 'true', ";
    private static final String COMING = "karpenter.sh/registered: 'true', ";

    /** A node of the pool with 4 cores promised. */
    private World node(String labels, String taints, String allocatable) {
        return world.stored("""
                apiVersion: karpenter.sh/v1
                kind: NodeClaim
                metadata: {name: claim, uid: c, labels: {karpenter.sh/nodepool: default}}
                spec:
                  nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
                  requirements: []
                  startupTaints: [{key: boot, effect: NoSchedule}]
                status:
                  providerID: aws:///a/i-1
                  nodeName: host
                  capacity: {cpu: "4", memory: 8Gi, pods: "9", nvidia.com/gpu: "1"}
                  allocatable: {cpu: "4", memory: 8Gi, pods: "9", nvidia.com/gpu: "1"}
                ---
                apiVersion: v1
                kind: Node
                metadata:
                  name: host
                  uid: h
                  labels: {%s karpenter.sh/nodepool: default, kubernetes.io/hostname: host, topology.kubernetes.io/zone: a}
                spec: {providerID: aws:///a/i-1, taints: [%s]}
                status: {capacity: %s, allocatable: %s}
                """.formatted(labels, taints, allocatable, allocatable));
    }

    private static final String WHOLE = "{cpu: '4', memory: 8Gi, pods: '9', nvidia.com/gpu: '1'}";

    private boolean takes(Resources request) {
        return !world.pods(1, "p", request).solve().placements().isEmpty();
    }

    private boolean takesPods() {
        return takes(World.request(1_000, 100, 0));
    }

    @Test
    void startupTaintsDoNotMatterBeforeANodeIsInitialized() {
        node(COMING, "{key: boot, effect: NoSchedule}", WHOLE);
        assertThat(takesPods()).isTrue();
    }

    @Test
    void afterwardsTheyDo() {
        node(READY, "{key: boot, effect: NoSchedule}", WHOLE);
        assertThat(takesPods()).isFalse();
    }

    @Test
    void taintsThatPassByThemselvesDoNotMatterBeforeANodeIsInitialized() {
        node(
                COMING,
                "{key: node.kubernetes.io/not-ready, effect: NoSchedule}, {key: node.kubernetes.io/not-ready, effect:"
                        + " NoExecute}, {key: node.kubernetes.io/unreachable, effect: NoSchedule}, {key:"
                        + " node.cloudprovider.kubernetes.io/uninitialized, value: 'true', effect: NoSchedule}, {key:"
                        + " readiness.k8s.io/gpu, effect: NoSchedule}",
                WHOLE);
        assertThat(takesPods()).isTrue();
    }

    @Test
    void anyOtherTaintDoes() {
        node(COMING, "{key: node.kubernetes.io/unschedulable, effect: NoSchedule}", WHOLE);
        assertThat(takesPods()).isFalse();
    }

    @Test
    void whatANodeDoesNotReportYetIsTakenFromItsClaim() {
        // The device plugin has not come: the node reports no GPU, its claim promises one.
        node(COMING, "", "{cpu: '4', memory: 8Gi, pods: '9', nvidia.com/gpu: '0'}");
        assertThat(takes(World.request(1_000, 100, 1))).isTrue();
    }

    @Test
    void onceInitializedANodeHasWhatItReports() {
        node(READY, "", "{cpu: '4', memory: 8Gi, pods: '9', nvidia.com/gpu: '0'}");
        assertThat(takes(World.request(1_000, 100, 1))).isFalse();
    }

    @Test
    void aNodeTakesNoMorePodsThanItsLimit() {
        node(READY, "", "{cpu: '4', memory: 8Gi, pods: '2'}");
        world.pods(3, "p", World.request(100, 100, 0));
        Solution solution = world.solve();
        assertThat(solution.placements().getFirst().pods()).hasSize(2);
        assertThat(solution.claims()).hasSize(1);
    }

    private World daemonSet(String spec) {
        return world.stored("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: agent, namespace: kube-system, uid: agent}
                spec:
                  selector: {matchLabels: {app: agent}}
                  template:
                    metadata: {labels: {app: agent}}
                    spec:
                      containers: [{name: main, image: m, resources: {requests: {cpu: "1"}}}]
                %s
                """.formatted(spec.indent(6)));
    }

    private List<String> optionsFor(long cpu) {
        return world.pods(1, "p", World.request(cpu, 100, 0)).solve().claims().getFirst().options().stream()
                .map(type -> type.name())
                .toList();
    }

    @Test
    void aDaemonsetTakesItsPartOfTheTypesThatItRunsOnOnly() {
        // The agent takes 1 of the 2 cores of small, and runs nowhere else: 3,500 m fit into large's 4,000 m.
        daemonSet("nodeSelector: {node.kubernetes.io/instance-type: small}");
        assertThat(optionsFor(1_500)).containsExactly("large");
        assertThat(optionsFor(3_500)).containsExactly("large");
    }

    @Test
    void aDaemonsetThatDoesNotTolerateThePoolsTaintsTakesNothing() {
        World tainted = new World()
                .type("small", 2_000, 4_096, 0, 0.10)
                .pool("default", 0, Resources.NONE, List.of(new Taint("own", "", Taint.Effect.NO_SCHEDULE)))
                .daemonSet("agent", 1_000, 64)
                .pod("p", World.spec(World.request(1_500, 100, 0), Labels.NONE, Toleration.exists("own")));
        assertThat(tainted.solve().claims()).hasSize(1);
    }

    @Test
    void roomIsKeptForDaemonPodsThatHaveNotComeYet() {
        // 4 cores less 1 for the agent's pod that is still to come: 3,500 m do not fit.
        daemonSet("");
        node(READY, "", WHOLE);
        assertThat(takes(World.request(3_500, 100, 0))).isFalse();
    }

    @Test
    void aDaemonPodThatIsThereIsNotCountedTwice() {
        daemonSet("");
        node(READY, "", WHOLE);
        world.stored("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: agent-1
                  namespace: kube-system
                  uid: a1
                  ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: agent, uid: agent, controller: true}]
                spec: {nodeName: host, containers: [{name: main, image: m, resources: {requests: {cpu: "1"}}}]}
                status: {phase: Running}
                """);
        assertThat(takes(World.request(3_000, 100, 0))).isTrue();
    }

    @Test
    void aDaemonsetsAlternativeThatDidNotSuitOneTypeIsGivenUpForAllAfterIt() {
        // Types are asked in their order. small gives up the first alternative (large), takes the second (small); for
        // large the first is gone by then, so that the agent does not count there: Karpenter relaxes the one copy it
        // has.
        daemonSet("""
                affinity:
                  nodeAffinity:
                    requiredDuringSchedulingIgnoredDuringExecution:
                      nodeSelectorTerms:
                        - matchExpressions:
                            - {key: node.kubernetes.io/instance-type, operator: In, values: [large]}
                        - matchExpressions:
                            - {key: node.kubernetes.io/instance-type, operator: In, values: [small]}
                """);
        assertThat(optionsFor(3_500)).containsExactly("large");
        assertThat(optionsFor(1_500)).containsExactly("large");
    }

    @Test
    void severalMinValuesMustAllBeKept() {
        // small and large are two types and one family of sizes; two values of each key are asked for.
        World two = new World()
                .type("small", 2_000, 4_096, 0, 0.10)
                .type("large", 4_000, 8_192, 0, 0.20)
                .pool(
                        "default",
                        atLeast(WellKnown.INSTANCE_TYPE, 2),
                        atLeast(WellKnown.CAPACITY_TYPE, 2),
                        atLeast(WellKnown.ARCH, 1));
        assertThat(two.pods(1, "fits-both", World.request(1_000, 100, 0))
                        .solve()
                        .claims())
                .hasSize(1);
        assertThat(two.pods(1, "only-large", World.request(3_000, 100, 0))
                        .solve()
                        .unplaced()
                        .getFirst()
                        .reasons())
                .containsExactly(Reason.MIN_VALUES);
    }

    private static NodeSelectorRequirement atLeast(String key, int values) {
        return new NodeSelectorRequirement(key, NodeSelectorRequirement.Operator.EXISTS, List.of(), values);
    }
}
