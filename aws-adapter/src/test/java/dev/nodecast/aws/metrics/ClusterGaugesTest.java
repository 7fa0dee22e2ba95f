package dev.nodecast.aws.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.SaidCondition;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.disruption.Outlook;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.state.ClusterState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The text that Prometheus reads, for a cluster of one node. */
class ClusterGaugesTest {

    private static final Instant NOW = Instant.parse("2026-10-01T01:00:00Z");
    private static final long GIB = 1L << 30;

    private static final InstanceType TYPE = new InstanceType(
            "g4dn.xlarge",
            Resources.of(Map.of("cpu", 4_000L, "memory", 16 * GIB)),
            Resources.NONE,
            new TreeMap<>(),
            List.of(
                    new Offering("ap-northeast-2a", "spot", 275_800, true),
                    new Offering("ap-northeast-2a", "on-demand", 647_000, true),
                    new Offering("ap-northeast-2c", "spot", 280_000, false)));

    private static final String OBJECTS = """
            apiVersion: karpenter.sh/v1
            kind: NodePool
            metadata: {name: gpu}
            spec:
              limits: {cpu: "100", nvidia.com/gpu: 8}
              template:
                spec:
                  nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
                  requirements: [{key: karpenter.sh/capacity-type, operator: In, values: [spot]}]
            ---
            apiVersion: karpenter.sh/v1
            kind: NodeClaim
            metadata:
              name: gpu-1
              creationTimestamp: "2026-10-01T00:00:00Z"
              labels:
                karpenter.sh/nodepool: gpu
                karpenter.sh/capacity-type: spot
                node.kubernetes.io/instance-type: g4dn.xlarge
                topology.kubernetes.io/zone: ap-northeast-2a
            spec:
              nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
              requirements: [{key: karpenter.sh/nodepool, operator: In, values: [gpu]}]
            status:
              providerID: aws:///ap-northeast-2a/i-1
              nodeName: node-1
              capacity: {cpu: "4", memory: 16Gi}
              conditions:
                - {type: Launched, status: "True", lastTransitionTime: "2026-10-01T00:00:10Z"}
                - {type: Registered, status: "True", lastTransitionTime: "2026-10-01T00:01:00Z"}
                - {type: Initialized, status: "True", lastTransitionTime: "2026-10-01T00:02:00Z"}
            ---
            apiVersion: v1
            kind: Node
            metadata:
              name: node-1
              creationTimestamp: "2026-10-01T00:01:00Z"
              labels:
                karpenter.sh/nodepool: gpu
                karpenter.sh/capacity-type: spot
                karpenter.sh/registered: "true"
                karpenter.sh/initialized: "true"
                node.kubernetes.io/instance-type: g4dn.xlarge
                kubernetes.io/arch: amd64
                topology.kubernetes.io/zone: ap-northeast-2a
                karpenter.k8s.aws/instance-family: g4dn
                team: not-well-known
            spec: {providerID: aws:///ap-northeast-2a/i-1}
            status:
              capacity: {cpu: "4", memory: 16Gi}
              allocatable: {cpu: 3920m, memory: 15Gi}
              conditions: [{type: Ready, status: "True"}]
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: placed
              namespace: prod
              creationTimestamp: "2026-10-01T00:00:00Z"
              ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: u, controller: true}]
            spec:
              nodeName: node-1
              containers: [{name: c, image: c, resources: {requests: {cpu: 980m, memory: 3Gi}}}]
            status: {phase: Running, conditions: [{type: Ready, status: "True"}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: waiting, namespace: prod, creationTimestamp: "2026-10-01T00:59:30Z"}
            spec: {containers: [{name: c, image: c, resources: {requests: {cpu: "1"}}}]}
            status: {phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable}]}
            """;

    private static final Outlook OUTLOOK = new Outlook(
            List.of(new Outlook.Allowance("gpu", Budget.Reason.UNDERUTILIZED, 3, 1)),
            Map.of(Budget.Reason.UNDERUTILIZED, 2));

    private static final List<SaidCondition> CONDITIONS = List.of(
            new SaidCondition(
                    "karpenter.sh",
                    "NodeClaim",
                    new ObjectKey("", "gpu-1"),
                    Labels.of("karpenter.sh/nodepool", "gpu"),
                    "Initialized",
                    "True",
                    "Initialized",
                    Instant.parse("2026-10-01T00:02:00Z")),
            new SaidCondition(
                    "autoscaling.x-k8s.io",
                    "CapacityBuffer",
                    new ObjectKey("prod", "spare"),
                    Labels.NONE,
                    "Provisioning",
                    "False",
                    "RequiresNewCapacity",
                    Instant.parse("2026-10-01T00:59:00Z")));

    private static ClusterState state() {
        Diagnostics diagnostics = new Diagnostics();
        ClusterState state = new ClusterState();
        ManifestReader.ofCluster(diagnostics)
                .read(SourceText.of("objects.yaml", OBJECTS))
                .all()
                .forEach(manifest -> {
                    switch (manifest.value()) {
                        case NodePool pool -> state.see(pool);
                        case NodeClaim claim -> state.see(claim);
                        case Node node -> state.see(node);
                        case Pod pod -> state.see(pod);
                        default -> throw new AssertionError(manifest.value().toString());
                    }
                });
        assertThat(diagnostics.list(Severity.ERROR)).isEmpty();
        return state;
    }

    private static List<String> lines() {
        long nowNs = NOW.getEpochSecond() * 1_000_000_000L;
        return ClusterGauges.text(new Scene(state(), pool -> List.of(TYPE), OUTLOOK, CONDITIONS, nowNs))
                .lines()
                .toList();
    }

    @Test
    void poolsSayWhatTheyMayUseAndCost() {
        assertThat(lines())
                .contains(
                        "# TYPE karpenter_nodepools_limit gauge",
                        "karpenter_nodepools_limit{nodepool=\"gpu\",resource_type=\"cpu\"} 100",
                        "karpenter_nodepools_limit{nodepool=\"gpu\",resource_type=\"nvidia.com/gpu\"} 8",
                        "karpenter_nodepools_usage{nodepool=\"gpu\",resource_type=\"cpu\"} 4",
                        "karpenter_nodepools_cost_total{nodepool=\"gpu\"} 0.2758",
                        "karpenter_node_pool_usage{nodepool=\"gpu\",capacity_type=\"spot\"} 1");
    }

    @Test
    void offeringsHaveTheirPriceAndWhetherTheCloudHasThem() {
        String offering = "{instance_type=\"g4dn.xlarge\",capacity_type=\"%s\",zone=\"ap-northeast-2%s\"} %s";
        assertThat(lines())
                .contains(
                        "karpenter_cloudprovider_instance_type_offering_price_estimate"
                                + offering.formatted("spot", "a", "0.2758"),
                        "karpenter_cloudprovider_instance_type_offering_price_estimate"
                                + offering.formatted("on-demand", "a", "0.647"),
                        "karpenter_cloudprovider_instance_type_offering_available"
                                + offering.formatted("spot", "a", "1"),
                        "karpenter_cloudprovider_instance_type_offering_available"
                                + offering.formatted("spot", "c", "0"),
                        "karpenter_cloudprovider_instance_type_cpu_cores{instance_type=\"g4dn.xlarge\"} 4",
                        "karpenter_cloudprovider_instance_type_memory_bytes{instance_type=\"g4dn.xlarge\"} "
                                + 16 * GIB);
    }

    @Test
    void nodesHaveTheirWellKnownLabelsAndNoOthers() {
        String labels = "{node_name=\"node-1\",managed=\"true\",instance_family=\"g4dn\",capacity_type=\"spot\","
                + "nodepool=\"gpu\",arch=\"amd64\",instance_type=\"g4dn.xlarge\",zone=\"ap-northeast-2a\"";
        assertThat(lines())
                .contains(
                        "karpenter_nodes_allocatable" + labels + ",resource_type=\"cpu\"} 3.92",
                        "karpenter_nodes_system_overhead" + labels + ",resource_type=\"memory\"} " + GIB,
                        "karpenter_nodes_total_pod_requests" + labels + ",resource_type=\"memory\"} " + 3 * GIB,
                        "karpenter_nodes_current_lifetime_seconds" + labels + "} 3540",
                        "karpenter_cluster_utilization_percent{resource_type=\"cpu\"} 25",
                        "karpenter_cluster_utilization_percent{resource_type=\"memory\"} 20");
    }

    @Test
    void budgetsSayHowManyNodesMayGoAndHowManyDoAlready() {
        assertThat(lines())
                .contains(
                        "karpenter_nodepools_allowed_disruptions{nodepool=\"gpu\",reason=\"Underutilized\"} 3",
                        "karpenter_nodepools_nodes_consuming_budgets{nodepool=\"gpu\",reason=\"Underutilized\"} 1",
                        "karpenter_voluntary_disruption_eligible_nodes{reason=\"underutilized\"} 2");
    }

    @Test
    void conditionsAreToldUnderTheNameOfTheirKindAndUnderTheOlderOne() {
        String claim = "{name=\"gpu-1\",type=\"Initialized\",status=\"True\",reason=\"Initialized\",";
        String buffer = "{namespace=\"prod\",name=\"spare\",type=\"Provisioning\",status=\"False\","
                + "reason=\"RequiresNewCapacity\"";
        assertThat(lines())
                .contains(
                        "operator_nodeclaim_status_condition_count" + claim + "karpenter_sh_nodepool=\"gpu\"} 1",
                        "operator_status_condition_count" + claim + "group=\"karpenter.sh\",kind=\"NodeClaim\"} 1",
                        "operator_nodeclaim_status_condition_current_status_seconds" + claim
                                + "karpenter_sh_nodepool=\"gpu\"} 3480",
                        "operator_capacitybuffer_status_condition_count" + buffer + "} 1",
                        "operator_status_condition_current_status_seconds" + buffer
                                + ",group=\"autoscaling.x-k8s.io\",kind=\"CapacityBuffer\"} 60")
                .noneMatch(line -> line.startsWith("operator_termination"));
    }

    @Test
    void podsSayWhereTheyAreAndHowLongTheyWait() {
        assertThat(lines())
                .contains(
                        "karpenter_pods_state{name=\"placed\",namespace=\"prod\","
                                + "owner=\"/apis/apps/v1/namespaces/prod/replicasets/web\",node=\"node-1\",scheduled=\"true\","
                                + "nodepool=\"gpu\",zone=\"ap-northeast-2a\",arch=\"amd64\",capacity_type=\"spot\","
                                + "instance_type=\"g4dn.xlarge\",phase=\"Running\",ready=\"true\",managed=\"true\"} 1",
                        "karpenter_pods_state{name=\"waiting\",namespace=\"prod\",scheduled=\"false\",phase=\"Pending\","
                                + "ready=\"false\",managed=\"false\"} 1",
                        "karpenter_pods_unbound_time_seconds{name=\"waiting\",namespace=\"prod\"} 30",
                        "karpenter_pods_unstarted_time_seconds{name=\"waiting\",namespace=\"prod\"} 30",
                        "karpenter_scheduler_unschedulable_pods_count{controller=\"provisioner\"} 1",
                        "karpenter_cluster_state_node_count 1");
    }

    /** A family's lines stand together, below its help and its type, and no series is told twice. */
    @Test
    void itIsPrometheusText() {
        List<String> lines = lines();
        assertThat(lines)
                .allMatch(line -> line.matches("# (HELP|TYPE) [a-z_]+ .+")
                        || line.matches("[a-z_]+(\\{([a-z_]+=\"[^\"\\n]*\",?)+})? -?[0-9.]+(E-?[0-9]+)?"));
        assertThat(lines.stream().filter(line -> line.startsWith("# TYPE"))).doesNotHaveDuplicates();
        assertThat(lines.stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.substring(0, line.lastIndexOf(' '))))
                .doesNotHaveDuplicates();
        String family = "";
        for (String line : lines) {
            String name = line.replaceFirst("^# (HELP|TYPE) ", "").split("[ {]", 2)[0];
            if (line.startsWith("# HELP")) {
                family = name;
            }
            assertThat(name).as(line).isEqualTo(family);
        }
    }

    @Test
    void valuesOfLabelsAreEscaped() {
        GaugeText text = new GaugeText();
        text.add(new GaugeText.Family("a", "b"), 1.5, "l", "q\"b\\n\n", "none", "");
        assertThat(text).hasToString("# HELP a b\n# TYPE a gauge\na{l=\"q\\\"b\\\\n\\n\"} 1.5\n");
    }
}
