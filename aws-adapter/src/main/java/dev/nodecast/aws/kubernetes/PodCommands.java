package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.Observation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evictions and deletions of pods. An eviction is tried once: whether and when again is the loop's decision. */
final class PodCommands {

    private static final Logger LOG = LoggerFactory.getLogger(PodCommands.class);

    private static final String BUDGET = "evicting pod violates a PDB";

    private final Outbox outbox;
    private final Consumer<Observation> loop;
    private final Listener listener;

    /** Is told, on the loop's thread, what has become of commands. */
    interface Listener {
        void evicted(ObjectKey pod);

        /** An eviction was answered, with this code of HTTP. */
        void answered(int code);

        /**
         * An eviction was refused.
         *
         * @param why in a few words
         */
        void refused(ObjectKey pod, String why);

        void deleted(ObjectKey pod, long graceSeconds);
    }

    PodCommands(Outbox outbox, Consumer<Observation> loop, Listener listener) {
        this.outbox = outbox;
        this.loop = loop;
        this.listener = listener;
    }

    /** @param uid of the pod that is meant: a younger one of the same name stays; empty where it is not known */
    void evict(ObjectKey pod, String uid) {
        Map<String, Object> eviction = new LinkedHashMap<>();
        eviction.put("apiVersion", "policy/v1");
        eviction.put("kind", "Eviction");
        eviction.put("metadata", Map.of("namespace", pod.namespace(), "name", pod.name()));
        eviction.put("deleteOptions", options(uid, null));
        String path = WatchedKind.POD.path(pod.namespace(), pod.name()) + "/eviction";
        outbox.write(object(pod), requests -> {
            ApiReply reply = requests.once(ApiRequest.post(path, eviction));
            if (reply != null) {
                outbox.answer(() -> listener.answered(reply.ok() ? ApiReply.OK : reply.code()));
            }
            if (reply == null || !(reply.ok() || reply.notFound() || reply.conflict())) {
                String why = reply == null ? "" : reply.message();
                LOG.info("eviction of pod {} refused: {}", pod, why.isEmpty() ? "no answer" : why);
                outbox.answer(() -> {
                    loop.accept(new Observation.EvictionRefused(pod));
                    if (reply != null) {
                        listener.refused(pod, reply.tooMany() ? BUDGET : why);
                    }
                });
            } else if (reply.ok()) {
                outbox.answer(() -> listener.evicted(pod));
            }
        });
    }

    void delete(ObjectKey pod, String uid, long graceSeconds) {
        listener.deleted(pod, graceSeconds);
        String path = WatchedKind.POD.path(pod.namespace(), pod.name());
        outbox.write(object(pod), requests -> {
            ApiReply reply = requests.send(ApiRequest.delete(path, options(uid, graceSeconds)));
            if (!reply.ok() && !reply.notFound() && !reply.conflict()) {
                LOG.error("pod {} could not be deleted: {}", pod, reply.message());
            }
        });
    }

    private static Map<String, Object> options(String uid, @Nullable Long graceSeconds) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("apiVersion", "v1");
        options.put("kind", "DeleteOptions");
        if (graceSeconds != null) {
            options.put("gracePeriodSeconds", graceSeconds);
        }
        if (!uid.isEmpty()) {
            options.put("preconditions", Map.of("uid", uid));
        }
        return options;
    }

    private static String object(ObjectKey pod) {
        return WatchedKind.POD.resource() + "/" + pod;
    }
}
