package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.model.ObjectKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Kubernetes events on objects; what was said before in the same words is counted up, as client-go does it. One that cannot
 * be written is lost: it is for people to read. On the loop's thread only.
 */
final class EventWriter {

    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    private static final String COMPONENT = "nodecast";
    private static final String CLUSTER_WIDE = "default";
    private static final int MESSAGE_MAX = 1024;
    private static final int REMEMBERED = 4_096;

    private final Outbox outbox;
    private final String host;
    private final AtomicBoolean forbidden = new AtomicBoolean();
    private final LinkedHashMap<Same, Written> written = new LinkedHashMap<>();

    /** What makes one event the repetition of another. */
    private record Same(Subject subject, Type type, String reason, String message) {}

    /** An event as it was written last. */
    private record Written(String name, String first, int count) {}

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
        Same same = new Same(subject, type, reason, message);
        Written before = written.remove(same);
        String now = Instant.ofEpochSecond(Instant.now().getEpochSecond()).toString();
        String fresh = subject.key.name() + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
        Written event =
                before == null ? new Written(fresh, now, 1) : new Written(before.name, before.first, before.count + 1);
        written.put(same, event);
        if (written.size() > REMEMBERED) {
            written.pollFirstEntry();
        }
        String namespace = subject.key.namespace().isEmpty() ? CLUSTER_WIDE : subject.key.namespace();
        String path = "/api/v1/namespaces/" + namespace + "/events";
        Map<String, Object> form = form(same, event, now);
        outbox.write("events/" + subject.kind.resource() + "/" + subject.key, requests -> {
            ApiReply reply = before == null
                    ? null
                    : requests.once(ApiRequest.patch(
                            path + "/" + event.name, Map.of("count", event.count, "lastTimestamp", now)));
            if (before == null || (reply != null && reply.notFound())) { // events are forgotten after an hour
                reply = requests.once(ApiRequest.post(path, form));
            }
            if (reply != null && reply.forbidden() && !forbidden.getAndSet(true)) {
                LOG.warn(
                        "events are not written: {}; grant create and patch of events (the chart's ClusterRole does)",
                        reply.message());
            } else if (reply == null || !reply.ok()) {
                LOG.debug("event {} on {} lost: {}", reason, subject.key, reply == null ? "" : reply.message());
            }
        });
    }

    private Map<String, Object> form(Same said, Written written, String now) {
        Subject subject = said.subject;
        String namespace = subject.key.namespace().isEmpty() ? CLUSTER_WIDE : subject.key.namespace();
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("apiVersion", "v1");
        event.put("kind", "Event");
        event.put("metadata", Map.of("namespace", namespace, "name", written.name));
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
        String message = said.message;
        event.put("type", said.type.text);
        event.put("reason", said.reason);
        event.put("message", message.length() > MESSAGE_MAX ? message.substring(0, MESSAGE_MAX) : message);
        event.put("firstTimestamp", written.first);
        event.put("lastTimestamp", now);
        event.put("count", written.count);
        event.put("reportingComponent", COMPONENT);
        event.put("reportingInstance", host);
        return event;
    }
}
