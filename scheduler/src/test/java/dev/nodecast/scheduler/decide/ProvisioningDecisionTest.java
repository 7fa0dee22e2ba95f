package dev.nodecast.scheduler.decide;

import static dev.nodecast.scheduler.decide.SmallInput.POOL;
import static dev.nodecast.scheduler.decide.SmallInput.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.provisioning.Reason;
import dev.nodecast.scheduler.provisioning.explain.Explanation;
import dev.nodecast.scheduler.provisioning.explain.LeftPods;
import dev.nodecast.scheduler.provisioning.explain.NodeExplanation;
import org.junit.jupiter.api.Test;

/** What is decided on objects, and how it is explained. */
class ProvisioningDecisionTest {

    @Test
    void aNodeNamesEveryWayToBuyItCheapestFirst() {
        NodeExplanation node =
                explain(POOL + deployment("web", 1, "cpu: 3")).nodes().getFirst();
        assertThat(node.purchases())
                .extracting(purchase -> purchase.text())
                .containsExactly(
                        "cpu-4 spot in a at $0.0800/h",
                        "cpu-4 on-demand in a at $0.2000/h",
                        "cpu-8 on-demand in a at $0.4000/h",
                        "gpu-8 on-demand in a at $1.0000/h");
    }

    @Test
    void theKindOfPodsThatNarrowsANodeMostIsNamed() {
        NodeExplanation node = explain(
                        POOL + deployment("web", 2, "cpu: 1") + deployment("gpu", 1, "cpu: 1, nvidia.com/gpu: 1"))
                .nodes()
                .getFirst();
        assertThat(node.sentence())
                .isEqualTo("Pool default launches gpu-8 on-demand in a at $1.0000/h for gpu-1, 2 pods like web-…."
                        + " Nothing else would do. 1 of the pool's 3 types would do; ruled out: 2 without nvidia.com/gpu."
                        + " Without gpu-1, 2 more types would do.");
    }

    @Test
    void typesAreCountedByWhatTheyLackEachOnce() {
        String daemonSet = """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: agent}
                spec:
                  selector: {matchLabels: {app: agent}}
                  template:
                    metadata: {labels: {app: agent}}
                    spec: {containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 310m}}}]}
                ---
                """;
        LeftPods left = explain(POOL + daemonSet + deployment("big", 3, "cpu: 7800m, nvidia.com/gpu: 1"))
                .left()
                .getFirst();
        assertThat(left.kind().text()).isEqualTo("3 pods like big-…");
        assertThat(left.asked()).isEqualTo("each asks for 7800m cpu, 1 nvidia.com/gpu");
        assertThat(left.sentence())
                .isEqualTo("pool default: 2 of 3 types lack nvidia.com/gpu, 1 too small after 0.31 vCPU of daemonsets");
    }

    @Test
    void aHundredThousandPodsWithAnAffinityThatNothingSatisfiesAreExplainedOnce() {
        String lonely = deployment("lonely", 100_000, "cpu: 1")
                .replace(
                        "spec: {containers",
                        "spec: {affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey:"
                                + " topology.kubernetes.io/zone, labelSelector: {matchLabels: {app: nowhere}}}]}}, containers");
        assertThat(explain(POOL + lonely).left()).singleElement().satisfies(left -> {
            assertThat(left.kind().count()).isEqualTo(100_000);
            assertThat(left.reasons()).containsExactly(Reason.POD_AFFINITY);
            assertThat(left.sentence()).isEqualTo("pool default: no zone has a pod that its affinity asks for");
        });
    }

    @Test
    void aPodThatWaitsForSomethingElseIsIgnoredAndToldForWhat() {
        String gated = """
                apiVersion: v1
                kind: Pod
                metadata: {name: gated, uid: gated}
                spec: {schedulingGates: [{name: example.com/quota}], containers: [{name: a, image: 'a:1'}]}
                status: {phase: Pending}
                """;
        LeftPods left = explain(POOL + gated).left().getFirst();
        assertThat(left.reasons()).containsExactly(Reason.IGNORED);
        assertThat(left.sentence()).isEqualTo("its scheduling gates are not open: example.com/quota");
    }

    private static Explanation explain(String objects) {
        return ProvisioningDecision.of(SmallInput.of(objects)).explanation();
    }
}
