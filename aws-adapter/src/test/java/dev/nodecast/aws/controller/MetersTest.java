package dev.nodecast.aws.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.port.Observation;
import java.util.List;
import java.util.Map;
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
                        "karpenter_nodeclaims_termination_duration_seconds_sum{nodepool=\"gpu\"} 10.0");
    }

    @Test
    void whatSomebodyElseDeletesIsNotDisrupted() {
        assertThat(after(new Decision.NodeTerminating("gpu-1", "Deleted")))
                .noneMatch(line -> line.contains("disrupted"));
    }

    @Test
    void aDisruptionIsCountedOnceAndForEveryPool() {
        assertThat(after(new Decision.Disrupt("multi", "Underutilized", List.of("gpu-1"), List.of("gpu-2"), 5, "")))
                .contains(
                        "karpenter_voluntary_disruption_decisions_total{consolidation_type=\"multi\",decision=\"replace\",reason=\"underutilized\"} 1.0",
                        "karpenter_voluntary_disruption_decisions_by_nodepool_total{consolidation_type=\"multi\",decision=\"replace\",nodepool=\"gpu\",reason=\"underutilized\"} 1.0");
    }

    @Test
    void aFailedLaunchIsAnErrorOfTheCloudAndSaysWhatWasFull() {
        meters.observed(new Observation.LaunchFailed(
                "gpu-1", "nothing left", List.of(new Observation.Offer("g4dn.xlarge", "a", "spot", 1))));
        meters.observed(new Observation.LaunchFailed("gpu-2", "no permission", List.of()));
        assertThat(after())
                .contains(
                        "karpenter_cloudprovider_errors_total{controller=\"nodeclaim.lifecycle\",error=\"InsufficientCapacityError\",method=\"Create\",provider=\"aws\"} 1.0",
                        "karpenter_cloudprovider_errors_total{controller=\"nodeclaim.lifecycle\",error=\"\",method=\"Create\",provider=\"aws\"} 1.0",
                        "karpenter_cloudprovider_instance_launch_failures_total{capacity_type=\"spot\",reason=\"InsufficientInstanceCapacity\",zone=\"a\"} 1.0");
    }
}
