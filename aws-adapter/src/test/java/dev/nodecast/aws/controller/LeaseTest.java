package dev.nodecast.aws.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.FakeApi;
import dev.nodecast.aws.kubernetes.FakeApi.Answer;
import dev.nodecast.aws.kubernetes.FakeApi.Asked;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who may act. The API server here keeps one lease, and refuses changes of another version, as a real one does. */
class LeaseTest {

    private static final Lease.Terms SHORT =
            new Lease.Terms(Duration.ofSeconds(1), Duration.ofMillis(600), Duration.ofMillis(50));

    private String stored = "";
    private int version;
    private boolean down;

    private synchronized Answer answer(Asked asked) {
        if (down) {
            return new Answer(503, "{}");
        }
        boolean matches = asked.method().equals("POST") || version(asked.body()).equals(Integer.toString(version));
        if (asked.method().equals("GET")) {
            return stored.isEmpty() ? new Answer(404, "{\"kind\":\"Status\"}") : new Answer(200, stored);
        }
        if (!matches || (asked.method().equals("POST") && !stored.isEmpty())) {
            return new Answer(409, "{\"kind\":\"Status\"}");
        }
        store(asked.body());
        return new Answer(200, stored);
    }

    private static String version(String lease) {
        return lease.isEmpty()
                ? ""
                : JsonMapper.shared()
                        .readTree(lease)
                        .at("/metadata/resourceVersion")
                        .asString();
    }

    private synchronized void store(String lease) {
        JsonNode tree = JsonMapper.shared().readTree(lease);
        ((ObjectNode) tree.get("metadata")).put("resourceVersion", Integer.toString(++version));
        stored = tree.toString();
    }

    private synchronized String holder() {
        return JsonMapper.shared().readTree(stored).at("/spec/holderIdentity").asString();
    }

    private synchronized void breakDown() {
        down = true;
    }

    private static Lease lease(FakeApi api, String holder, Runnable lost) {
        return new Lease(api.api(), new Lease.Identity("kube-system", "test", holder), SHORT, lost);
    }

    @Test
    void theFirstHoldsItAndTheSecondFollowsWhenItIsGivenBack() throws Exception {
        try (FakeApi api = new FakeApi(this::answer)) {
            Lease first = lease(api, "a", () -> {});
            first.acquire();
            assertThat(first.holds()).isTrue();
            Lease second = lease(api, "b", () -> {});
            CountDownLatch leading = new CountDownLatch(1);
            Thread candidate = Thread.ofVirtual().start(() -> {
                try {
                    second.acquire();
                    leading.countDown();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(leading.await(1_500, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(second.holds()).isFalse();
            first.close();
            assertThat(first.holds()).isFalse();
            assertThat(leading.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(holder()).isEqualTo("b");
            second.close();
            candidate.join();
        }
    }

    @Test
    void aHolderThatCannotRenewStopsActingBeforeTheLeaseIsOver() throws Exception {
        try (FakeApi api = new FakeApi(this::answer)) {
            CountDownLatch lost = new CountDownLatch(1);
            Lease lease = lease(api, "a", lost::countDown);
            lease.acquire();
            breakDown();
            assertThat(lost.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(lease.holds()).isFalse();
        }
    }

    @Test
    void aHolderWhoseLeaseAnotherHasTakenActsNoMore() throws Exception {
        try (FakeApi api = new FakeApi(this::answer)) {
            CountDownLatch lost = new CountDownLatch(1);
            Lease lease = lease(api, "a", lost::countDown);
            lease.acquire();
            synchronized (this) {
                store(stored.replace("\"holderIdentity\":\"a\"", "\"holderIdentity\":\"b\""));
            }
            assertThat(lost.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(lease.holds()).isFalse();
            assertThat(holder()).isEqualTo("b");
        }
    }
}
