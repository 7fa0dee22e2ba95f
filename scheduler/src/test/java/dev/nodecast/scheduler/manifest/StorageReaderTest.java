package dev.nodecast.scheduler.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.model.Attachments.ClaimMount;
import dev.nodecast.scheduler.model.CsiNode;
import dev.nodecast.scheduler.model.Namespace;
import dev.nodecast.scheduler.model.PersistentVolume;
import dev.nodecast.scheduler.model.PersistentVolumeClaim;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.StorageClass;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorageReaderTest {

    private final Diagnostics diagnostics = new Diagnostics();

    private Manifests read(String text) {
        Manifests manifests = new ManifestReader(diagnostics).read(SourceText.of("f.yaml", text));
        assertThat(diagnostics.list()).isEmpty();
        return manifests;
    }

    private <T> T one(Class<T> type, String text) {
        return read(text).values(type).getFirst();
    }

    @Test
    void aBoundClaim() {
        PersistentVolumeClaim claim = one(PersistentVolumeClaim.class, """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata:
                  name: data
                  annotations: {pv.kubernetes.io/bind-completed: "yes"}
                spec:
                  accessModes: [ReadWriteOnce]
                  resources: {requests: {storage: 20Gi}}
                  storageClassName: gp3
                  volumeName: pvc-1
                status: {phase: Bound}
                """);
        assertThat(claim.volumeName()).isEqualTo("pvc-1");
        assertThat(claim.storageClass()).isEqualTo("gp3");
        assertThat(claim.bindCompleted()).isTrue();
        assertThat(claim.lost()).isFalse();
    }

    @Test
    void aVolumeOfADriverAndOneInKubernetesOwnTree() {
        Manifests volumes = read("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: new}
                spec:
                  capacity: {storage: 20Gi}
                  csi: {driver: efs.csi.aws.com, volumeHandle: fs-1}
                  nodeAffinity:
                    required:
                      nodeSelectorTerms:
                        - matchExpressions:
                            - {key: topology.kubernetes.io/zone, operator: In, values: [a]}
                ---
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: old}
                spec:
                  awsElasticBlockStore: {volumeID: vol-1}
                ---
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: disk}
                spec:
                  local: {path: /mnt}
                """);
        PersistentVolume first = volumes.named(PersistentVolume.class, "new").orElseThrow();
        assertThat(first.driver()).isEqualTo("efs.csi.aws.com");
        assertThat(first.nodeTerms().getFirst().matchExpressions().getFirst().values())
                .containsExactly("a");
        assertThat(volumes.named(PersistentVolume.class, "old").orElseThrow().driver())
                .isEqualTo("ebs.csi.aws.com");
        assertThat(volumes.named(PersistentVolume.class, "disk").orElseThrow().onHost())
                .isTrue();
    }

    @Test
    void aStorageClassBindsAtOnceUnlessItSaysOtherwise() {
        String text = """
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: gp2}
                provisioner: kubernetes.io/aws-ebs
                parameters: {type: gp2}
                allowedTopologies:
                  - matchLabelExpressions:
                      - {key: topology.ebs.csi.aws.com/zone, values: [a, b]}
                """;
        StorageClass atOnce = one(StorageClass.class, text);
        assertThat(atOnce.immediate()).isTrue();
        assertThat(atOnce.driver()).isEqualTo("ebs.csi.aws.com");
        assertThat(atOnce.allowedTopologies().getFirst().getFirst().values()).containsExactly("a", "b");
        assertThat(one(StorageClass.class, text + "volumeBindingMode: WaitForFirstConsumer\n")
                        .immediate())
                .isFalse();
    }

    @Test
    void howManyVolumesTheDriversOfANodeCanAttach() {
        CsiNode node = one(CsiNode.class, """
                apiVersion: storage.k8s.io/v1
                kind: CSINode
                metadata: {name: n1}
                spec:
                  drivers:
                    - {name: ebs.csi.aws.com, nodeID: i-1, topologyKeys: [], allocatable: {count: 25}}
                    - {name: efs.csi.aws.com, nodeID: i-1}
                """);
        assertThat(node.volumeLimits()).isEqualTo(Map.of("ebs.csi.aws.com", 25));
    }

    @Test
    void whatAPodNeedsAttached() {
        Pod pod = one(Pod.class, """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  containers:
                    - name: main
                      image: m:1
                      resources: {claims: [{name: gpu}]}
                  resourceClaims: [{name: gpu, resourceClaimTemplateName: one-gpu}]
                  volumes:
                    - {name: scratch, ephemeral: {volumeClaimTemplate: {spec: {}}}}
                    - {name: data, persistentVolumeClaim: {claimName: shared}}
                    - {name: tmp, emptyDir: {}}
                """);
        assertThat(pod.spec().attachments().claims())
                .containsExactly(new ClaimMount("scratch", true), new ClaimMount("shared", false));
        assertThat(pod.spec().attachments().claims().getFirst().claimName("p")).isEqualTo("p-scratch");
        assertThat(pod.spec().attachments().devices()).isTrue();
    }

    @Test
    void aPodsOwnRequestsTakeThePlaceOfThoseOfItsContainers() {
        // cpu: 1 of the pod instead of 200 m + 300 m; memory: 512 Mi of the containers, which the pod does not name.
        Pod pod = one(Pod.class, """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  resources: {requests: {cpu: "1"}}
                  containers:
                    - {name: a, image: m:1, resources: {requests: {cpu: 200m, memory: 256Mi}}}
                    - {name: b, image: m:1, resources: {requests: {cpu: 300m, memory: 256Mi}}}
                  overhead: {cpu: 50m}
                """);
        assertThat(pod.spec().requests().cpuMilli()).isEqualTo(1_050);
        assertThat(pod.spec().requests().memoryBytes()).isEqualTo(512L << 20);
    }

    @Test
    void aNamespaceHasItsNameAsALabel() {
        Namespace namespace = one(Namespace.class, """
                apiVersion: v1
                kind: Namespace
                metadata: {name: prod, labels: {env: live}}
                """);
        assertThat(namespace.labels().get("kubernetes.io/metadata.name")).isEqualTo("prod");
        assertThat(namespace.labels().get("env")).isEqualTo("live");
    }
}
