package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code --autoscale} where somebody else scales: Nodecast does not begin beside him, or leaves the workload alone. KEDA's objects
 * are named and labelled as its chart does it (kedacore/charts, keda/templates).
 */
@OnTheBed
class AutoscaleBesideOthersIT {

    private static final Duration PATIENCE = Autoscalers.PATIENCE;

    @TempDir
    private Path folder;

    private static void keda(Cluster cluster) throws Exception {
        cluster.apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: keda}
                ---
                apiVersion: v1
                kind: Node
                metadata:
                  name: system
                  labels: {kubernetes.io/os: linux}
                  annotations: {kwok.x-k8s.io/node: fake}
                status:
                  capacity: {cpu: "4", memory: 8Gi, pods: "20"}
                  allocatable: {cpu: "4", memory: 8Gi, pods: "20"}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: keda-operator
                  namespace: keda
                  labels:
                    app: keda-operator
                    name: keda-operator
                    app.kubernetes.io/name: keda-operator
                    app.kubernetes.io/component: operator
                    app.kubernetes.io/managed-by: Helm
                    app.kubernetes.io/instance: keda
                    app.kubernetes.io/part-of: keda-operator
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: keda-operator}}
                  template:
                    metadata: {labels: {app: keda-operator, app.kubernetes.io/name: keda-operator}}
                    spec:
                      nodeSelector: {kubernetes.io/os: linux}
                      containers: [{name: keda-operator, image: ghcr.io/kedacore/keda}]
                """);
        cluster.eventually(
                "the operator is ready",
                PATIENCE,
                () -> cluster.client()
                        .apps()
                        .deployments()
                        .inNamespace("keda")
                        .withName("keda-operator")
                        .isReady());
    }

    private static void ends(Cluster cluster, LiveController refused) throws Exception {
        cluster.eventually("it ends", PATIENCE, () -> !refused.alive());
        assertThat(refused.exitCode()).as(refused.tail()).isEqualTo(2);
    }

    @Test
    void itDoesNotBeginToScaleWhereAKedaOperatorRuns(Cluster cluster) throws Exception {
        DesignsQueue queue = DesignsQueue.begin(cluster);
        keda(cluster);
        queue.jobs(60);
        queue.scaledObject();

        LiveController refused = queue.scaling();

        ends(cluster, refused);
        assertThat(refused.log())
                .contains("--autoscale scale: KEDA is running in this cluster (Deployment keda/keda-operator)");
        assertThat(queue.autoscalers().replicas()).isZero();
        assertThat(queue.autoscalers().condition("Ready")).isEmpty();
    }

    @Test
    void itDoesNotBeginToServeWhereKedaServesExternalMetrics(Cluster cluster) throws Exception {
        DesignsQueue queue = DesignsQueue.begin(cluster);
        cluster.apply("""
                apiVersion: apiregistration.k8s.io/v1
                kind: APIService
                metadata:
                  name: v1beta1.external.metrics.k8s.io
                  labels:
                    app.kubernetes.io/name: v1beta1.external.metrics.k8s.io
                    app.kubernetes.io/component: operator
                    app.kubernetes.io/managed-by: Helm
                    app.kubernetes.io/instance: keda
                    app.kubernetes.io/part-of: keda-operator
                spec:
                  group: external.metrics.k8s.io
                  version: v1beta1
                  groupPriorityMinimum: 100
                  versionPriority: 100
                  insecureSkipTLSVerify: true
                  service: {namespace: keda, name: keda-operator-metrics-apiserver}
                """);

        LiveController refused = queue.serving(folder);

        ends(cluster, refused);
        assertThat(refused.log())
                .contains(
                        "APIService " + Autoscalers.API_SERVICE
                                + " belongs to Service keda/keda-operator-metrics-apiserver, part of keda-operator, managed by Helm");
        assertThat(cluster.client()
                        .apiServices()
                        .withName(Autoscalers.API_SERVICE)
                        .get()
                        .getSpec()
                        .getService()
                        .getNamespace())
                .isEqualTo("keda");
    }

    @Test
    void aWorkloadThatKubernetesScalesTooIsLeftAlone(Cluster cluster) throws Exception {
        DesignsQueue queue = DesignsQueue.begin(cluster);
        Autoscalers autoscalers = queue.autoscalers();
        queue.jobs(60);
        cluster.apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: theirs, namespace: prod}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ai-worker}
                  minReplicas: 1
                  maxReplicas: 3
                  metrics:
                    - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}
                """);
        queue.scaledObject();
        queue.scaling();
        cluster.eventually(
                "the conflict is told of",
                PATIENCE,
                () -> autoscalers.hasEvent(
                        "ScaledObject",
                        "AutoscalerConflict",
                        "also scaled by HorizontalPodAutoscaler prod/theirs (kube-controller-manager acts on it)"));
        autoscalers.nothingIsScaled();
        assertThat(autoscalers.condition("Ready")).containsEntry("reason", "AutoscalerConflict");
    }

    /** KEDA makes an HPA of each ScaledObject (kedacore/keda, controllers/keda/hpa.go). */
    @Test
    void aScaledObjectThatAKedaTakesUpLaterIsLeftAloneFromThenOn(Cluster cluster) throws Exception {
        DesignsQueue queue = DesignsQueue.begin(cluster);
        Autoscalers autoscalers = queue.autoscalers();
        queue.scaledObject();
        queue.scaling();
        cluster.eventually("it is Nodecast's", PATIENCE, () -> autoscalers.is("Ready", "True"));

        String uid = cluster.client()
                .genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                .inNamespace("prod")
                .withName("ai-worker")
                .get()
                .getMetadata()
                .getUid();
        cluster.apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata:
                  name: keda-hpa-ai-worker
                  namespace: prod
                  labels:
                    app.kubernetes.io/managed-by: keda-operator
                    app.kubernetes.io/name: keda-hpa-ai-worker
                    app.kubernetes.io/part-of: ai-worker
                    scaledobject.keda.sh/name: ai-worker
                  ownerReferences:
                    - {apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: ai-worker, uid: %s, controller: true, blockOwnerDeletion: true}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ai-worker}
                  minReplicas: 1
                  maxReplicas: 20
                  metrics:
                    - type: External
                      external:
                        metric: {name: s0-redis-queue-pro, selector: {matchLabels: {scaledobject.keda.sh/name: ai-worker}}}
                        target: {type: AverageValue, averageValue: "3"}
                """.formatted(uid));
        cluster.eventually(
                "the conflict is told of",
                PATIENCE,
                () -> autoscalers.hasEvent(
                        "ScaledObject",
                        "AutoscalerConflict",
                        "also scaled by HorizontalPodAutoscaler prod/keda-hpa-ai-worker (KEDA made it: stop KEDA's operator,"
                                + " then delete it)"));
        queue.jobs(60);
        autoscalers.nothingIsScaled();
        assertThat(autoscalers.condition("Ready")).containsEntry("reason", "AutoscalerConflict");
    }
}
