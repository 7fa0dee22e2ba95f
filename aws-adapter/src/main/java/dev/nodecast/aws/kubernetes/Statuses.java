package dev.nodecast.aws.kubernetes;

import dev.nodecast.aws.kubernetes.ClaimConditions.Condition;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The statuses of objects that others make and this controller reports on: written where they have changed; a condition keeps the
 * time of its last change, also one that an earlier controller wrote. On the loop's thread only.
 */
final class Statuses {

    static final String READY = "Ready";
    private static final String TRUE = "True";
    private static final Logger LOG = LoggerFactory.getLogger(Statuses.class);

    private final Map<Target, Map<String, Condition>> conditions = new HashMap<>();
    private final Map<Target, Map<String, Object>> written = new HashMap<>();
    private final Outbox outbox;
    private final Clock clock;
    private final Listener listener;

    private record Target(WatchedKind kind, ObjectKey key) {}

    /** Is told of conditions that have changed. */
    interface Listener {
        void changed(WatchedKind kind, ObjectKey key, @Nullable Condition before, Condition now);
    }

    /** A condition to be written. */
    record Said(String type, String status, String reason, String message) {

        /** What is as it should be. */
        static Said met(String type) {
            return new Said(type, TRUE, type, "");
        }

        static Said not(String type, String reason, String message) {
            return new Said(type, "False", reason, message);
        }

        boolean met() {
            return status.equals(TRUE);
        }
    }

    Statuses(Outbox outbox, Clock clock, Listener listener) {
        this.outbox = outbox;
        this.clock = clock;
        this.listener = listener;
    }

    /** Takes note of the conditions that an object has when it is first seen, and of its end. */
    void seen(Change change) {
        Target target = new Target(change.kind(), change.key());
        if (change.gone()) {
            conditions.remove(target);
            written.remove(target);
        } else if (!conditions.containsKey(target)) {
            Map<String, Condition> there = new LinkedHashMap<>();
            change.extras().conditions().forEach(form -> {
                Condition condition = Condition.of(form);
                there.put(condition.type(), condition);
            });
            conditions.put(target, there);
        }
    }

    /** The status of a condition as it was written or found last; empty where there is none. */
    String last(WatchedKind kind, ObjectKey key, String type) {
        Condition condition =
                conditions.getOrDefault(new Target(kind, key), Map.of()).get(type);
        return condition == null ? "" : condition.status();
    }

    /** A condition as it was written or found last; null where there is none. */
    @Nullable
    Said lastSaid(WatchedKind kind, ObjectKey key, String type) {
        Condition last =
                conditions.getOrDefault(new Target(kind, key), Map.of()).get(type);
        return last == null ? null : new Said(type, last.status(), last.reason(), last.message());
    }

    /** All conditions of all objects. */
    List<SaidCondition> all() {
        List<SaidCondition> all = new ArrayList<>();
        conditions.forEach((target, byType) -> byType.values()
                .forEach(condition -> all.add(SaidCondition.of(target.kind, target.key, Labels.NONE, condition))));
        return all;
    }

    /** The conditions with the one that sums up those named: it is met when they are. */
    static List<Said> withReady(List<Said> all, Predicate<Said> counts) {
        List<String> unmet = all.stream()
                .filter(counts)
                .filter(said -> !said.met())
                .map(said -> said.type + "=" + said.status)
                .toList();
        List<Said> summed = new ArrayList<>(all);
        summed.add(
                unmet.isEmpty() ? Said.met(READY) : Said.not(READY, "UnhealthyDependents", String.join(", ", unmet)));
        return summed;
    }

    /** Writes a status, unless it is written already. */
    void write(WatchedKind kind, ObjectKey key, Map<String, Object> fields, List<Said> said) {
        Target target = new Target(kind, key);
        Map<String, Condition> before = conditions.getOrDefault(target, Map.of());
        Map<String, Condition> now = new LinkedHashMap<>();
        said.forEach(one -> now.put(one.type, condition(one, before.get(one.type))));
        Map<String, Object> status = new LinkedHashMap<>(fields);
        status.put("conditions", now.values().stream().map(Condition::form).toList());
        if (status.equals(written.put(target, status))) {
            return;
        }
        conditions.put(target, now);
        now.forEach((type, condition) -> {
            Condition last = before.get(type);
            if (last == null
                    ? condition.status().equals("False")
                    : !last.status().equals(condition.status())) {
                listener.changed(kind, key, last, condition);
            }
        });
        send(target, status);
    }

    private Condition condition(Said said, @Nullable Condition last) {
        String since = last != null && last.status().equals(said.status) ? last.since() : Timestamps.of(clock.nowNs());
        return new Condition(said.type, said.status, said.reason, said.message, since);
    }

    private void send(Target target, Map<String, Object> status) {
        String name = target.key.name();
        String path =
                target.kind.namespaced() ? target.kind.path(target.key.namespace(), name) : target.kind.path(name);
        String object = target.kind.resource() + "/" + (target.kind.namespaced() ? target.key.toString() : name);
        outbox.write(object, requests -> {
            ApiReply reply = requests.send(ApiRequest.patch(path + "/status", Map.of("status", status)));
            if (!reply.ok() && !reply.notFound()) {
                LOG.error("status of {} could not be written: {}", object, reply.message());
            }
        });
    }
}
