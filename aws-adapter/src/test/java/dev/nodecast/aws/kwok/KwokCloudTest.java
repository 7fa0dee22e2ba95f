package dev.nodecast.aws.kwok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.FakeApi;
import dev.nodecast.aws.kubernetes.FakeApi.Answer;
import dev.nodecast.aws.kubernetes.FakeApi.Asked;
import dev.nodecast.aws.kubernetes.Fence;
import dev.nodecast.aws.kubernetes.Pace;
import dev.nodecast.aws.kubernetes.Writes;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.Observation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cloud of fake nodes on an API server that answers as told. */
class KwokCloudTest {

    private static final InstanceType SMALL = type("m5.large", 50_000);
    private static final InstanceType LARGE = type("m5.xlarge", 100_000);

    private final List<Asked> posted = new CopyOnWriteArrayList<>();
    private final List<Observation> told = new CopyOnWriteArrayList<>();
    private String delay = "0s";
    private String nodes = "";
    private int deletion = 200;
    private final FakeApi api = new FakeApi(this::answer);
    private final Writes writes = new Writes(api.api(), new Pace(10_000, 10_000), Fence.OPEN);
    private final KwokCloud cloud = new KwokCloud(api.client(), writes, List.of(SMALL, LARGE));

    private Answer answer(Asked asked) {
        if (asked.path().contains("kwoknodeclasses")) {
            return asked.path().contains("watch=true") ? new Answer(200, "") : new Answer(200, """
                    {"apiVersion": "karpenter.kwok.sh/v1alpha1", "kind": "KWOKNodeClassList",
                     "metadata": {"resourceVersion": "1"}, "items": [
                       {"apiVersion": "karpenter.kwok.sh/v1alpha1", "kind": "KWOKNodeClass",
                        "metadata": {"name": "default", "uid": "u", "resourceVersion": "1"},
                        "spec": {"nodeRegistrationDelay": "%s"}}]}
                    """.formatted(delay));
        }
        return switch (asked.method()) {
            case "POST" -> {
                posted.add(asked);
                yield new Answer(201, "{}");
            }
            case "DELETE" -> new Answer(deletion, "{}");
            default -> new Answer(200, "{\"items\": [" + (asked.path().contains("/nodes") ? nodes : "") + "]}");
        };
    }

    private static InstanceType type(String name, long price) {
        TreeMap<String, List<String>> labels = new TreeMap<>();
        labels.put(WellKnown.INSTANCE_TYPE, List.of(name));
        labels.put(WellKnown.ARCH, List.of("amd64"));
        return new InstanceType(
                name,
                Resources.of(Map.of(Resources.CPU, 2_000L, Resources.MEMORY, 8L << 30, Resources.PODS, 29L)),
                Resources.NONE,
                labels,
                List.of(new Offering("a", WellKnown.SPOT, price, true)));
    }

    private static NodePool pool(String group, String className) {
        return new NodePool(
                ObjectMeta.named("pool"),
                new NodePool.Template(
                        Labels.NONE,
                        Labels.NONE,
                        List.of(),
                        List.of(),
                        List.of(),
                        new NodeClaim.NodeClassRef(group, "KWOKNodeClass", className),
                        null,
                        null),
                NodePool.Disruption.DEFAULT,
                Resources.NONE,
                null,
                0,
                null);
    }

    private void start() {
        cloud.start(told::add);
        eventually(() -> cloud.notReady(pool("karpenter.kwok.sh", "default")) == null);
        assertThat(cloud.instanceTypes(pool("karpenter.kwok.sh", "default"))).containsExactly(SMALL, LARGE);
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it does not happen").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void launch() {
        cloud.launch(new LaunchRequest(
                "c1",
                "pool",
                WellKnown.SPOT,
                List.of(
                        new CloudProvider.Override("m5.xlarge", "a", 100_000),
                        new CloudProvider.Override("m5.large", "a", 50_000))));
    }

    @AfterEach
    void close() {
        cloud.close();
        writes.close();
        api.close();
    }

    @Test
    void theCheapestOfferingIsLaunchedAndItsNodeAppears() {
        start();
        launch();
        eventually(() -> posted.size() == 1);

        assertThat(told).hasSize(1);
        Observation.Launched launched = (Observation.Launched) told.getFirst();
        assertThat(launched.providerId()).isEqualTo("kwok://kwok-c1");
        assertThat(launched.offer()).isEqualTo(new Observation.Offer("m5.large", "a", WellKnown.SPOT, 50_000));
        assertThat(posted.getFirst().path()).isEqualTo("/api/v1/nodes");
        assertThat(posted.getFirst().body()).contains("kwok://kwok-c1", "karpenter.sh/unregistered");
    }

    @Test
    void anInstanceThatIsEndedBeforeItsNodeCameNeverGetsOne() throws InterruptedException {
        delay = "1h";
        deletion = 404;
        start();
        launch();
        cloud.listInstances();
        eventually(() -> told.size() == 2);
        assertThat(told.get(1)).isEqualTo(new Observation.InstancesListed(List.of("kwok://kwok-c1")));

        cloud.terminate("kwok://kwok-c1");
        assertThat(writes.awaitIdle(20_000)).isTrue();

        assertThat(told.getLast()).isEqualTo(new Observation.InstanceGone("kwok://kwok-c1"));
        assertThat(posted).isEmpty();
    }

    @Test
    void anInstanceIsNotGoneWhileItsNodeMayNotBeDeleted() throws InterruptedException {
        deletion = 403;
        start();
        launch();
        eventually(() -> posted.size() == 1);
        cloud.terminate("kwok://kwok-c1");
        assertThat(writes.awaitIdle(20_000)).isTrue();

        assertThat(told).noneMatch(Observation.InstanceGone.class::isInstance);
    }

    @Test
    void theInstanceOfAnEarlierControllerIsTakenUpInsteadOfASecondOne() {
        nodes = """
                {"metadata": {"name": "kwok-c1", "labels": {"kubernetes.io/hostname": "c1",
                   "node.kubernetes.io/instance-type": "m5.xlarge", "topology.kubernetes.io/zone": "a",
                   "karpenter.sh/capacity-type": "spot"}}, "spec": {"providerID": "kwok://kwok-c1"}}
                """;
        start();
        launch();

        assertThat(told).hasSize(1);
        assertThat(((Observation.Launched) told.getFirst()).offer().instanceType())
                .isEqualTo("m5.xlarge");
        assertThat(posted).isEmpty();
    }

    @Test
    void aPoolOfAnotherCloudOrWithoutItsClassIsNotReady() {
        start();

        assertThat(cloud.notReady(pool("karpenter.k8s.aws", "default"))).contains("with --cloud kwok");
        assertThat(cloud.notReady(pool("karpenter.kwok.sh", "other"))).contains("`other` does not exist");
        assertThat(cloud.instanceTypes(pool("karpenter.kwok.sh", "other"))).isEmpty();
    }
}
