package dev.nodecast.scheduler.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Severity;
import org.junit.jupiter.api.Test;

class ProvisioningRulesTest {

    private static final GoodSystem GOOD = GoodSystem.load();
    private static final String SECOND_POOL = """
            apiVersion: karpenter.sh/v1
            kind: NodePool
            metadata: { name: second }
            spec:
              weight: 50
              template:
                metadata: { labels: { role: gpu-worker } }
                spec:
                  nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: gpu }
                  requirements:
                    - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }
                    - { key: node.kubernetes.io/instance-type, operator: In, values: [g5.xlarge] }
                  taints:
                    - { key: tier, value: premium, effect: NoSchedule }
              limits: { nvidia.com/gpu: "10" }
            """;
    private static final String TOLERATION = "        - key: tier\n          operator: Exists\n";

    private static GoodSystem spotOnly() {
        return GOOD.replacing("karpenter.yaml", "[\"spot\", \"on-demand\"]", "[\"spot\"]");
    }

    @Test
    void aPoolWhoseTaintNobodyToleratesServesNobody() {
        GoodSystem second = GOOD.with("second.yaml", SECOND_POOL);
        assertThat(second.finding("NC1201").message()).contains("`second` can serve nobody");
        second.replacing("worker.yaml", "      tolerations:\n", "      tolerations:\n" + TOLERATION)
                .isSilentFor("NC1201");
        second.replacing("second.yaml", "role: gpu-worker", "role: other").isSilentFor("NC1201");
        second.without("worker.yaml").isSilentFor("NC1201");
    }

    @Test
    void podsThatOnlySpotPoolsTakeHaveNoFallback() {
        GOOD.isSilentFor("NC1202");
        assertThat(spotOnly().finding("NC1202").severity()).isEqualTo(Severity.WARNING);
        assertThat(spotOnly().with("second.yaml", SECOND_POOL).finding("NC1202").found())
                .contains("`second` sells on-demand");
        spotOnly()
                .with("second.yaml", SECOND_POOL)
                .replacing("worker.yaml", "      tolerations:\n", "      tolerations:\n" + TOLERATION)
                .isSilentFor("NC1202");
    }

    @Test
    void aHeavierOnDemandPoolIsTriedBeforeSpot() {
        GoodSystem both = spotOnly()
                .with("second.yaml", SECOND_POOL)
                .replacing("worker.yaml", "      tolerations:\n", "      tolerations:\n" + TOLERATION);
        assertThat(both.finding("NC1203").message()).contains("on-demand pool `second` before spot pool `gpu`");
        both.replacing("karpenter.yaml", "  limits:\n", "  weight: 60\n  limits:\n")
                .isSilentFor("NC1203");
    }

    @Test
    void requirementsThatContradictEachOtherLeaveNoType() {
        String arm = "      requirements:\n        - { key: kubernetes.io/arch, operator: In, values: [arm64] }\n";
        assertThat(GOOD.replacing("karpenter.yaml", "      requirements:\n", arm)
                        .finding("NC1204")
                        .severity())
                .isEqualTo(Severity.ERROR);
        String amd = arm.replace("arm64", "amd64");
        GOOD.replacing("karpenter.yaml", "      requirements:\n", amd).isSilentFor("NC1204");
    }

    @Test
    void typesThatAreNotKnownAreOnlyWarnedOf() {
        GoodSystem newer = GOOD.with("second.yaml", SECOND_POOL.replace("g5.xlarge", "g99.xlarge"));
        assertThat(newer.finding("NC1204").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void typesThatHoldThePodAreListedWithWhatTheyWaste() {
        // g4dn.xlarge: 4,000 m less 80 m for kubelet, 50 m aws-node, 100 m kube-proxy, 3,000 m of the pod: 770 m are
        // left
        assertThat(GOOD.finding("NC1205").severity()).isEqualTo(Severity.NOTE);
        assertThat(GOOD.finding("NC1205").found()).contains("g4dn.xlarge: holds 1; leaves 0.77 vCPU");
    }

    @Test
    void typesThatCannotHoldThePodAreWarnedOf() {
        GoodSystem larger = GOOD.replacing("worker.yaml", "cpu: \"3\"", "cpu: \"3900m\"");
        assertThat(larger.finding("NC1205").severity()).isEqualTo(Severity.WARNING);
        assertThat(larger.finding("NC1205").message()).contains("g4dn.xlarge").doesNotContain("g4dn.2xlarge");
        GoodSystem tooLarge = GOOD.replacing("worker.yaml", "cpu: \"3\"", "cpu: \"16\"");
        assertThat(tooLarge.finding("NC1205").severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void daemonSetsThatRunOnThePoolCount() {
        String daemon = """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: { name: logs, namespace: kube-system }
                spec:
                  selector: { matchLabels: { app: logs } }
                  template:
                    metadata: { labels: { app: logs } }
                    spec:
                      tolerations: [{ operator: Exists }]
                      containers: [{ name: logs, image: "logs:1", resources: { requests: { cpu: 800m } } }]
                """;
        assertThat(GOOD.with("daemon.yaml", daemon).finding("NC1205").message()).contains("cannot hold");
        assertThat(GOOD.with("daemon.yaml", daemon.replace("tolerations: [{ operator: Exists }]", "hostNetwork: true"))
                        .finding("NC1205")
                        .severity())
                .isEqualTo(Severity.NOTE);
    }

    @Test
    void fewTypesInFewZonesAreThin() {
        GOOD.isSilentFor("NC1206");
        GoodSystem thin = GOOD.replacing("karpenter.yaml", "[us-west-2a, us-west-2b, us-west-2c]", "[us-west-2a]");
        assertThat(thin.finding("NC1206").message()).contains("6 instance types in 1 zone");
        thin.replacing("karpenter.yaml", "[\"spot\", \"on-demand\"]", "[\"on-demand\"]")
                .isSilentFor("NC1206");
    }

    @Test
    void theQuotaIsWhatTheLimitAllowsOfTheLargestTypePerGpu() {
        // 24 GPUs on 2xlarge nodes of 8 vCPUs: 192
        assertThat(GOOD.finding("NC1207").message()).contains("192 vCPUs");
        GOOD.replacing("karpenter.yaml", "    nvidia.com/gpu: \"24\"", "    nodes: \"24\"")
                .isSilentFor("NC1207");
    }

    @Test
    void aStartupTaintOfTheNodeLifecycleAddsNothing() {
        String taint = "      startupTaints:\n        - { key: %s, effect: NoSchedule }\n      taints:\n";
        assertThat(GOOD.replacing("karpenter.yaml", "      taints:\n", taint.formatted("node.kubernetes.io/not-ready"))
                        .findings("NC1208"))
                .hasSize(1);
        GOOD.replacing("karpenter.yaml", "      taints:\n", taint.formatted("example.com/agent-not-ready"))
                .isSilentFor("NC1208");
    }

    @Test
    void aPoolNeedsItsNodeClass() {
        assertThat(GOOD.replacing("karpenter.yaml", "        name: gpu\n", "        name: gpus\n")
                        .findings("NC1209"))
                .hasSize(1);
        GOOD.isSilentFor("NC1209");
    }

    @Test
    void aHopLimitAboveOneLetsPodsTakeTheNodesRole() {
        String options = "  metadataOptions:\n    httpPutResponseHopLimit: %d\n  blockDeviceMappings:\n";
        assertThat(GOOD.replacing("karpenter.yaml", "  blockDeviceMappings:\n", options.formatted(2))
                        .findings("NC1210"))
                .hasSize(1);
        GOOD.replacing("karpenter.yaml", "  blockDeviceMappings:\n", options.formatted(1))
                .isSilentFor("NC1210");
    }

    @Test
    void bottlerocketTakesNoScriptAndHasItsImagesOnASecondVolume() {
        GoodSystem bottlerocket = GOOD.replacing("karpenter.yaml", "al2023@v20260101", "bottlerocket@latest");
        assertThat(bottlerocket.finding("NC1211").severity()).isEqualTo(Severity.WARNING);
        assertThat(bottlerocket
                        .replacing("karpenter.yaml", "/dev/xvda", "/dev/xvdb")
                        .replacing(
                                "karpenter.yaml",
                                "  blockDeviceMappings:\n",
                                "  userData: |\n    #!/bin/bash\n    true\n  blockDeviceMappings:\n")
                        .finding("NC1211")
                        .severity())
                .isEqualTo(Severity.ERROR);
        bottlerocket.replacing("karpenter.yaml", "/dev/xvda", "/dev/xvdb").isSilentFor("NC1211");
    }

    @Test
    void gpuNodesThatGoAfterSecondsAreNoted() {
        assertThat(GOOD.replacing("karpenter.yaml", "consolidateAfter: 5m", "consolidateAfter: 30s")
                        .findings("NC1212"))
                .hasSize(1);
        GOOD.isSilentFor("NC1212");
    }

    @Test
    void consolidationOfUnderutilizedNodesMayEvictBusyWorkers() {
        GoodSystem evicting = GOOD.replacing(
                "karpenter.yaml", "consolidationPolicy: WhenEmpty", "consolidationPolicy: WhenEmptyOrUnderutilized");
        assertThat(evicting.findings("NC1213")).hasSize(1);
        GOOD.isSilentFor("NC1213");
        evicting.with("pdb.yaml", """
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: { name: worker, namespace: prod }
                spec: { maxUnavailable: 1, selector: { matchLabels: { app: worker } } }
                """).isSilentFor("NC1213");
    }

    @Test
    void aFragmentInATextMayShowAnOldForm() {
        String fragment = "```yaml\ndisruption:\n  consolidationPolicy: %s\n  consolidateAfter: 30s\n```\n";
        assertThat(GOOD.with("tips.md", fragment.formatted("WhenUnderutilized")).findings("NC1214"))
                .hasSize(1);
        GOOD.with("tips.md", fragment.formatted("WhenEmptyOrUnderutilized")).isSilentFor("NC1214");
    }

    @Test
    void aJobThatToleratesTheTaintIsEnough() {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: { name: train }
                spec:
                  template:
                    spec:
                      tolerations: [{ key: tier, operator: Exists }]
                      restartPolicy: Never
                      containers: [{ name: train, image: "train:1" }]
                """;
        GOOD.with("second.yaml", SECOND_POOL).with("job.yaml", job).isSilentFor("NC1201");
    }
}
