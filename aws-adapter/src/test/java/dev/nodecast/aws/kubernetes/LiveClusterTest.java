package dev.nodecast.aws.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.FakeApi.Answer;
import dev.nodecast.aws.loop.Inbox;
import dev.nodecast.aws.loop.LoopThread;
import dev.nodecast.aws.loop.WallClock;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Observation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the loop is told of workloads and their autoscalers, and what comes of an order to scale. */
class LiveClusterTest {

    private static final ObjectKey KEY = new ObjectKey("prod", "worker");
    private static final Workload WORKER = new Workload("Deployment", KEY);

    private final List<Observation> told = Collections.synchronizedList(new ArrayList<>());
    private final ObjectParser parser = new ObjectParser();
    private FakeApi api;
    private Inbox inbox;
    private LoopThread thread;
    private Writes writes;
    private SeenObjects seen;
    private LiveCluster cluster;

    @BeforeEach
    void aCluster() {
        api = new FakeApi(_ -> new Answer(200, "{}"));
        inbox = new Inbox(told::add);
        thread = new LoopThread(inbox, new WallClock(), _ -> {});
        writes = new Writes(api.api(), new Pace(100, 100), Fence.OPEN);
        Outbox outbox = new Outbox(writes, inbox, new Answers(api.client().getKubernetesSerialization()));
        seen = new SeenObjects();
        ClusterEvents events = new ClusterEvents(
                new EventWriter(outbox, "host"), seen, new ClusterEvents.Counts(thread, ClusterTally.NONE));
        ClaimBook claims = new ClaimBook(outbox, thread, told::add, events);
        NodeBook nodes = new NodeBook(outbox, told::add);
        events.of(claims, nodes);
        cluster = new LiveCluster(
                new LiveCluster.Parts(
                        outbox,
                        claims,
                        nodes,
                        new Detachments(thread, seen, events),
                        new PodCommands(outbox, told::add, events),
                        new Statuses(outbox, thread, events)),
                seen,
                false,
                told::add);
        thread.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        thread.stop();
        writes.close();
        api.close();
    }

    private GenericKubernetesResource object(String yaml) {
        return api.client().getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
    }

    private GenericKubernetesResource deployment(int replicas, int there) {
        return object("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: worker, namespace: prod, uid: u1, resourceVersion: "7"}
                spec:
                  replicas: %d
                  selector: {matchLabels: {app: worker}}
                  template:
                    metadata: {labels: {app: worker}}
                    spec: {containers: [{name: main, image: main}]}
                status: {replicas: %d}
                """.formatted(replicas, there));
    }

    private void seen(WatchedKind kind, GenericKubernetesResource object) {
        Change change = parser.seen(kind, object);
        assertThat(change).isNotNull();
        cluster.changed(change);
    }

    /** Spec and status of the worker's scale, as often as they were told. */
    private List<String> scales() {
        return List.copyOf(told).stream()
                .filter(Observation.WorkloadObserved.class::isInstance)
                .map(Observation.WorkloadObserved.class::cast)
                .map(each -> each.specReplicas() + "/" + each.statusReplicas())
                .toList();
    }

    private static void eventually(BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    @Test
    void theLastPodThatEndsIsToldOf() {
        seen(WatchedKind.DEPLOYMENT, deployment(0, 1));
        seen(WatchedKind.DEPLOYMENT, deployment(0, 1));
        seen(WatchedKind.DEPLOYMENT, deployment(0, 0));
        assertThat(scales()).containsExactly("0/1", "0/0");
    }

    /** kube-scheduler writes a message for people, which is all that changes when it tries again in vain. */
    @Test
    void ofAPodThatWaitsEveryChangeIsToldOfAndOfOneThatRunsOnlyWhatMatters() {
        seen(WatchedKind.POD, pod("", "0/1 nodes are available: 1 Insufficient nvidia.com/gpu."));
        seen(WatchedKind.POD, pod("", "0/2 nodes are available: 1 node(s) had untolerated taint(s)."));
        assertThat(told)
                .hasSize(2)
                .allMatch(each -> each instanceof Observation.PodObserved(var pod) && pod.provisionable());
        seen(WatchedKind.POD, pod("n1", "one"));
        seen(WatchedKind.POD, pod("n1", "another"));
        assertThat(told).hasSize(3);
    }

    private GenericKubernetesResource pod(String node, String message) {
        return object("""
                apiVersion: v1
                kind: Pod
                metadata: {name: worker-1, namespace: prod, uid: u9, resourceVersion: "7"}
                spec:
                  nodeName: "%s"
                  containers: [{name: main, image: main}]
                status:
                  phase: Pending
                  conditions: [{type: PodScheduled, status: "%s", reason: Unschedulable, message: "%s"}]
                """.formatted(node, node.isEmpty() ? "False" : "True", message));
    }

    @Test
    void workloadsAndAutoscalersThatGoAreToldOf() {
        GenericKubernetesResource deployment = deployment(1, 1);
        seen(WatchedKind.DEPLOYMENT, deployment);
        cluster.changed(parser.gone(WatchedKind.DEPLOYMENT, deployment));
        GenericKubernetesResource scaledObject = scaledObject();
        seen(WatchedKind.SCALED_OBJECT, scaledObject);
        assertThat(told.get(told.size() - 2))
                .isEqualTo(new Observation.ScaledObjectLastActive(
                        KEY,
                        TimeUnit.SECONDS.toNanos(
                                Instant.parse("2026-10-01T00:00:00Z").getEpochSecond())));
        cluster.changed(parser.gone(WatchedKind.SCALED_OBJECT, scaledObject));
        GenericKubernetesResource hpa = object("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: worker, namespace: prod, uid: u3, resourceVersion: "9"}
                spec:
                  scaleTargetRef: {apiVersion: nodecast.dev/v1, kind: Deployment, name: worker}
                  maxReplicas: 5
                """);
        seen(WatchedKind.HORIZONTAL_POD_AUTOSCALER, hpa);
        cluster.changed(parser.gone(WatchedKind.HORIZONTAL_POD_AUTOSCALER, hpa));
        assertThat(told)
                .contains(
                        new Observation.WorkloadGone(WORKER),
                        new Observation.ScaledObjectGone(KEY),
                        new Observation.AutoscalerGone(KEY));
    }

    private GenericKubernetesResource scaledObject() {
        return object("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: worker, namespace: prod, uid: u2, resourceVersion: "8"}
                spec:
                  scaleTargetRef: {name: worker}
                  triggers: [{type: redis, metadata: {address: "redis:6379", listName: jobs}}]
                status: {lastActiveTime: "2026-10-01T00:00:00Z"}
                """);
    }

    @Test
    void aScaleIsPatched() throws InterruptedException {
        cluster.scale(WORKER, 5);
        eventually(() -> api.requests().contains("PATCH /apis/apps/v1/namespaces/prod/deployments/worker/scale"));
        assertThat(scales()).isEmpty();
    }

    @Test
    void afterAScaleThatIsRefusedTheLoopIsToldHowItReallyIs() throws InterruptedException {
        seen(WatchedKind.DEPLOYMENT, deployment(2, 2));
        api.answers(_ -> new Answer(403, "{\"message\": \"nodecast cannot patch deployments/scale\"}"));
        cluster.scale(WORKER, 5);
        eventually(() -> scales().size() == 2);
        assertThat(scales()).containsExactly("2/2", "2/2");
    }

    @Test
    void theStatusOfAScaledObjectIsPatchedAsSuch() throws InterruptedException {
        cluster.writeStatus(WatchedKind.SCALED_OBJECT, KEY, Map.of("lastActiveTime", "2026-10-01T00:00:00Z"));
        eventually(() ->
                api.requests().contains("PATCH /apis/keda.sh/v1alpha1/namespaces/prod/scaledobjects/worker/status"));
        assertThat(seen.uid(WatchedKind.SCALED_OBJECT, KEY)).isEmpty();
        seen(WatchedKind.SCALED_OBJECT, scaledObject());
        assertThat(seen.uid(WatchedKind.SCALED_OBJECT, KEY)).isEqualTo("u2");
    }
}
