package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.model.ObjectKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes Kubernetes events on objects. One that cannot be written is lost: it is for people to read. */
final class EventWriter {

    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    private static final String COMPONENT = "nodecast";
    private static final String CLUSTER_WIDE = "default";
    private static final int MESSAGE_MAX = 1024;

    private final Outbox outbox;
    private final String host;
    private final AtomicBoolean forbidden = new AtomicBoolean();

    EventWriter(Outbox outbox, String host) {
        this.outbox = outbox;
        this.host = host;
    }

    /** Whether it is as it should be. */
    enum Type {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String text;

        Type(String text) {
            this.text = text;
        }
    }

    /** An object that events are written on. */
    record Subject(WatchedKind kind, ObjectKey key, String uid) {}

    void write(Subject subject, Type type, String reason, String message) {
        String namespace = subject.key.namespace().isEmpty() ? CLUSTER_WIDE : subject.key.namespace();
        Map<String, Object> event = form(subject, namespace);
        event.put("type", type.text);
        event.put("reason", reason);
        event.put("message", message.length() > MESSAGE_MAX ? message.substring(0, MESSAGE_MAX) : message);
        outbox.write("events/" + subject.kind.resource() + "/" + subject.key, requests -> {
            ApiReply reply = requests.once(ApiRequest.post("/api/v1/namespaces/" + namespace + "/events", event));
            if (reply != null && reply.forbidden() && !forbidden.getAndSet(true)) {
                LOG.warn(
                        "events are not written: {}; grant create of events (the chart's ClusterRole does)",
                        reply.message());
            } else if (reply == null || !reply.ok()) {
                LOG.debug("event {} on {} lost: {}", reason, subject.key, reply == null ? "" : reply.message());
            }
        });
    }

    private Map<String, Object> form(Subject subject, String namespace) {
        Instant now = Instant.now();
        String suffix = Long.toHexString(ThreadLocalRandom.current().nextLong());
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("apiVersion", "v1");
        event.put("kind", "Event");
        event.put("metadata", Map.of("namespace", namespace, "name", subject.key.name() + "." + suffix));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", subject.kind.apiVersion());
        object.put("kind", subject.kind.kind());
        object.put("name", subject.key.name());
        if (!subject.key.namespace().isEmpty()) {
            object.put("namespace", subject.key.namespace());
        }
        if (!subject.uid.isEmpty()) {
            object.put("uid", subject.uid);
        }
        event.put("involvedObject", object);
        event.put("source", Map.of("component", COMPONENT, "host", host));
        event.put("firstTimestamp", Instant.ofEpochSecond(now.getEpochSecond()).toString());
        event.put("lastTimestamp", Instant.ofEpochSecond(now.getEpochSecond()).toString());
        event.put("count", 1);
        event.put("reportingComponent", COMPONENT);
        event.put("reportingInstance", host);
        return event;
    }
}
