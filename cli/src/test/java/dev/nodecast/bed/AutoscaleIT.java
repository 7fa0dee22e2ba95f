package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.testbed.redis.SimulatedRedis;
import dev.nodecast.scenarios.journal.JournalReader;
import dev.nodecast.scenarios.journal.RecordedSession;
import dev.nodecast.scenarios.journal.SessionReplay;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The design's Deployment scaled by the length of a queue, by Nodecast itself and by Kubernetes' own autoscaler that reads Nodecast's
 * metrics. The queue is in a server in this process that speaks Redis' protocol ({@link SimulatedRedis}).
 */
@OnTheBed
class AutoscaleIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LIBRARY = "/dev/nodecast/scenarios/library/manifests/design-corrected/";
    private static final String API_SERVICE = "v1beta1.external.metrics.k8s.io";

    @TempDir
    private Path folder;

    private SimulatedRedis redis;

    /** The manifests as the library has them, but for the class of the nodes, which kwok fakes. */
    private static String manifest(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Cluster.class.getResourceAsStream(LIBRARY + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("group: karpenter.k8s.aws", "group: karpenter.kwok.sh")
                    .replace("kind: EC2NodeClass", "kind: KWOKNodeClass");
        }
    }

    @BeforeEach
    void theDesignsDeploymentAndAQueue(Cluster cluster) throws Exception {
        redis = new SimulatedRedis(0, "");
        cluster.endAfterwards(redis);
        cluster.applyResource("scaledobject-crd.yaml");
        cluster.applyResource("worker.yaml");
        cluster.apply(manifest("nodepool-gpu.yaml"));
        cluster.apply(manifest("deployment.yaml"));
        cluster.endAfterwards(() -> takeAway(cluster));
        cluster.eventually(
                "ScaledObjects are served",
                PATIENCE,
                () -> cluster.client()
                                .genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                                .inNamespace("prod")
                                .list()
                        != null);
    }

    private static void takeAway(Cluster cluster) {
        cluster.client()
                .genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                .inNamespace("prod")
                .delete();
        cluster.client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace("prod")
                .delete();
        cluster.client().apiServices().withName(API_SERVICE).delete();
        cluster.client()
                .services()
                .inNamespace("default")
                .withName("external-metrics")
                .delete();
        cluster.client()
                .secrets()
                .inNamespace("default")
                .withName("nodecast-external-metrics")
                .delete();
    }

    private void jobs(long count) {
        redis.list(0, "queue:pro", count);
    }

    private static int replicas(Cluster cluster) {
        return cluster.client()
                .apps()
                .deployments()
                .inNamespace("prod")
                .withName("ai-worker")
                .get()
                .getSpec()
                .getReplicas();
    }

    private static void reaches(Cluster cluster, int count) throws Exception {
        cluster.eventually(count + " replicas are asked for", PATIENCE, () -> replicas(cluster) == count);
        cluster.eventually(count + " workers run", PATIENCE, () -> cluster.running("prod") == count);
    }

    private static boolean hasEvent(Cluster cluster, String kind, String reason, String text) {
        return cluster.client().v1().events().inNamespace("prod").list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals(kind))
                .filter(event -> reason.equals(event.getReason()))
                .map(Event::getMessage)
                .anyMatch(message -> message.contains(text));
    }

    private void scaledObject(Cluster cluster, String address) {
        cluster.apply("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: ai-worker, namespace: prod}
                spec:
                  scaleTargetRef: {name: ai-worker}
                  minReplicaCount: 0
                  maxReplicaCount: 20
                  pollingInterval: 1
                  cooldownPeriod: 5
                  triggers:
                    - type: redis
                      metadata: {address: "%s", listName: "queue:pro", listLength: "3"}
                """.formatted(address));
    }

    /** A condition of the ScaledObject; empty where it has none of that type. */
    private static Map<String, Object> condition(Cluster cluster, String type) {
        GenericKubernetesResource object = cluster.client()
                .genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
                .inNamespace("prod")
                .withName("ai-worker")
                .get();
        List<Map<String, Object>> conditions = object.get("status", "conditions");
        for (Map<String, Object> condition : conditions == null ? List.<Map<String, Object>>of() : conditions) {
            if (type.equals(condition.get("type"))) {
                return condition;
            }
        }
        return Map.of();
    }

    @Test
    void nodecastScalesByAScaledObjectFromZeroToTwentyAndBack(Cluster cluster) throws Exception {
        Path journal = folder.resolve("journal");
        LiveController controller = cluster.controller(
                "--no-leader-elect",
                "--autoscale",
                "scale",
                "--metric-interval",
                "1s",
                "--autoscale-sync-period",
                "2s",
                "--journal",
                journal.toString());
        scaledObject(cluster, redis.address());
        cluster.eventually(
                "it is ready",
                PATIENCE,
                () -> "True".equals(condition(cluster, "Ready").get("status")));
        assertThat(replicas(cluster)).isZero();

        jobs(60); // 60 / 3 = 20
        reaches(cluster, 20);
        cluster.eventually(
                "it is active",
                PATIENCE,
                () -> "True".equals(condition(cluster, "Active").get("status")));
        cluster.isConsistent();
        jobs(0);
        reaches(cluster, 0);
        cluster.eventually(
                "it says so",
                PATIENCE,
                () -> hasEvent(cluster, "ScaledObject", "KEDAScaleTargetDeactivated", "from 20 to 0"));

        redis.close();
        cluster.eventually(
                "a queue that is silent is told of",
                PATIENCE,
                () -> "False".equals(condition(cluster, "Ready").get("status"))
                        && hasEvent(cluster, "ScaledObject", "KEDAScalerFailed", "redis " + redis.address()));
        controller.close();

        List<RecordedSession> sessions = JournalReader.sessions(journal);
        assertThat(sessions).hasSize(1);
        SessionReplay replay = SessionReplay.of(sessions.getFirst());
        assertThat(replay.agreed()).as(String.valueOf(replay.outcome())).isTrue();
        assertThat(replay.outcome().extent().decisions()).isGreaterThan(5);
    }

    @Test
    void nodecastScalesByAnHpaOfItsGroupAndKubernetesKeepsOff(Cluster cluster) throws Exception {
        Path sources = sources();
        cluster.controller(
                "--no-leader-elect",
                "--autoscale",
                "scale",
                "--metric-sources",
                sources.toString(),
                "--metric-interval",
                "1s",
                "--autoscale-sync-period",
                "2s");
        cluster.apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata:
                  name: ai-worker
                  namespace: prod
                  annotations: {nodecast.dev/min-replicas: "0"}
                spec:
                  scaleTargetRef: {apiVersion: nodecast.dev/v1, kind: Deployment, name: ai-worker}
                  minReplicas: 1
                  maxReplicas: 3
                  behavior: {scaleDown: {stabilizationWindowSeconds: 0}}
                  metrics:
                    - type: External
                      external:
                        metric: {name: queue_length, selector: {matchLabels: {queue: pro}}}
                        target: {type: AverageValue, averageValue: "3"}
                """);
        jobs(9);
        reaches(cluster, 3);
        jobs(0);
        reaches(cluster, 0);
        assertThat(hasEvent(cluster, "HorizontalPodAutoscaler", "SuccessfulRescale", "from"))
                .isTrue();
        cluster.eventually(
                "Kubernetes says that it does not find the target",
                PATIENCE,
                () -> cluster
                        .client()
                        .autoscaling()
                        .v2()
                        .horizontalPodAutoscalers()
                        .inNamespace("prod")
                        .withName("ai-worker")
                        .get()
                        .getStatus()
                        .getConditions()
                        .stream()
                        .anyMatch(each -> "FailedGetScale".equals(each.getReason())));
    }

    @Test
    void twoOnOneWorkloadAreToldOfAndLeftAlone(Cluster cluster) throws Exception {
        jobs(60);
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
        scaledObject(cluster, redis.address());
        cluster.controller("--no-leader-elect", "--autoscale", "scale", "--metric-interval", "1s");
        cluster.eventually(
                "the conflict is told of",
                PATIENCE,
                () -> hasEvent(
                        cluster,
                        "ScaledObject",
                        "AutoscalerConflict",
                        "also scaled by HorizontalPodAutoscaler prod/theirs (kube-controller-manager acts on it)"));
        cluster.always("nothing is scaled", Duration.ofSeconds(5), () -> replicas(cluster) == 0);
        assertThat(condition(cluster, "Ready")).containsEntry("reason", "AutoscalerConflict");
    }

    @Test
    void aShadowDecidesAndScalesNothing(Cluster cluster) throws Exception {
        jobs(60);
        scaledObject(cluster, redis.address());
        LiveController shadow = cluster.controller("--shadow", "--autoscale", "scale", "--metric-interval", "1s");
        cluster.eventually(
                "it would have scaled",
                PATIENCE,
                () -> shadow.log().contains("ai-worker, from=0, to=1, why=a trigger became active"));
        cluster.always("nothing is scaled", Duration.ofSeconds(5), () -> replicas(cluster) == 0);
        assertThat(condition(cluster, "Ready")).isEmpty();
    }

    private Path sources() throws IOException {
        return Files.writeString(folder.resolve("queues.yaml"), """
                series:
                  - metric: queue_length
                    namespace: prod
                    labels: {queue: pro}
                    type: redis
                    metadata: {address: "%s", listName: "queue:pro"}
                """.formatted(redis.address()));
    }

    /** By an ExternalName the API server of the bed, which has no network of pods, finds a process on its own host. */
    private static void service(Cluster cluster) {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: external-metrics, namespace: default}
                spec: {type: ExternalName, externalName: localhost}
                """);
    }

    private LiveController serving(Cluster cluster) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        service(cluster);
        return cluster.controller(
                "--no-leader-elect",
                "--autoscale",
                "metrics",
                "--metric-sources",
                sources().toString(),
                "--autoscale-port",
                Integer.toString(port),
                "--autoscale-service",
                "default/external-metrics:" + port);
    }

    @Test
    void kubernetesScalesByNodecastsMetricsToZeroToTwentyAndBack(Cluster cluster) throws Exception {
        serving(cluster);
        cluster.eventually(
                "the API is available",
                PATIENCE,
                () -> cluster.client().apiServices().withName(API_SERVICE).get() != null
                        && cluster
                                .client()
                                .apiServices()
                                .withName(API_SERVICE)
                                .get()
                                .getStatus()
                                .getConditions()
                                .stream()
                                .anyMatch(each -> each.getType().equals("Available")
                                        && each.getStatus().equals("True")));
        // Kubernetes leaves a target alone that it did not scale to zero itself.
        cluster.scale("prod", "ai-worker", 1);
        cluster.apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: ai-worker, namespace: prod}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ai-worker}
                  minReplicas: 0
                  maxReplicas: 20
                  behavior:
                    scaleUp: {policies: [{type: Pods, value: 20, periodSeconds: 15}]}
                    scaleDown: {stabilizationWindowSeconds: 0}
                  metrics:
                    - type: External
                      external:
                        metric: {name: queue_length, selector: {matchLabels: {queue: pro}}}
                        target: {type: AverageValue, averageValue: "3"}
                """);
        reaches(cluster, 0);
        jobs(60);
        reaches(cluster, 20);
        jobs(0);
        reaches(cluster, 0);

        redis.close();
        cluster.eventually(
                "a queue that is silent is told of",
                PATIENCE,
                () -> hasEvent(
                        cluster, "HorizontalPodAutoscaler", "FailedGetExternalMetric", "redis " + redis.address()));
    }

    @Test
    void itDoesNotBeginWhereSomebodyElseServesExternalMetrics(Cluster cluster) throws Exception {
        cluster.apply("""
                apiVersion: apiregistration.k8s.io/v1
                kind: APIService
                metadata:
                  name: v1beta1.external.metrics.k8s.io
                  labels: {app.kubernetes.io/part-of: keda-operator}
                spec:
                  group: external.metrics.k8s.io
                  version: v1beta1
                  groupPriorityMinimum: 100
                  versionPriority: 100
                  insecureSkipTLSVerify: true
                  service: {namespace: keda, name: keda-operator-metrics-apiserver}
                """);
        LiveController refused = serving(cluster);
        cluster.eventually("it ends", PATIENCE, () -> !refused.alive());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.log())
                .contains("APIService " + API_SERVICE
                        + " belongs to Service keda/keda-operator-metrics-apiserver, part of keda-operator");
        assertThat(cluster.client()
                        .apiServices()
                        .withName(API_SERVICE)
                        .get()
                        .getSpec()
                        .getService()
                        .getNamespace())
                .isEqualTo("keda");
    }
}
