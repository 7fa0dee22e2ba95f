package dev.nodecast.aws.testbed.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What kubelets and kube-scheduler would do in a played cluster, as much of it as lets a controller go on. */
final class PlayedCluster {

    private static final ApiPath NODES = ApiPath.of("/api/v1/nodes");
    private static final ApiPath PODS = ApiPath.of("/api/v1/namespaces/default/pods");

    private static final ApiPath POOLS = ApiPath.of("/apis/karpenter.sh/v1/nodepools");
    private static final ApiPath CLASSES = ApiPath.of("/apis/karpenter.k8s.aws/v1/ec2nodeclasses");
    private static final double DAEMON_CORES = 0.05;

    private final PlayedObjects objects;
    private final ObjectNode pod;

    /** Fills it with what a controller finds at its start. */
    PlayedCluster(PlayedObjects objects, String account) throws IOException {
        this.objects = objects;
        ObjectNode last = JsonMapper.shared().createObjectNode();
        for (ObjectNode object : manifests(account)) {
            if (object.path("kind").asString("").equals("Pod")) {
                last = object;
            } else {
                objects.create(collection(object), object);
            }
        }
        pod = last;
    }

    private static List<ObjectNode> manifests(String account) throws IOException {
        try (InputStream in = Objects.requireNonNull(PlayedCluster.class.getResourceAsStream("cluster.yaml"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("CLUSTER", account);
            List<ObjectNode> objects = new ArrayList<>();
            for (Object object : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
                objects.add(JsonMapper.shared().<ObjectNode>valueToTree(object));
            }
            return objects;
        }
    }

    /** Where its kind is found; all of the manifests' kinds form their plurals regularly. */
    private static ApiPath collection(ObjectNode object) {
        String version = object.path("apiVersion").asString("");
        String kind = object.path("kind").asString("").toLowerCase(Locale.ROOT);
        String namespace = object.path("metadata").path("namespace").asString("");
        String plural = kind + (kind.endsWith("s") ? "es" : "s");
        return ApiPath.of((version.contains("/") ? "/apis/" : "/api/") + version + "/"
                + (namespace.isEmpty() ? "" : "namespaces/" + namespace + "/")
                + (kind.endsWith("ityclass") ? "priorityclasses" : plural));
    }

    void waiting(int pods) {
        for (int i = 0; i < pods; i++) {
            objects.create(PODS, pod);
        }
    }

    /** Nodes become Ready, and take what waits. */
    void goOn() {
        List<ObjectNode> nodes = objects.of(NODES);
        for (ObjectNode node : nodes) {
            if (node.path("status").path("conditions").isEmpty()) {
                objects.patch(path(NODES, node), read("""
                        {"status": {"conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady"}]}}"""));
            }
        }
        List<ObjectNode> pods = objects.of(PODS);
        for (ObjectNode node : nodes) {
            String name = name(node);
            long there = pods.stream().filter(one -> on(one).equals(name)).count();
            if (node.path("spec").path("unschedulable").asBoolean(false)) {
                continue;
            }
            pods.stream()
                    .filter(one -> on(one).isEmpty())
                    .limit(Math.max(0, room(node) - there))
                    .forEach(one -> bind(one, name));
            pods = objects.of(PODS);
        }
    }

    /** How many pods of one core there is place for beside the daemon. */
    private static long room(ObjectNode node) {
        String cpu = node.path("status").path("allocatable").path("cpu").asString("0");
        double cores = cpu.endsWith("m") ? Integer.parseInt(cpu.replace("m", "")) / 1e3 : Double.parseDouble(cpu);
        return (long) (cores - DAEMON_CORES);
    }

    private void bind(ObjectNode one, String node) {
        objects.patch(
                path(PODS, one),
                read(
                        "{\"spec\": {\"nodeName\": \"" + node
                                + "\"}, \"status\": {\"phase\": \"Running\", \"conditions\":"
                                + " [{\"type\": \"PodScheduled\", \"status\": \"True\"}, {\"type\": \"Ready\", \"status\": \"True\"}]}}"));
    }

    boolean allPlaced() {
        return objects.of(PODS).stream().noneMatch(one -> on(one).isEmpty());
    }

    Set<String> nodes() {
        return objects.of(NODES).stream().map(PlayedCluster::name).collect(Collectors.toSet());
    }

    private static JsonNode read(String json) {
        return JsonMapper.shared().readTree(json);
    }

    private static String on(ObjectNode pod) {
        return pod.path("spec").path("nodeName").asString("");
    }

    private static String name(ObjectNode object) {
        return object.path("metadata").path("name").asString("");
    }

    private static ApiPath path(ApiPath collection, ObjectNode object) {
        return collection.named(name(object));
    }

    /** For whoever wants to know why nothing happens. */
    @Override
    public String toString() {
        return nodes().size() + " nodes, " + objects.of(PODS).size() + " pods, " + objects.of(CLASSES)
                + objects.of(POOLS);
    }
}
