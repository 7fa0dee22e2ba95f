package dev.nodecast.aws.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.FakeApi.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How writes leave. */
class WritesTest {

    private static final Pace FAST = new Pace(10_000, 10_000);

    @Test
    void thoseOnOneObjectLeaveInTheirOrder() throws InterruptedException {
        try (FakeApi api = new FakeApi(_ -> new Answer(200, "{}"));
                Writes writes = new Writes(api.api(), FAST, Fence.OPEN)) {
            for (int i = 0; i < 20; i++) {
                String path = "/api/v1/nodes/" + i;
                writes.submit("nodes/x", requests -> requests.send(ApiRequest.patch(path, Map.of())));
            }
            assertThat(writes.awaitIdle(20_000)).isTrue();
            assertThat(api.requests()).hasSize(20).first().isEqualTo("PATCH /api/v1/nodes/0");
            assertThat(api.requests().getLast()).isEqualTo("PATCH /api/v1/nodes/19");
        }
    }

    @Test
    void oneThatIsPutOffIsSentAgainUntilItIsAnswered() throws InterruptedException {
        AtomicInteger times = new AtomicInteger();
        try (FakeApi api = new FakeApi(_ -> new Answer(times.incrementAndGet() < 3 ? 503 : 200, "{}"));
                Writes writes = new Writes(api.api(), FAST, Fence.OPEN)) {
            List<Integer> codes = new CopyOnWriteArrayList<>();
            writes.submit(
                    "x",
                    requests -> codes.add(
                            requests.send(ApiRequest.post("/a", Map.of())).code()));
            assertThat(writes.awaitIdle(20_000)).isTrue();
            assertThat(codes).containsExactly(200);
            assertThat(api.requests()).hasSize(3);
        }
    }

    @Test
    void aRefusalIsNotSentAgain() throws InterruptedException {
        String body = "{\"kind\":\"Status\",\"reason\":\"Forbidden\",\"message\":\"nodes is forbidden\"}";
        try (FakeApi api = new FakeApi(_ -> new Answer(403, body));
                Writes writes = new Writes(api.api(), FAST, Fence.OPEN)) {
            List<String> messages = new CopyOnWriteArrayList<>();
            writes.submit(
                    "x",
                    requests -> messages.add(
                            requests.send(ApiRequest.post("/a", Map.of())).message()));
            assertThat(writes.awaitIdle(20_000)).isTrue();
            assertThat(messages).containsExactly("nodes is forbidden");
            assertThat(api.requests()).hasSize(1);
        }
    }

    @Test
    void oneThatIsDeposedWritesNothingMoreAndDropsWhatWaits() throws InterruptedException {
        AtomicBoolean holds = new AtomicBoolean(true);
        try (FakeApi api = new FakeApi(_ -> new Answer(200, "{}"));
                Writes writes = new Writes(api.api(), FAST, holds::get)) {
            writes.submit("x", requests -> {
                requests.send(ApiRequest.post("/before", Map.of()));
                holds.set(false);
                requests.send(ApiRequest.post("/after", Map.of()));
            });
            writes.submit("x", requests -> requests.send(ApiRequest.post("/later", Map.of())));
            assertThat(writes.awaitIdle(20_000)).isTrue();
            assertThat(api.requests()).containsExactly("POST /before");
        }
    }

    @Test
    void aShadowReadsButDoesNotWrite() throws InterruptedException {
        try (FakeApi api = new FakeApi(_ -> new Answer(200, "{}"));
                Writes writes = new Writes(api.api(), FAST, Fence.SHUT)) {
            writes.submit("x", requests -> requests.send(ApiRequest.get("/read")));
            writes.submit("y", requests -> requests.send(ApiRequest.patch("/written", Map.of())));
            assertThat(writes.awaitIdle(20_000)).isTrue();
            assertThat(api.requests()).containsExactly("GET /read");
        }
    }

    @Test
    void aBurstLeavesAtOnceAndTheRestAtTheRate() {
        Pace pace = new Pace(10, 3);
        long now = System.nanoTime() + 1_000_000_000L;
        assertThat(pace.reserve(now)).isZero();
        assertThat(pace.reserve(now)).isZero();
        assertThat(pace.reserve(now)).isZero();
        assertThat(pace.reserve(now)).isEqualTo(100_000_000L);
        assertThat(pace.reserve(now)).isEqualTo(200_000_000L);
        assertThat(pace.reserve(now + 1_000_000_000L)).isZero();
    }
}
