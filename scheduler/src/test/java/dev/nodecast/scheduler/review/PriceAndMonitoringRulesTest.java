package dev.nodecast.scheduler.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Severity;
import org.junit.jupiter.api.Test;

class PriceAndMonitoringRulesTest {

    private static final GoodSystem GOOD = GoodSystem.load();

    @Test
    void pricesOfAnotherRegionAreNamed() {
        GoodSystem seoul = GOOD.replacing(
                "karpenter.yaml", "[us-west-2a, us-west-2b, us-west-2c]", "[ap-northeast-2a, ap-northeast-2c]");
        assertThat(seoul.findings("NC1601")).hasSize(2);
        assertThat(seoul.findings("NC1601").getFirst().expected()).contains("$0.647 on demand in ap-northeast-2");
        seoul.replacing("karpenter.yaml", "$0.526/h", "$0.647/h")
                .replacing("karpenter.yaml", "$1.006/h", "$1.237/h")
                .isSilentFor("NC1601");
        GOOD.isSilentFor("NC1601");
    }

    @Test
    void gpusAreCounted() {
        assertThat(GOOD.replacing("karpenter.yaml", "1x NVIDIA A10G", "2x NVIDIA A10G")
                        .finding("NC1602")
                        .message())
                .isEqualTo("g5.xlarge has 1 A10G, not 2");
        GOOD.isSilentFor("NC1602");
        GOOD.replacing("karpenter.yaml", "- g5.2xlarge", "- g5.12xlarge  # A10G x4")
                .isSilentFor("NC1602");
    }

    @Test
    void aSpotColumnWithOnDemandPricesIsNamed() {
        // 724 / 720 = 1.0056, g5.xlarge on demand in us-west-2 and us-east-1
        GoodSystem wrong = GOOD.replacing(
                "design.md",
                "| scenario | GPU hours | on-demand | spot |",
                "| scenario | GPU hours | Spot cost | saving |");
        assertThat(wrong.finding("NC1603").message()).contains("`Spot cost` is not spot", "g5.xlarge");
        GOOD.isSilentFor("NC1603");
    }

    @Test
    void metricsThatKarpenterDoesNotExportAreNamed() {
        GoodSystem wrong = GOOD.replacing(
                "dashboard.json",
                "karpenter_pods_startup_duration_seconds_bucket",
                "karpenter_provisioning_duration_seconds_bucket");
        assertThat(wrong.finding("NC1701").severity()).isEqualTo(Severity.WARNING);
        assertThat(wrong.finding("NC1701").expected()).contains("karpenter_pods_startup_duration_seconds");
        GOOD.isSilentFor("NC1701");
        GoodSystem usage = GOOD.replacing(
                "design.md", "karpenter_nodepools_usage{nodepool", "karpenter_node_pool_usage{capacity_type");
        assertThat(usage.finding("NC1701").expected()).contains("karpenter_nodepools_usage", "no capacity_type");
    }

    @Test
    void usageOfAPoolHasNoCapacityType() {
        GoodSystem wrong = GOOD.replacing("design.md", "nodepool=\"gpu\"", "capacity_type=\"spot\"");
        assertThat(wrong.finding("NC1702").message()).contains("no label `capacity_type`");
        GOOD.isSilentFor("NC1702");
    }

    @Test
    void labelsOfNodesNeedAnAllowList() {
        GoodSystem without = GOOD.replacing("install.sh", "metricLabelsAllowlist", "somethingElse");
        assertThat(without.findings("NC1703")).hasSize(1);
        GOOD.isSilentFor("NC1703");
    }

    @Test
    void gpuMetricsNeedAnExporter() {
        GoodSystem without =
                GOOD.replacing("install.sh", "helm upgrade --install dcgm gpu/dcgm-exporter --version 4.4.0\n", "");
        assertThat(without.finding("NC1704").severity()).isEqualTo(Severity.WARNING);
        GOOD.isSilentFor("NC1704");
        assertThat(GOOD.replacing("design.md", "by (Hostname)", "by (node)")
                        .finding("NC1704")
                        .severity())
                .isEqualTo(Severity.NOTE);
    }

    @Test
    void oldReleasesHaveTheOldNames() {
        GoodSystem old = GOOD.replacing("design.md", "karpenter_nodepools_usage{", "karpenter_nodepool_usage{");
        assertThat(old.findings("NC1701")).hasSize(1);
        old.replacing("install.sh", "1.8.1", "0.37.0").isSilentFor("NC1701");
    }
}
