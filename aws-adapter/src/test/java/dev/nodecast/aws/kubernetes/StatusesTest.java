package dev.nodecast.aws.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.Statuses.Said;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of objects that others make. */
class StatusesTest {

    private static final ObjectKey KEY = new ObjectKey("", "gpu");

    private final Desk desk = new Desk();
    private final List<String> changes = new ArrayList<>();
    private final Statuses statuses = new Statuses(
            desk.outbox,
            desk,
            (_, key, before, now) -> changes.add(key.name() + " " + now.type() + " "
                    + (before == null ? "-" : before.status()) + " " + now.status()));
    private final RegistrationHealth health = new RegistrationHealth();
    private final PoolStatuses pools = new PoolStatuses(statuses, health);
    private final ClusterState state = new ClusterState(desk::nowNs);

    @AfterEach
    void close() {
        desk.close();
    }

    private static NodePool pool(String className) {
        return new NodePool(
                ObjectMeta.named("gpu"),
                new NodePool.Template(
                        Labels.NONE,
                        Labels.NONE,
                        List.of(),
                        List.of(),
                        List.of(),
                        new NodeClaim.NodeClassRef("karpenter.kwok.sh", "KWOKNodeClass", className),
                        null,
                        null),
                NodePool.Disruption.DEFAULT,
                Resources.NONE,
                null,
                0,
                null);
    }

    private String written(@Nullable String trouble) throws InterruptedException {
        int before = desk.asked.size();
        pools.write(state, _ -> trouble);
        desk.settle();
        return desk.asked.size() == before ? "" : desk.asked.getLast().body();
    }

    @Test
    void aPoolThatCanLaunchIsReadyAndSaidToBeSoOnce() throws InterruptedException {
        state.see(pool("default"));

        assertThat(written(null))
                .contains("\"nodes\":0", "\"type\":\"ValidationSucceeded\",\"status\":\"True\"")
                .contains("\"type\":\"NodeClassReady\",\"status\":\"True\"")
                .contains("\"type\":\"NodeRegistrationHealthy\",\"status\":\"Unknown\"")
                .contains("\"type\":\"Ready\",\"status\":\"True\"");
        assertThat(desk.requests()).containsExactly("PATCH /apis/karpenter.sh/v1/nodepools/gpu/status");
        assertThat(written(null)).isEmpty();
        assertThat(changes).isEmpty();
    }

    @Test
    void aPoolWithoutItsClassSaysSoAndIsNotReady() throws InterruptedException {
        state.see(pool("missing"));

        assertThat(written("the KWOKNodeClass `missing` does not exist"))
                .contains("NodeClassNotReady", "the KWOKNodeClass `missing` does not exist")
                .contains("\"type\":\"Ready\",\"status\":\"False\"")
                .contains("NodeClassReady=False");
        assertThat(changes).containsExactly("gpu NodeClassReady - False", "gpu Ready - False");
        written(null);
        assertThat(changes).contains("gpu NodeClassReady False True", "gpu Ready False True");
    }

    @Test
    void aPoolWhoseNodesDoNotComeUpIsSaidToBeUnhealthyAfterTwoOfFour() throws InterruptedException {
        state.see(pool("default"));
        written(null);
        health.failed("gpu", "Failed to register node");
        assertThat(written(null)).contains("\"type\":\"NodeRegistrationHealthy\",\"status\":\"True\"");
        health.failed("gpu", "Failed to register node");
        assertThat(written(null))
                .contains("\"type\":\"NodeRegistrationHealthy\",\"status\":\"False\",\"reason\":\"RegistrationFailed\"")
                .contains("\"type\":\"Ready\",\"status\":\"True\"");
        for (int i = 0; i < 3; i++) {
            health.registered("gpu");
        }
        assertThat(written(null)).contains("\"type\":\"NodeRegistrationHealthy\",\"status\":\"True\"");
        state.see(pool("other"));
        assertThat(written(null)).contains("\"type\":\"NodeRegistrationHealthy\",\"status\":\"Unknown\"");
    }

    @Test
    void theTimeOfAConditionThatAnEarlierControllerWroteIsKept() throws InterruptedException {
        Map<String, Object> condition = Map.of(
                "type",
                "Ready",
                "status",
                "True",
                "reason",
                "Ready",
                "message",
                "",
                "lastTransitionTime",
                "2026-10-01T00:00:00Z");
        statuses.seen(new Change(
                WatchedKind.NODE_POOL,
                KEY,
                "u",
                1,
                pool("default"),
                new Change.Extras(List.of(), List.of(condition), 0, 0, Set.of(), null)));
        statuses.write(WatchedKind.NODE_POOL, KEY, Map.of(), List.of(Said.met("Ready")));
        desk.settle();

        assertThat(desk.asked.getLast().body()).contains("2026-10-01T00:00:00Z");
        assertThat(changes).isEmpty();
    }

    @Test
    void objectsInNamespacesAreWrittenThere() throws InterruptedException {
        statuses.write(
                WatchedKind.CAPACITY_BUFFER,
                new ObjectKey("prod", "b"),
                Map.of("replicas", 3),
                List.of(Said.not("ReadyForProvisioning", "PodTemplateNotFound", "gone")));
        desk.settle();

        assertThat(desk.requests())
                .containsExactly("PATCH /apis/autoscaling.x-k8s.io/v1beta1/namespaces/prod/capacitybuffers/b/status");
        assertThat(changes).containsExactly("b ReadyForProvisioning - False");
    }
}
