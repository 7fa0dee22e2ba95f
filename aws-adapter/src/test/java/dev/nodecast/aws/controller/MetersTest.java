package dev.nodecast.aws.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.SaidCondition;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Attachments;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.port.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What decisions are counted as, in the text that Prometheus reads. */
class MetersTest {

    private static final long SECOND = 1_000_000_000L;

    private static final NodeClaim CLAIM = new NodeClaim(
            new ObjectMeta(
                    "",
                    "gpu-1",
                    "uid",
                    Labels.of(Map.of(
                            "karpenter.sh/nodepool",
                            "gpu",
                            "karpenter.sh/capacity-type",
                            "spot",
                            "topology.kubernetes.io/zone",
                            "a")),
                    Labels.NONE,
                    null,
                    0,
                    90 * SECOND),
            List.of(),
            List.of(),
            List.of(),
            Resources.NONE,
            new NodeClaim.NodeClassRef("g", "k", "n"),
            null,
            null,
            NodeClaim.Status.NEW.registeredAs("node-1", 40 * SECOND));

    private final Meters meters = new Meters("aws", name -> name.equals("gpu-1") ? CLAIM : null);

    private List<String> after(Decision... decisions) {
        for (Decision decision : decisions) {
            meters.record(100 * SECOND, decision);
        }
        return meters.scrape().lines().toList();
    }

    @Test
    void claimsAndNodesAreCountedAsTheyComeAndGo() {
        assertThat(after(
                        new Decision.NodeRequested("gpu-1", "gpu", "provisioning", 3, List.of("g4dn.xlarge")),
                        new Decision.NodeRegistered("gpu-1", "node-1"),
                        new Decision.NodeTerminating("gpu-1", "Empty"),
                        new Decision.NodeTerminated("gpu-1", "Empty")))
                .contains(
                        "# TYPE karpenter_nodeclaims_created_total counter",
                        "karpenter_nodeclaims_created_total{min_values_relaxed=\"false\",nodepool=\"gpu\",reason=\"provisioned\"} 1.0",
                        "karpenter_nodes_created_total{nodepool=\"gpu\",zone=\"a\"} 1.0",
                        "karpenter_nodeclaims_disrupted_total{capacity_type=\"spot\",nodepool=\"gpu\",reason=\"empty\"} 1.0",
                        "karpenter_nodeclaims_terminated_total{capacity_type=\"spot\",nodepool=\"gpu\",zone=\"a\"} 1.0",
                        "karpenter_nodes_terminated_total{nodepool=\"gpu\",zone=\"a\"} 1.0",
                        "# TYPE karpenter_nodeclaims_termination_duration_seconds histogram",
                        "karpenter_nodeclaims_termination_duration_seconds_sum{nodepool=\"gpu\"} 10.0",
                        "karpenter_nodes_termination_duration_seconds_sum{nodepool=\"gpu\"} 10.0",
                        "karpenter_nodes_lifetime_duration_seconds_sum{nodepool=\"gpu\"} 60.0");
    }

    @Test
    void theTimeFromAPodToItsLaunchIsToldToTheHundredth() {
        meters.launchedAfter(1_030_000_000L);
        assertThat(after())
                .contains(
                        "nodecast_pending_to_launch_seconds_bucket{le=\"1.02\"} 0",
                        "nodecast_pending_to_launch_seconds_bucket{le=\"1.05\"} 1",
                        "nodecast_pending_to_launch_seconds_sum 1.03");
    }

    @Test
    void whatSomebodyElseDeletesIsNotDisrupted() {
        assertThat(after(new Decision.NodeTerminating("gpu-1", "Deleted")))
                .noneMatch(line -> line.contains("disrupted"));
    }

    @Test
    void aDisruptionIsCountedOnceAndForEveryPool() {
        assertThat(after(
                        new Decision.Disrupt("multi-node", "Underutilized", List.of("gpu-1"), List.of("gpu-2"), 5, "")))
                .contains(
                        "karpenter_voluntary_disruption_decisions_total{consolidation_type=\"multi\",decision=\"replace\",reason=\"underutilized\"} 1.0",
                        "karpenter_voluntary_disruption_decisions_by_nodepool_total{consolidation_type=\"multi\",decision=\"replace\",nodepool=\"gpu\",reason=\"underutilized\"} 1.0");
    }

    @Test
    void aCommandThatDoesNotHoldAndOneWhoseReplacementFailsAreCountedApart() {
        Note.ConsolidationFound found = new Note.ConsolidationFound("single-node", List.of("gpu-1"), 1, 5);
        meters.note(0, new Note.ConsolidationRejected(found, "changed"));
        List<String> dropped = after(new Decision.DisruptionAbandoned(List.of("gpu-1"), "changed"));
        assertThat(dropped)
                .contains("karpenter_voluntary_disruption_failed_validations_total{consolidation_type=\"single\"} 1.0")
                .noneMatch(line -> line.startsWith("karpenter_voluntary_disruption_queue_failures_total"));

        assertThat(after(
                        new Decision.Disrupt("single-node", "Underutilized", List.of("gpu-1"), List.of("gpu-2"), 5, ""),
                        new Decision.DisruptionAbandoned(List.of("gpu-1"), "lost")))
                .contains("karpenter_voluntary_disruption_queue_failures_total{consolidation_type=\"single\","
                        + "decision=\"replace\",reason=\"underutilized\"} 1.0");
    }

    @Test
    void conditionsEvictionsAndDrainsAreCounted() {
        SaidCondition drained = new SaidCondition(
                "karpenter.sh",
                "NodeClaim",
                new ObjectKey("", "gpu-1"),
                Labels.NONE,
                "Drained",
                "True",
                "Drained",
                Instant.EPOCH);
        meters.transition(drained, "Unknown", 40);
        meters.eviction(200);
        meters.eviction(429);
        meters.drained("Underutilized");
        assertThat(after())
                .contains(
                        "operator_nodeclaim_status_condition_transitions_total{reason=\"Drained\",status=\"True\",type=\"Drained\"} 1.0",
                        "operator_nodeclaim_status_condition_transition_seconds_sum{status=\"Unknown\",type=\"Drained\"} 40.0",
                        "karpenter_nodes_drained_total{nodepool=\"gpu\"} 1.0",
                        "karpenter_pods_eviction_requests_total{code=\"429\"} 1.0",
                        "karpenter_pods_drained_total{reason=\"Underutilized\"} 1.0");
    }

    @Test
    void aPodIsMeasuredFromItsCreationAndFromThePlanThatHadAPlaceForIt() {
        Pod waiting = pod(Pod.Phase.PENDING, null, false);
        meters.observed(5 * SECOND, new Observation.PodObserved(waiting));
        meters.note(7 * SECOND, new Note.Nominated(waiting.key(), "gpu-1", null));
        meters.note(17 * SECOND, new Note.Nominated(waiting.key(), "gpu-1", null));
        meters.observed(50 * SECOND, new Observation.PodObserved(pod(Pod.Phase.PENDING, "node-1", false)));
        meters.observed(60 * SECOND, new Observation.PodObserved(pod(Pod.Phase.RUNNING, "node-1", false)));
        meters.observed(61 * SECOND, new Observation.PodObserved(pod(Pod.Phase.RUNNING, "node-1", true)));
        meters.observed(99 * SECOND, new Observation.PodObserved(pod(Pod.Phase.RUNNING, "node-1", true)));
        assertThat(after())
                .contains(
                        "karpenter_pods_bound_duration_seconds_sum 48.0",
                        "karpenter_pods_provisioning_bound_duration_seconds_sum 43.0",
                        "karpenter_pods_startup_duration_seconds_sum 59.0",
                        "karpenter_pods_provisioning_startup_duration_seconds_sum 54.0",
                        "karpenter_pods_startup_duration_seconds_count 1");
    }

    private static Pod pod(Pod.Phase phase, @Nullable String node, boolean ready) {
        ObjectMeta meta = new ObjectMeta("prod", "p", "u", Labels.NONE, Labels.NONE, null, 2 * SECOND, null);
        PodSpec spec = new PodSpec(
                List.of(),
                List.of(),
                Labels.NONE,
                Affinity.NONE,
                List.of(),
                List.of(),
                Resources.NONE,
                0,
                null,
                true,
                PodSpec.DEFAULT_GRACE_PERIOD_SECONDS,
                Attachments.NONE,
                List.of(),
                Resources.NONE);
        return new Pod(meta, spec, phase, node, node == null, ready, null);
    }

    @Test
    void aFailedLaunchIsAnErrorOfTheCloudAndSaysWhatWasFull() {
        meters.observed(
                0,
                new Observation.LaunchFailed(
                        "gpu-1", "nothing left", List.of(new Observation.Offer("g4dn.xlarge", "a", "spot", 1))));
        meters.observed(0, new Observation.LaunchFailed("gpu-2", "no permission", List.of()));
        assertThat(after())
                .contains(
                        "karpenter_cloudprovider_errors_total{controller=\"nodeclaim.lifecycle\",error=\"InsufficientCapacityError\",method=\"Create\",provider=\"aws\"} 1.0",
                        "karpenter_cloudprovider_errors_total{controller=\"nodeclaim.lifecycle\",error=\"\",method=\"Create\",provider=\"aws\"} 1.0",
                        "karpenter_cloudprovider_instance_launch_failures_total{capacity_type=\"spot\",reason=\"InsufficientInstanceCapacity\",zone=\"a\"} 1.0");
    }
}
