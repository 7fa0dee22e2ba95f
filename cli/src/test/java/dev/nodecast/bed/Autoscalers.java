package dev.nodecast.bed;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Deployment and its autoscalers, in a cluster that knows ScaledObjects and has no KEDA. Autoscalers and what serves metrics are
 * taken away after the test.
 */
record Autoscalers(Cluster cluster, String namespace, String deployment) {

    static final Duration PATIENCE = Duration.ofMinutes(2);
    static final String API_SERVICE = "v1beta1.external.metrics.k8s.io";

    private static final String KEDA = "keda.sh/v1alpha1";
    private static final String SERVICE = "external-metrics";

    static Autoscalers of(Cluster cluster, String namespace, String deployment) throws Exception {
        cluster.applyResource("scaledobject-crd.yaml");
        cluster.endAfterwards(() -> takeAway(cluster));
        cluster.eventually("ScaledObjects are served", PATIENCE, () -> served(cluster));
        return new Autoscalers(cluster, namespace, deployment);
    }

    private static boolean served(Cluster cluster) {
        try {
            cluster.client()
                    .genericKubernetesResources(KEDA, "ScaledObject")
                    .inAnyNamespace()
                    .list();
            return true;
        } catch (KubernetesClientException notYet) {
            return false;
        }
    }

    private static void takeAway(Cluster cluster) {
        cluster.client().genericKubernetesResources(KEDA, "ScaledObject").inAnyNamespace().list().getItems().stream()
                .map(cluster.client()::resource)
                .forEach(each -> each.delete());
        cluster.client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inAnyNamespace()
                .delete();
        cluster.client().apiServices().withName(API_SERVICE).delete();
        cluster.client().services().inNamespace("default").withName(SERVICE).delete();
        cluster.client()
                .secrets()
                .inNamespace("default")
                .withName("nodecast-external-metrics")
                .delete();
    }

    int replicas() {
        return cluster.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment)
                .get()
                .getSpec()
                .getReplicas();
    }

    /** So many replicas are asked for, and run. */
    void reaches(int count) throws Exception {
        cluster.eventually(count + " replicas are asked for", PATIENCE, () -> replicas() == count);
        cluster.eventually(count + " workers run", PATIENCE, () -> cluster.running(namespace) == count);
    }

    void nothingIsScaled() throws InterruptedException {
        cluster.always("nothing is scaled", Duration.ofSeconds(5), () -> replicas() == 0);
    }

    boolean hasEvent(String kind, String reason, String text) {
        return cluster.client().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals(kind))
                .filter(event -> reason.equals(event.getReason()))
                .map(Event::getMessage)
                .anyMatch(message -> message.contains(text));
    }

    /** A condition of the ScaledObject that is named as the Deployment; empty where it has none of that type. */
    Map<String, Object> condition(String type) {
        GenericKubernetesResource object = cluster.client()
                .genericKubernetesResources(KEDA, "ScaledObject")
                .inNamespace(namespace)
                .withName(deployment)
                .get();
        List<Map<String, Object>> conditions = object.get("status", "conditions");
        for (Map<String, Object> condition : conditions == null ? List.<Map<String, Object>>of() : conditions) {
            if (type.equals(condition.get("type"))) {
                return condition;
            }
        }
        return Map.of();
    }

    boolean is(String condition, String status) {
        return status.equals(condition(condition).get("status"));
    }

    HorizontalPodAutoscaler hpa(String name) {
        return cluster.client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    /** What a controller needs to be told that serves these metrics to the API server. */
    List<String> serving(Path metricSources) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        service();
        return List.of(
                "--no-leader-elect",
                "--autoscale",
                "metrics",
                "--metric-sources",
                metricSources.toString(),
                "--autoscale-port",
                Integer.toString(port),
                "--autoscale-service",
                "default/" + SERVICE + ":" + port);
    }

    /** By an ExternalName the API server of the bed, which has no network of pods, finds a process on its own host. */
    private void service() {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: default}
                spec: {type: ExternalName, externalName: localhost}
                """.formatted(SERVICE));
    }

    void metricsAreAvailable() throws Exception {
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
    }
}
