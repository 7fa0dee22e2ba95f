package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.cli.Nodecast;
import dev.nodecast.cli.PrometheusServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real control plane with the design's manifests, and what Prometheus remembers of it, as a scenario. */
@OnTheBed
class SnapshotIT {

    /** KEDA's kind, of which the bed has no controller; and what else a cluster has. */
    private static final String KEDA = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: scaledobjects.keda.sh}
            spec:
              group: keda.sh
              scope: Namespaced
              names: {kind: ScaledObject, plural: scaledobjects, singular: scaledobject, listKind: ScaledObjectList}
              versions:
                - name: v1alpha1
                  served: true
                  storage: true
                  schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """;

    private static final String OTHERS = """
            apiVersion: v1
            kind: Node
            metadata:
              name: managed
              labels:
                node.kubernetes.io/instance-type: t4g.medium
                topology.kubernetes.io/zone: ap-northeast-2a
                topology.kubernetes.io/region: ap-northeast-2
                kubernetes.io/arch: arm64
                eks.amazonaws.com/nodegroup: system
            ---
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: ai-worker, namespace: prod}
            spec: {maxUnavailable: 1, selector: {matchLabels: {app: ai-worker}}}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: redis, namespace: prod}
            spec:
              replicas: 1
              serviceName: redis
              selector: {matchLabels: {app: redis}}
              template:
                metadata: {labels: {app: redis}}
                spec: {containers: [{name: redis, image: "redis:7", resources: {requests: {cpu: 100m, memory: 64Mi}}}]}
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: agent, namespace: prod}
            spec:
              selector: {matchLabels: {app: agent}}
              template:
                metadata: {labels: {app: agent}}
                spec:
                  tolerations: [{operator: Exists}]
                  containers: [{name: agent, image: "agent:1", resources: {requests: {cpu: 50m, memory: 32Mi}}}]
            """;

    @TempDir
    private Path folder;

    private record Run(int code, String out, String err) {

        static Run of(String... arguments) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int code = Nodecast.run(new PrintWriter(out), new PrintWriter(err, true), arguments);
            return new Run(code, out.toString(), err.toString());
        }
    }

    @Test
    void aClusterIsAScenarioThatRunsAtOnce(Cluster cluster) throws Exception {
        apply(cluster);
        Path snapshot = folder.resolve("snapshot");
        try (PrometheusServer prometheus = new PrometheusServer()
                .with("kube_deployment_spec_replicas{namespace=\"prod\",deployment=\"ai-worker\"}", Map.of(0L, 1.0))
                .with("kube_statefulset_replicas{namespace=\"prod\",statefulset=\"redis\"}", Map.of(0L, 1.0))
                .with("celery_jobs{queue=\"pro\"}", Map.of(0L, 0.0, 1200L, 30.0, 3600L, 10.0, 5400L, 0.0))
                .with("celery_jobs{queue=\"free\"}", Map.of(0L, 2.0, 3600L, 0.0))) {
            Run taken = Run.of(
                    "snapshot",
                    "--kubeconfig",
                    cluster.kubeconfig().toString(),
                    "--prometheus",
                    prometheus.address(),
                    "--job-time",
                    "60s",
                    "--duration",
                    "2h",
                    "-o",
                    snapshot.toString());
            assertThat(taken.code()).as(taken.err()).isZero();
            assertThat(taken.out()).contains("StatefulSet prod/redis stands as a Deployment");
        }
        for (String kind : List.of(
                "nodepools",
                "ec2nodeclasses",
                "deployments",
                "statefulsets",
                "daemonsets",
                "poddisruptionbudgets",
                "scaledobjects")) {
            assertThat(snapshot.resolve("manifests").resolve(kind + ".yaml")).isNotEmptyFile();
        }

        Run simulated =
                Run.of("simulate", snapshot.resolve("scenario.yaml").toString(), "--no-bounds", "--format", "json");

        assertThat(simulated.code()).as(simulated.err()).isLessThan(2);
        JsonNode result = JsonMapper.shared().readTree(simulated.out());
        assertThat(result.at("/queues/pro/arrived").asDouble()).isGreaterThan(10);
        assertThat(result.at("/nodes/launched").asDouble())
                .as("the ScaledObject acted")
                .isPositive();
        assertThat(result.at("/cost/systemNodes").asDouble())
                .as("the managed node")
                .isPositive();
    }

    private static void apply(Cluster cluster) throws Exception {
        cluster.apply(KEDA);
        cluster.eventually("KEDA's kind is served", Duration.ofSeconds(30), () -> {
            var status = cluster.client()
                    .apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName("scaledobjects.keda.sh")
                    .get()
                    .getStatus();
            return status != null
                    && status.getConditions() != null
                    && status.getConditions().stream()
                            .anyMatch(one -> one.getType().equals("Established")
                                    && one.getStatus().equals("True"));
        });
        cluster.applyResource("worker.yaml");
        for (String name :
                List.of("ec2nodeclass-gpu.yaml", "nodepool-gpu.yaml", "deployment.yaml", "scaledobject.yaml")) {
            cluster.apply(DesignManifests.unchanged(name));
        }
        cluster.apply(OTHERS);
        cluster.endAfterwards(() -> {
            cluster.client().apps().statefulSets().inAnyNamespace().delete();
            cluster.client().apps().daemonSets().inAnyNamespace().delete();
            cluster.client()
                    .genericKubernetesResources("karpenter.k8s.aws/v1", "EC2NodeClass")
                    .delete();
            cluster.client()
                    .apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName("scaledobjects.keda.sh")
                    .delete();
        });
    }
}
