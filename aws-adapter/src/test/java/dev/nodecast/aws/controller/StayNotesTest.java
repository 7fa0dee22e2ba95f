package dev.nodecast.aws.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.ObjectEvent;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.disruption.DisruptionPlanner;
import dev.nodecast.scheduler.disruption.Stay;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of nodes and pods that stay where they are. */
class StayNotesTest {

    private static final long NOW_NS = Instant.parse("2026-10-01T01:00:00Z").getEpochSecond() * 1_000_000_000L;

    private static final String NODE = """
            apiVersion: karpenter.sh/v1
            kind: NodeClaim
            metadata: {name: gpu-1, labels: {karpenter.sh/nodepool: gpu}}
            spec:
              nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
              requirements: []
            status:
              providerID: aws:///a/i-1
              nodeName: node-1
              conditions:
                - {type: Launched, status: "True", lastTransitionTime: "2026-10-01T00:00:10Z"}
                - {type: Registered, status: "True", lastTransitionTime: "2026-10-01T00:01:00Z"}
                - {type: Initialized, status: "True", lastTransitionTime: "2026-10-01T00:02:00Z"}
            ---
            apiVersion: v1
            kind: Node
            metadata:
              name: node-1
              labels: {karpenter.sh/nodepool: gpu, karpenter.sh/registered: "true", karpenter.sh/initialized: "true"}
            spec: {providerID: aws:///a/i-1}
            status: {conditions: [{type: Ready, status: "True"}]}
            """;

    private final List<ObjectEvent> events = new ArrayList<>();
    private final ClusterState state = new ClusterState(() -> NOW_NS);
    private final StayNotes notes = new StayNotes(this::claim, events::add);

    private @Nullable NodeClaim claim(String name) {
        StateNode node = state.ofClaim(name);
        return node == null ? null : node.claim();
    }

    @BeforeEach
    void aNode() {
        read(NODE);
    }

    private void read(String text) {
        ManifestReader.ofCluster(new Diagnostics())
                .read(SourceText.of("objects.yaml", text))
                .all()
                .forEach(manifest -> {
                    switch (manifest.value()) {
                        case NodeClaim claim -> state.see(claim);
                        case Node node -> state.see(node);
                        case Pod pod -> state.see(pod);
                        default -> throw new AssertionError(manifest.value().toString());
                    }
                });
    }

    private void pod(String name, String wish, String phase) {
        read("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: prod, annotations: {karpenter.sh/do-not-disrupt: "%s"}}
                spec: {nodeName: node-1, containers: [{name: c, image: c}]}
                status: {phase: %s, startTime: "2026-10-01T00:30:00Z"}
                """.formatted(name, wish, phase));
    }

    private List<String> said() {
        return events.stream()
                .map(event -> event.on() + " " + event.key().name() + (event.warning() ? " Warning " : " Normal ")
                        + event.reason() + ": " + event.message() + " " + event.distinct() + " every "
                        + event.quietFor().toMinutes() + " min")
                .toList();
    }

    private void stays(Stay.Kind kind, Budget.@Nullable Reason budget) {
        notes.stays(Map.of(
                "gpu-1", new DisruptionPlanner.Conditions(false, null, new Stay(kind, "ours", "Karpenter's", budget))));
    }

    @Test
    void whatBlocksANodeIsSaidOnBothEveryTwoMinutes() {
        stays(Stay.Kind.BLOCKED, null);
        assertThat(said())
                .containsExactly(
                        "NODE_CLAIM gpu-1 Normal DisruptionBlocked: Karpenter's [] every 2 min",
                        "NODE node-1 Normal DisruptionBlocked: Karpenter's [] every 2 min");
    }

    @Test
    void whyANodeIsNotConsolidatedIsSaidEveryQuarterOfAnHour() {
        stays(Stay.Kind.UNCONSOLIDATABLE, null);
        assertThat(said())
                .containsExactly(
                        "NODE_CLAIM gpu-1 Normal Unconsolidatable: Karpenter's [] every 15 min",
                        "NODE node-1 Normal Unconsolidatable: Karpenter's [] every 15 min");
    }

    @Test
    void aBudgetThatLetsNoNodeGoIsSaidOnThePoolEveryMinute() {
        stays(Stay.Kind.BUDGET, null);
        assertThat(events).as("others are only going already").isEmpty();
        stays(Stay.Kind.BUDGET, Budget.Reason.DRIFTED);
        assertThat(said()).containsExactly("NODE_POOL gpu Normal DisruptionBlocked: Karpenter's [Drifted] every 1 min");
    }

    @Test
    void aPodThatIsToBeLeftAloneForATimeSaysUntilWhenAndThenThatItIsOver() {
        pod("p", "40m", "Running");
        notes.wishes(state, NOW_NS);
        notes.wishes(state, NOW_NS + 10 * 60_000_000_000L);
        assertThat(said())
                .containsExactly(
                        "POD p Normal DoNotDisruptUntil: The karpenter.sh/do-not-disrupt grace period will elapse at"
                                + " 2026-10-01T01:10:00Z [2026-10-01T01:10:00Z] every 2 min",
                        "POD p Normal DoNotDisruptGracePeriodElapsed: The karpenter.sh/do-not-disrupt grace period has"
                                + " elapsed, pod is now disruptable [] every 2 min");
    }

    @Test
    void aWishThatCannotBeReadIsAWarning() {
        pod("p", "5d", "Running");
        notes.wishes(state, NOW_NS);
        assertThat(said())
                .containsExactly("POD p Warning InvalidDoNotDisruptAnnotation: Invalid karpenter.sh/do-not-disrupt"
                        + " annotation: failed to parse \"5d\" as a duration, ignoring annotation"
                        + " [failed to parse \"5d\" as a duration] every 2 min");
    }

    @Test
    void aWishForEverAndThatOfAPodThatIsOverAreNotSaid() {
        pod("for-ever", "true", "Running");
        pod("over", "40m", "Succeeded");
        notes.wishes(state, NOW_NS);
        assertThat(events).isEmpty();
    }
}
