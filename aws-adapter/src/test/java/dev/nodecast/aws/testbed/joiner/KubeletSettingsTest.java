package dev.nodecast.aws.testbed.joiner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.nodecast.scheduler.model.Taint;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class KubeletSettingsTest {

    private static KubeletSettings of(String text) {
        return KubeletSettings.of(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aNodeConfigAmongOtherPartsIsRead() {
        KubeletSettings settings = of("""
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="//"

                --//
                Content-Type: text/x-shellscript; charset="us-ascii"

                #!/bin/bash
                mkdir -p /mnt/efs
                --//
                Content-Type: application/node.eks.aws

                # made by somebody
                apiVersion: node.eks.aws/v1alpha1
                kind: NodeConfig
                spec:
                  cluster: {name: test}
                  kubelet:
                    config:
                      maxPods: 58
                      registerWithTaints:
                      - {key: karpenter.sh/unregistered, effect: NoExecute}
                      - {key: nvidia.com/gpu, value: "true", effect: NoSchedule}
                    flags:
                    - --node-labels="karpenter.sh/nodepool=gpu-spot,role=gpu-worker"
                --//--
                """);

        assertThat(settings.labels())
                .containsExactly(entry("karpenter.sh/nodepool", "gpu-spot"), entry("role", "gpu-worker"));
        assertThat(settings.taints())
                .containsExactly(
                        new Taint("karpenter.sh/unregistered", "", Taint.Effect.NO_EXECUTE),
                        new Taint("nvidia.com/gpu", "true", Taint.Effect.NO_SCHEDULE));
    }

    @Test
    void theArgumentsOfBootstrapAreRead() {
        KubeletSettings settings = of("""
                #!/bin/bash -xe
                /etc/eks/bootstrap.sh 'test' --kubelet-extra-args '--node-labels=a=b,c= --register-with-taints=k=v:NoSchedule,u:NoExecute'
                """);

        assertThat(settings.labels()).containsExactly(entry("a", "b"), entry("c", ""));
        assertThat(settings.taints())
                .containsExactly(
                        new Taint("k", "v", Taint.Effect.NO_SCHEDULE), new Taint("u", "", Taint.Effect.NO_EXECUTE));
    }

    @Test
    void bottlerocketsSettingsAreRead() {
        KubeletSettings settings = of("""
                [settings.kubernetes]
                cluster-name = "test"

                [settings.kubernetes.node-labels]
                "karpenter.sh/nodepool" = "default"

                [settings.kubernetes.node-taints]
                "nvidia.com/gpu" = ["true:NoSchedule"]
                """);

        assertThat(settings.labels()).containsExactly(entry("karpenter.sh/nodepool", "default"));
        assertThat(settings.taints()).containsExactly(new Taint("nvidia.com/gpu", "true", Taint.Effect.NO_SCHEDULE));
    }

    @Test
    void withoutUserDataThereIsNothing() {
        assertThat(KubeletSettings.of("").labels()).isEmpty();
        assertThat(KubeletSettings.of("").taints()).isEmpty();
    }

    @Test
    void aNodeConfigThatIsNoYamlIsRefused() {
        assertThatThrownBy(() -> of("apiVersion: node.eks.aws/v1alpha1\nspec: ["))
                .hasMessageContaining("no YAML");
    }
}
