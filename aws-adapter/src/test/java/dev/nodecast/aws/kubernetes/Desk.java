package dev.nodecast.aws.kubernetes;

import dev.nodecast.aws.kubernetes.FakeApi.Answer;
import dev.nodecast.aws.kubernetes.FakeApi.Asked;
import dev.nodecast.aws.loop.Inbox;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** What the books are written with in tests: an API server that answers as told, and a loop whose thread is the test's. */
final class Desk implements AutoCloseable, Clock {

    final List<Observation> told = new ArrayList<>();
    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final Inbox inbox = new Inbox(told::add);
    final Outbox outbox;
    long nowNs = 100 * SECOND_NS;
    private final FakeApi api;
    private final Writes writes;
    private volatile Function<Asked, Answer> answers = _ -> new Answer(200, "{}");

    Desk() {
        api = new FakeApi(request -> {
            asked.add(request);
            return answers.apply(request);
        });
        writes = new Writes(api.api(), new Pace(10_000, 10_000), Fence.OPEN);
        outbox = new Outbox(writes, inbox, new Answers(api.client().getKubernetesSerialization()));
    }

    void answers(Function<Asked, Answer> others) {
        answers = others;
    }

    /** Waits until all is written, and takes up the answers on this thread. */
    void settle() throws InterruptedException {
        do {
            if (!writes.awaitIdle(20_000)) {
                throw new IllegalStateException("writes do not come to an end");
            }
        } while (answersTaken());
    }

    private boolean answersTaken() throws InterruptedException {
        boolean any = false;
        for (Runnable letter = inbox.next(0); letter != null; letter = inbox.next(0)) {
            letter.run();
            any = true;
        }
        return any;
    }

    /** Method and path of what was asked. */
    List<String> requests() {
        return asked.stream().map(one -> one.method() + " " + one.path()).toList();
    }

    /** A claim as the API server answers with it. */
    static Map<String, Object> form(Map<String, Object> object, String uid, long version) {
        Map<String, Object> form = new LinkedHashMap<>(object);
        Map<String, Object> meta = new LinkedHashMap<>();
        if (object.get("metadata") instanceof Map<?, ?> before) {
            before.forEach((key, value) -> meta.put(String.valueOf(key), value));
        }
        meta.put("uid", uid);
        meta.put("resourceVersion", Long.toString(version));
        form.put("metadata", meta);
        return form;
    }

    String json(Map<String, Object> object) {
        return api.client().getKubernetesSerialization().asJson(object);
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public Instant origin() {
        return Instant.EPOCH;
    }

    @Override
    public void close() {
        writes.close();
        api.close();
    }
}
