package dev.nodecast.aws.ec2.userdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.aws.ec2.ClusterFacts;
import dev.nodecast.scheduler.catalog.AmiFamily;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a node is told when it boots, written out by hand for each family of images. */
class UserDataTest {

    private static final ClusterFacts CLUSTER =
            new ClusterFacts("blue", "us-east-1", "https://blue.example", "Q0E=", "10.100.0.0/16", "1.35");
    private static final Taint GPU = new Taint("nvidia.com/gpu", "present", Taint.Effect.NO_SCHEDULE);

    @Test
    void al2023IsToldByANodeConfig() {
        assertThat(UserData.text(setup(AmiFamily.AL2023, ""))).isEqualTo("""
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="//"

                --//
                Content-Type: application/node.eks.aws

                # NodeConfig made by Nodecast
                apiVersion: node.eks.aws/v1alpha1
                kind: NodeConfig
                spec:
                  cluster:
                    apiServerEndpoint: https://blue.example
                    certificateAuthority: Q0E=
                    cidr: 10.100.0.0/16
                    name: blue
                  kubelet:
                    config:
                      clusterDNS:
                      - 10.100.0.10
                      maxPods: 58
                      registerWithTaints:
                      - effect: NoSchedule
                        key: nvidia.com/gpu
                        value: present
                      - effect: NoExecute
                        key: karpenter.sh/unregistered
                    flags:
                    - --node-labels="karpenter.sh/capacity-type=spot,karpenter.sh/nodepool=gpu"

                --//--
                """);
    }

    @Test
    void al2023KeepsTheUsersOwnPartsBeforeOurs() {
        String own = """
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="BOUNDARY"

                --BOUNDARY
                Content-Type: application/node.eks.aws

                spec:
                  kubelet:
                    config:
                      maxPods: 42
                --BOUNDARY
                Content-Type: text/x-shellscript; charset="us-ascii"

                #!/bin/bash
                echo hello
                --BOUNDARY--
                """;

        assertThat(UserData.text(setup(AmiFamily.AL2023, own))).startsWith("""
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed; boundary="//"

                        --//
                        Content-Type: application/node.eks.aws

                        spec:
                          kubelet:
                            config:
                              maxPods: 42
                        --//
                        Content-Type: text/x-shellscript; charset="us-ascii"

                        #!/bin/bash
                        echo hello
                        --//
                        Content-Type: application/node.eks.aws

                        # NodeConfig made by Nodecast
                        """).doesNotContain("BOUNDARY");
    }

    @Test
    void al2023TakesYamlForANodeConfigAndAnythingElseForAScript() {
        assertThat(UserData.text(setup(AmiFamily.AL2023, "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n")))
                .contains(
                        "--//\nContent-Type: application/node.eks.aws\n\napiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n");
        assertThat(UserData.text(setup(AmiFamily.AL2023, "#!/bin/bash\necho hello\n")))
                .contains("--//\nContent-Type: text/x-shellscript; charset=\"us-ascii\"\n\n#!/bin/bash\necho hello\n");
    }

    @Test
    void al2IsToldByBootstrapSh() {
        assertThat(UserData.text(setup(AmiFamily.AL2, "#!/bin/bash\necho hello\n")))
                .isEqualTo("""
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="//"

                --//
                Content-Type: text/x-shellscript; charset="us-ascii"

                #!/bin/bash
                echo hello

                --//
                Content-Type: text/x-shellscript; charset="us-ascii"

                #!/bin/bash -xe
                exec > >(tee /var/log/user-data.log|logger -t user-data -s 2>/dev/console) 2>&1
                /etc/eks/bootstrap.sh 'blue' --apiserver-endpoint 'https://blue.example' --b64-cluster-ca 'Q0E=' \\
                --dns-cluster-ip '10.100.0.10' \\
                --use-max-pods false \\
                --kubelet-extra-args '--node-labels="karpenter.sh/capacity-type=spot,karpenter.sh/nodepool=gpu" \
                --register-with-taints="nvidia.com/gpu=present:NoSchedule,karpenter.sh/unregistered:NoExecute" \
                --max-pods=58'
                --//--
                """);
    }

    @Test
    void kubeletsSettingsBecomeFlagsWhereThereIsNoFile() {
        NodeSetup setup = new NodeSetup(
                AmiFamily.AL2,
                CLUSTER,
                new TreeMap<>(),
                List.of(),
                new TreeMap<>(Map.of(
                        "evictionHard",
                        Map.of("memory.available", "5%"),
                        "kubeReserved",
                        Map.of("memory", "200Mi", "cpu", "100m"),
                        "podsPerCore",
                        4,
                        "cpuCFSQuota",
                        true)),
                "",
                true);

        assertThat(UserData.text(setup))
                .contains("--register-with-taints=\"\" --pods-per-core=4 --kube-reserved=\"cpu=100m,memory=200Mi\""
                        + " --eviction-hard=\"memory.available<5%\" --cpu-cfs-quota=true'")
                .contains(" \\\n--local-disks raid0");
    }

    @Test
    void bottlerocketIsToldInTomlAndOursHasTheLastWord() {
        String own = """
                [settings.kubernetes]
                cluster-name = "another"
                cloud-provider = "external"

                [settings.kubernetes.node-labels]
                team = "ml"

                [settings.ntp]
                time-servers = ["169.254.169.123"]
                """;

        String text = UserData.text(setup(AmiFamily.BOTTLEROCKET, own));

        assertThat(text.lines())
                .containsExactlyInAnyOrder(
                        "settings.kubernetes.api-server = 'https://blue.example'",
                        "settings.kubernetes.cloud-provider = 'external'",
                        "settings.kubernetes.cluster-certificate = 'Q0E='",
                        "settings.kubernetes.cluster-dns-ip = '10.100.0.10'",
                        "settings.kubernetes.cluster-name = 'blue'",
                        "settings.kubernetes.max-pods = 58",
                        "settings.kubernetes.node-labels.'karpenter.sh/capacity-type' = 'spot'",
                        "settings.kubernetes.node-labels.'karpenter.sh/nodepool' = 'gpu'",
                        "settings.kubernetes.node-labels.team = 'ml'",
                        "settings.kubernetes.node-taints.'karpenter.sh/unregistered' = [':NoExecute']",
                        "settings.kubernetes.node-taints.'nvidia.com/gpu' = ['present:NoSchedule']",
                        "settings.ntp.time-servers = ['169.254.169.123']");
    }

    @Test
    void windowsIsToldByPowerShell() {
        assertThat(UserData.text(setup(AmiFamily.WINDOWS, "Write-Host \"hello\"")))
                .isEqualTo("""
                <powershell>
                Write-Host "hello"
                [string]$EKSBootstrapScriptFile = "$env:ProgramFiles\\Amazon\\EKS\\Start-EKSBootstrap.ps1"
                & $EKSBootstrapScriptFile -EKSClusterName 'blue' -APIServerEndpoint 'https://blue.example' \
                -Base64ClusterCA 'Q0E=' -KubeletExtraArgs \
                '--node-labels="karpenter.sh/capacity-type=spot,karpenter.sh/nodepool=gpu" \
                --register-with-taints="nvidia.com/gpu=present:NoSchedule,karpenter.sh/unregistered:NoExecute" \
                --max-pods=58' -DNSClusterIP '10.100.0.10'
                </powershell>""");
    }

    @Test
    void aCustomFamilyIsToldWhatTheUserSaysAndNothingElse() {
        assertThat(UserData.text(setup(AmiFamily.CUSTOM, "anything"))).isEqualTo("anything");
        assertThat(UserData.text(setup(AmiFamily.CUSTOM, ""))).isEmpty();
    }

    @Test
    void whatCannotBeMergedIsRefusedWithTheReason() {
        assertThatThrownBy(() -> UserData.text(setup(AmiFamily.BOTTLEROCKET, "#!/bin/bash\necho hello")))
                .isInstanceOf(UnusableUserDataException.class)
                .hasMessageContaining("expected Bottlerocket's settings in TOML");
        assertThatThrownBy(() ->
                        UserData.text(setup(AmiFamily.AL2023, "MIME-Version: 1.0\nContent-Type: text/plain\n\nx")))
                .isInstanceOf(UnusableUserDataException.class)
                .hasMessageContaining("expected `Content-Type: multipart/mixed; boundary=");
        assertThatThrownBy(() -> UserData.text(
                        setup(AmiFamily.AL2, "Content-Type: multipart/mixed; boundary=\"B\"\n\n--B\n\necho hello")))
                .isInstanceOf(UnusableUserDataException.class)
                .hasMessageContaining("does not end with `--B--`");
    }

    private static NodeSetup setup(AmiFamily family, String custom) {
        return new NodeSetup(
                        family,
                        CLUSTER,
                        new TreeMap<>(Map.of("karpenter.sh/nodepool", "gpu", "karpenter.sh/capacity-type", "spot")),
                        List.of(GPU, WellKnown.UNREGISTERED),
                        new TreeMap<>(),
                        custom,
                        false)
                .withMaxPods(58);
    }
}
