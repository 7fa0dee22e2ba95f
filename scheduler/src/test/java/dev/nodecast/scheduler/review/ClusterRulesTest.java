package dev.nodecast.scheduler.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Severity;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ClusterRulesTest {

    private static final GoodSystem GOOD = GoodSystem.load();
    private static final String ROLES = """
            module "karpenter_irsa" {
              source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
              attach_karpenter_controller_policy = true
              karpenter_controller_node_iam_role_arns = [
                PASSED
              ]
            }

            resource "aws_iam_role" "node" {
              name = "KarpenterNode-${module.eks.cluster_name}"
            }
            """;
    private static final String ENTRY = """
            resource "aws_eks_access_entry" "node" {
              principal_arn = aws_iam_role.node.arn
              type          = "EC2_LINUX"
            }
            """;
    private static final String TAGS = "  tags:\n    karpenter.sh/discovery: studio\n  blockDeviceMappings:\n";

    private static GoodSystem withRoles(String passed, String more) {
        return GOOD.with("roles.tf", ROLES.replace("PASSED", passed) + more)
                .replacing("karpenter.yaml", "  blockDeviceMappings:\n", TAGS);
    }

    @Test
    void theLegacyRepositoryKnowsNoNodePool() {
        GoodSystem legacy = GOOD.with("legacy.sh", "helm repo add karpenter https://charts.karpenter.sh\n");
        assertThat(legacy.finding("NC1501").severity()).isEqualTo(Severity.ERROR);
        GOOD.isSilentFor("NC1501");
        GoodSystem byTerraform = GOOD.with(
                "helm.tf",
                "resource \"helm_release\" \"k\" {\n  chart = \"karpenter\"\n  version = \"1.8.1\"\n  repository = \"https://charts.karpenter.sh/\"\n}\n");
        assertThat(byTerraform.findings("NC1501")).hasSize(1);
    }

    @Test
    void theReleaseMustServeTheApi() {
        assertThat(GOOD.replacing("install.sh", "  --version 1.8.1 \\\n", "")
                        .finding("NC1502")
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(GOOD.replacing("install.sh", "1.8.1", "0.37.0")
                        .finding("NC1502")
                        .severity())
                .isEqualTo(Severity.ERROR);
        assertThat(GOOD.replacing("karpenter.yaml", "karpenter.sh/v1\n", "karpenter.sh/v1beta1\n")
                        .finding("NC1502")
                        .severity())
                .isEqualTo(Severity.ERROR);
        GOOD.isSilentFor("NC1502");
    }

    @Test
    void theControllerMustBeAllowedToPassTheNodesRole() {
        assertThat(withRoles("module.eks.eks_managed_node_groups[\"system\"].iam_role_arn", ENTRY)
                        .finding("NC1503")
                        .severity())
                .isEqualTo(Severity.ERROR);
        withRoles("aws_iam_role.node.arn", ENTRY).isSilentFor("NC1503");
        withRoles("\"*\"", ENTRY).isSilentFor("NC1503");
        assertThat(withRoles("aws_iam_role.node_old.arn", ENTRY).findings("NC1503"))
                .hasSize(1);
    }

    @Test
    void aRoleOfAnInstanceProfileIsFoundToo() {
        String profile = """
                resource "aws_iam_instance_profile" "node" {
                  name = "NodeProfile-${local.cluster_name}"
                  role = aws_iam_role.worker.name
                }
                resource "aws_iam_role" "worker" {
                  name = "Worker"
                }
                """;
        GoodSystem system = withRoles("aws_iam_role.node.arn", ENTRY + profile)
                .replacing("karpenter.yaml", "role: KarpenterNode-studio", "instanceProfile: NodeProfile-studio");
        assertThat(system.finding("NC1503").message()).contains("aws_iam_role.worker");
        assertThat(system.finding("NC1504").message()).contains("aws_iam_role.worker");
    }

    @Test
    void aNodeRoleNeedsAccessToTheCluster() {
        assertThat(withRoles("aws_iam_role.node.arn", "").finding("NC1504").severity())
                .isEqualTo(Severity.ERROR);
        withRoles("aws_iam_role.node.arn", ENTRY).isSilentFor("NC1504");
        withRoles("aws_iam_role.node.arn", "")
                .replacing(
                        "eks.tf",
                        "  eks_managed_node_groups = {",
                        "  aws_auth_roles = [{ rolearn = aws_iam_role.node.arn, groups = [\"system:nodes\"] }]\n  eks_managed_node_groups = {")
                .isSilentFor("NC1504");
        withRoles("aws_iam_role.node.arn", "")
                .replacing(
                        "eks.tf",
                        "  eks_managed_node_groups = {",
                        "  access_entries = {\n    nodes = {\n      principal_arn = aws_iam_role.node.arn\n    }\n  }\n  eks_managed_node_groups = {")
                .isSilentFor("NC1504");
        withRoles("aws_iam_role.node.arn", "")
                .with(
                        "map.sh",
                        "eksctl create iamidentitymapping --cluster studio --arn arn:aws:iam::1:role/KarpenterNode-studio\n")
                .isSilentFor("NC1504");
    }

    @Test
    void theControllersPolicyAsksForATag() {
        GoodSystem untagged = withRoles("aws_iam_role.node.arn", ENTRY)
                .with("karpenter.yaml", GOOD.texts().get("karpenter.yaml"));
        assertThat(untagged.findings("NC1505")).hasSize(1);
        withRoles("aws_iam_role.node.arn", ENTRY).isSilentFor("NC1505");
        GOOD.isSilentFor("NC1505");
    }

    @Test
    void gpusNeedADevicePlugin() {
        String chart =
                "helm upgrade --install nvdp nvdp/nvidia-device-plugin --version 0.17.1 --namespace kube-system\n";
        GoodSystem without = GOOD.replacing("install.sh", chart, "")
                .replacing("install.sh", "helm repo add nvdp https://nvidia.github.io/k8s-device-plugin\n", "");
        assertThat(without.finding("NC1506").severity()).isEqualTo(Severity.ERROR);
        assertThat(without.without("install.sh", "eks.tf").finding("NC1506").severity())
                .isEqualTo(Severity.NOTE);
        without.replacing("karpenter.yaml", "al2023@v20260101", "bottlerocket@1.30.0")
                .isSilentFor("NC1506");
        GOOD.isSilentFor("NC1506");
    }

    @Test
    void theDevicePluginMustTolerateTheTaintsOfGpuPools() {
        String daemon = """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: { name: plugin, namespace: kube-system }
                spec:
                  selector: { matchLabels: { app: plugin } }
                  template:
                    metadata: { labels: { app: plugin } }
                    spec:
                      tolerations: [{ key: KEY, operator: Exists }]
                      containers: [{ name: plugin, image: "nvcr.io/nvidia/k8s-device-plugin:v0.17.1" }]
                """;
        assertThat(GOOD.with("plugin.yaml", daemon.replace("KEY", "other"))
                        .finding("NC1506")
                        .message())
                .contains("does not tolerate");
        GOOD.with("plugin.yaml", daemon.replace("KEY", "nvidia.com/gpu")).isSilentFor("NC1506");
    }

    @Test
    void nodesRunContainerdNotDocker() {
        String script =
                "  userData: |\n    #!/bin/bash\n    echo hello\n    systemctl restart %s\n  blockDeviceMappings:\n";
        var finding = GOOD.replacing("karpenter.yaml", "  blockDeviceMappings:\n", script.formatted("docker"))
                .finding("NC1507");
        assertThat(finding.mark().snippet()).contains("    systemctl restart docker");
        GOOD.replacing("karpenter.yaml", "  blockDeviceMappings:\n", script.formatted("containerd"))
                .isSilentFor("NC1507");
    }

    @Test
    void amazonLinux2HasEnded() {
        GoodSystem old = GOOD.replacing("karpenter.yaml", "al2023@v20260101", "al2@latest");
        assertThat(old.finding("NC1508").severity()).isEqualTo(Severity.ERROR);
        assertThat(old.replacing("eks.tf", "\"1.35\"", "\"1.32\"")
                        .finding("NC1508")
                        .message())
                .contains("past its end of 2025-11-26");
        assertThat(old.replacing("eks.tf", "\"1.35\"", "\"1.32\"")
                        .on(LocalDate.of(2025, 6, 1))
                        .finding("NC1508")
                        .message())
                .contains("reaches its end on 2025-11-26");
        assertThat(GOOD.replacing("eks.tf", "AL2023_x86_64_STANDARD", "AL2_x86_64")
                        .findings("NC1508"))
                .hasSize(1);
        GOOD.isSilentFor("NC1508");
    }

    @Test
    void aVersionLeavesStandardSupportAndThenExtendedSupport() {
        GoodSystem old = GOOD.replacing("eks.tf", "\"1.35\"", "\"1.31\"");
        assertThat(old.finding("NC1509").consequence()).contains("$0.60 an hour instead of $0.10, $365 a month more");
        assertThat(old.on(LocalDate.of(2026, 11, 25)).finding("NC1509").severity())
                .isEqualTo(Severity.WARNING);
        assertThat(old.on(LocalDate.of(2026, 11, 26)).finding("NC1509").severity())
                .isEqualTo(Severity.ERROR);
        assertThat(old.on(LocalDate.of(2025, 10, 1)).finding("NC1509").severity())
                .isEqualTo(Severity.NOTE);
        old.on(LocalDate.of(2025, 1, 1)).isSilentFor("NC1509");
        GOOD.isSilentFor("NC1509");
    }

    @Test
    void spotIsNoMixWithOnDemand() {
        GoodSystem spot = GOOD.replacing("eks.tf", "\"ON_DEMAND\"", "\"SPOT\"  # 50% spot");
        assertThat(spot.finding("NC1510").found()).contains("50% spot");
        String second = "  eks_managed_node_groups = {\n    base = {\n      capacity_type = \"ON_DEMAND\"\n    }\n";
        spot.replacing("eks.tf", "  # 50% spot", "")
                .replacing("eks.tf", "  eks_managed_node_groups = {\n", second)
                .isSilentFor("NC1510");
        GOOD.isSilentFor("NC1510");
    }

    @Test
    void arm64NodesNeedAnArm64Image() {
        GoodSystem arm = GOOD.replacing("eks.tf", "[\"t3.medium\", \"t3.large\"]", "[\"t4g.medium\"]");
        assertThat(arm.finding("NC1511").severity()).isEqualTo(Severity.ERROR);
        assertThat(arm.replacing("eks.tf", "      ami_type       = \"AL2023_x86_64_STANDARD\"\n", "")
                        .finding("NC1511")
                        .severity())
                .isEqualTo(Severity.ERROR);
        assertThat(arm.replacing("eks.tf", "AL2023_x86_64_STANDARD", "AL2023_ARM_64_STANDARD")
                        .finding("NC1511")
                        .severity())
                .isEqualTo(Severity.NOTE);
        GOOD.isSilentFor("NC1511");
    }

    @Test
    void subnetsNeedTheTagThatTheNodeClassLooksFor() {
        GoodSystem untagged = GOOD.replacing("eks.tf", "    \"karpenter.sh/discovery\" = local.cluster_name\n", "");
        assertThat(untagged.finding("NC1512").severity()).isEqualTo(Severity.WARNING);
        GOOD.isSilentFor("NC1512");
        GOOD.without("eks.tf").isSilentFor("NC1512");
    }
}
