package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.NodeCondition;
import dev.nodecast.scheduler.port.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes as the loop knows them beside how the API shows them. While a change of ours is on its way, and until the API shows
 * the node as it is after it, nothing older is told: the loop would take its own change for undone. On the loop's thread only.
 */
final class NodeBook {

    private static final Logger LOG = LoggerFactory.getLogger(NodeBook.class);

    private final Map<String, Entry> entries = new HashMap<>();
    private final Outbox outbox;
    private final Consumer<Observation> loop;
    private Consumer<String> missingTaint = _ -> {};

    private static final class Entry {
        Change latest;

        @Nullable
        Node known;

        List<NodeCondition> health = List.of();
        int writing;
        long leastVersion;
        boolean ended;

        Entry(Change latest) {
            this.latest = latest;
        }
    }

    NodeBook(Outbox outbox, Consumer<Observation> loop) {
        this.outbox = outbox;
        this.loop = loop;
    }

    /** Sets who is told of a claim whose node came without the taint that keeps pods off until it is registered. */
    void tellOfMissingTaint(Consumer<String> listener) {
        missingTaint = listener;
    }

    void seen(Change change) {
        String name = change.key().name();
        if (change.gone()) {
            entries.remove(name);
            loop.accept(new Observation.NodeGone(name));
            return;
        }
        Entry entry = entries.computeIfAbsent(name, _ -> new Entry(change));
        if (!entry.latest.uid().equals(change.uid())) {
            entry = new Entry(change);
            entries.put(name, entry);
        }
        look(entry, change);
    }

    private void look(Entry entry, Change change) {
        if (change.version() >= entry.latest.version()) {
            entry.latest = change;
        }
        if (entry.writing == 0 && !entry.ended && entry.latest.version() >= entry.leastVersion) {
            tell(entry);
        }
    }

    private void tell(Entry entry) {
        Node node = (Node) entry.latest.value();
        if (node != null && !node.equals(entry.known)) {
            entry.known = node;
            loop.accept(new Observation.NodeObserved(node));
        }
        List<NodeCondition> health = health(entry.latest);
        if (node != null && !sameStatus(health, entry.health)) {
            entry.health = health;
            loop.accept(new Observation.NodeHealthObserved(node.name(), health));
        }
    }

    private static boolean sameStatus(List<NodeCondition> some, List<NodeCondition> others) {
        return statuses(some).equals(statuses(others));
    }

    private static List<String> statuses(List<NodeCondition> conditions) {
        return conditions.stream().map(c -> c.type() + c.status()).toList();
    }

    private static List<NodeCondition> health(Change node) {
        List<NodeCondition> health = new ArrayList<>();
        for (Map<String, Object> form : node.extras().conditions()) {
            ClaimConditions.Condition condition = ClaimConditions.Condition.of(form);
            NodeCondition.Status status = switch (condition.status()) {
                case "True" -> NodeCondition.Status.TRUE;
                case "False" -> NodeCondition.Status.FALSE;
                default -> NodeCondition.Status.UNKNOWN;
            };
            health.add(new NodeCondition(condition.type(), status, ns(condition.since())));
        }
        return health;
    }

    private static long ns(String time) {
        return time.isEmpty() ? 0 : Instant.parse(time).getEpochSecond() * 1_000_000_000L;
    }

    /**
     * Writes a node as the loop has changed it.
     *
     * @param owner a reference to its claim
     */
    void update(Node node, @Nullable Map<String, Object> owner) {
        Entry entry = entries.get(node.name());
        Node before = entry == null ? null : entry.known;
        if (entry == null || before == null) {
            return;
        }
        boolean registers = node.meta().labels().has(WellKnown.REGISTERED)
                && !before.meta().labels().has(WellKnown.REGISTERED);
        if (registers && owner != null && !before.hasTaint(WellKnown.UNREGISTERED)) {
            missingTaint.accept(String.valueOf(owner.get("name")));
        }
        NodePatch patch = NodePatch.between(before, node, registers ? owner : null);
        entry.known = node;
        entry.writing++;
        Change latest = entry.latest;
        outbox.write(object(node.name()), requests -> {
            ApiReply reply = patched(requests, patch, latest);
            Change after = outbox.answers().object(WatchedKind.NODE, reply);
            if (after == null && !reply.notFound()) {
                LOG.error("node {} could not be changed: {}", node.name(), reply.message());
            }
            outbox.answer(() -> written(entry, after));
        });
    }

    private ApiReply patched(Writes requests, NodePatch patch, Change latest) throws InterruptedException {
        String path = WatchedKind.NODE.path(latest.key().name());
        Change now = latest;
        while (true) {
            Node node = (Node) now.value();
            if (node == null) {
                throw new IllegalStateException("node " + latest.key().name() + " without a value");
            }
            ApiReply reply = requests.send(
                    ApiRequest.patch(path, patch.of(node, now.extras().finalizers(), now.version())));
            if (!reply.conflict()) {
                return reply;
            }
            ApiReply read = requests.send(ApiRequest.get(path));
            Change fresh = outbox.answers().object(WatchedKind.NODE, read);
            if (fresh == null) {
                return read;
            }
            now = fresh;
        }
    }

    private void written(Entry entry, @Nullable Change after) {
        entry.writing--;
        if (after != null) {
            entry.leastVersion = Math.max(entry.leastVersion, after.version());
        }
        look(entry, after == null ? entry.latest : after);
    }

    /** Deletes the object; the loop wants to hear no more of this node. */
    void delete(String name) {
        Entry entry = entries.get(name);
        if (entry != null) {
            entry.ended = true;
        }
        outbox.write(object(name), requests -> {
            ApiReply reply = requests.send(ApiRequest.delete(WatchedKind.NODE.path(name), Map.of()));
            Change deleted = outbox.answers().object(WatchedKind.NODE, reply);
            if (deleted != null) {
                Finalizers.release(requests, WatchedKind.NODE.path(name), deleted);
            } else if (!reply.ok() && !reply.notFound()) {
                LOG.error("node {} could not be deleted: {}", name, reply.message());
            }
        });
    }

    private static String object(String name) {
        return WatchedKind.NODE.resource() + "/" + name;
    }

    /** The uid of a node; empty where it is not known. */
    String uid(String name) {
        Entry entry = entries.get(name);
        return entry == null ? "" : entry.latest.uid();
    }
}
