package dev.nodecast.aws.kubernetes;

import dev.nodecast.aws.kubernetes.ClaimConditions.Aspects;
import dev.nodecast.aws.kubernetes.ClaimConditions.Condition;
import dev.nodecast.scheduler.lifecycle.Initialization;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claims as the loop knows them, which is what they are: nobody else writes their spec and status. The loop is told of those
 * that it finds when it begins, and where somebody else deletes one or changes its labels or annotations. On the loop's thread
 * only.
 */
final class ClaimBook {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimBook.class);

    private final Map<String, Entry> entries = new HashMap<>();
    private final ClaimWrites writes;
    private final Clock clock;
    private final Consumer<Observation> loop;
    private final ClaimEvents events;

    private static final class Entry {
        NodeClaim known;
        String uid = "";
        Labels labels;
        Labels annotations;
        SequencedMap<String, Condition> conditions = new LinkedHashMap<>();
        Aspects aspects = Aspects.NONE;
        Map<String, Object> status = Map.of();
        int writing;
        long leastVersion;
        boolean released;

        Entry(NodeClaim known) {
            this.known = known;
            this.labels = known.meta().labels();
            this.annotations = known.meta().annotations();
        }
    }

    /** Told of conditions that have changed. */
    interface ClaimEvents {
        void changed(NodeClaim claim, String uid, @Nullable Condition before, Condition now);

        /** A claim says from now on when its grace period is over. */
        void graceEnds(NodeClaim claim);
    }

    ClaimBook(Outbox outbox, Clock clock, Consumer<Observation> loop, ClaimEvents events) {
        this.writes = new ClaimWrites(outbox);
        this.clock = clock;
        this.loop = loop;
        this.events = events;
    }

    void seen(Change change) {
        String name = change.key().name();
        Entry entry = entries.get(name);
        if (change.value() instanceof NodeClaim claim) {
            if (entry == null) {
                adopt(claim, change);
            } else {
                compare(entry, claim, change.version());
            }
        } else if (entry != null) {
            entries.remove(name);
            endedByOthers(entry);
        }
    }

    private void adopt(NodeClaim claim, Change change) {
        Entry entry = new Entry(claim);
        entry.uid = change.uid();
        change.extras().conditions().forEach(form -> {
            Condition condition = Condition.of(form);
            entry.conditions.put(condition.type(), condition);
        });
        entry.aspects = Aspects.of(entry.conditions);
        SequencedMap<String, Condition> ours =
                ClaimConditions.of(claim, entry.aspects, entry.conditions, clock.nowNs());
        if (ours.equals(entry.conditions)) { // written by a controller like this: there is nothing to write again
            entry.status = NodeClaimForm.status(claim, ours.values());
        }
        entries.put(claim.name(), entry);
        loop.accept(new Observation.NodeClaimObserved(claim));
    }

    private void compare(Entry entry, NodeClaim claim, long version) {
        if (entry.writing > 0 || version < entry.leastVersion || entry.released) {
            return;
        }
        ObjectMeta theirs = claim.meta();
        NodeClaim now = entry.known;
        if (!theirs.labels().equals(entry.labels) || !theirs.annotations().equals(entry.annotations)) {
            entry.labels = theirs.labels();
            entry.annotations = theirs.annotations();
            now = now.withMeta(now.meta().withLabels(theirs.labels()).withAnnotations(theirs.annotations()));
        }
        if (theirs.deleting() && !now.meta().deleting()) {
            now = now.withMeta(now.meta().deletedAt(clock.nowNs()));
        }
        if (!now.equals(entry.known)) {
            entry.known = now;
            loop.accept(new Observation.NodeClaimObserved(now));
        }
    }

    /** Somebody has taken the finalizer off: the instance still has to go. */
    private void endedByOthers(Entry entry) {
        if (!entry.released && !entry.known.meta().deleting()) {
            NodeClaim deleted = entry.known.withMeta(entry.known.meta().deletedAt(clock.nowNs()));
            loop.accept(new Observation.NodeClaimObserved(deleted));
        }
    }

    /** Makes a claim; one that the API refuses is not launched. */
    void create(NodeClaim claim) {
        Entry entry = new Entry(claim);
        entries.put(claim.name(), entry);
        entry.writing++;
        writes.create(claim, (made, refusal) -> created(entry, made, refusal));
        writeStatus(entry);
    }

    private void created(Entry entry, @Nullable Change made, String refusal) {
        entry.writing--;
        if (made != null && made.value() instanceof NodeClaim claim) {
            entry.uid = made.uid();
            entry.leastVersion = made.version();
            entry.labels = claim.meta().labels();
            entry.annotations = claim.meta().annotations();
        } else {
            LOG.error("NodeClaim {} could not be created: {}", entry.known.name(), refusal);
            loop.accept(new Observation.LaunchFailed(
                    entry.known.name(), "the NodeClaim could not be created: " + refusal, List.of()));
        }
    }

    /** Does something once the claim is known to the API; never where the API refuses it. */
    void whenCreated(String name, Runnable action) {
        writes.whenCreated(name, action);
    }

    /** Writes a claim as the loop has changed it. */
    void update(NodeClaim claim) {
        Entry entry = entries.get(claim.name());
        if (entry == null || entry.released) {
            return;
        }
        Labels labels = news(entry.known.meta().labels(), claim.meta().labels());
        Labels annotations = news(entry.known.meta().annotations(), claim.meta().annotations());
        entry.known = claim;
        if (!labels.isEmpty() || !annotations.isEmpty()) {
            entry.labels = entry.labels.plus(labels);
            entry.annotations = entry.annotations.plus(annotations);
            Map<String, Object> meta = Map.of("labels", labels.byKey(), "annotations", annotations.byKey());
            write(entry, "", Map.of("metadata", meta));
            if (annotations.get(WellKnown.TERMINATION_TIMESTAMP) != null) {
                events.graceEnds(claim);
            }
        }
        writeStatus(entry);
    }

    private static Labels news(Labels before, Labels after) {
        Map<String, String> news = new LinkedHashMap<>();
        after.byKey().forEach((name, value) -> {
            if (!before.has(name, value)) {
                news.put(name, value);
            }
        });
        return Labels.of(news);
    }

    /** What is said of a claim besides how far it has come; written where it has changed. */
    void aspects(String name, boolean consolidatable, @Nullable String drifted) {
        Entry entry = entries.get(name);
        if (entry != null) {
            change(entry, entry.aspects.with(consolidatable, drifted));
        }
    }

    /** Why a claim is being disrupted, null where it is not. */
    void disrupted(String name, @Nullable String reason) {
        Entry entry = entries.get(name);
        if (entry != null) {
            change(entry, entry.aspects.disruptedFor(reason));
        }
    }

    /**
     * What is to be said of the node of a claim.
     *
     * @param missing what it lacks before it is initialised; null where nothing does
     */
    void node(String name, @Nullable Initialization missing, Consistency consistency) {
        Entry entry = entries.get(name);
        if (entry != null) {
            change(entry, entry.aspects.ofNode(missing, consistency));
        }
    }

    /** How it stands with the volumes of a claim's node. */
    void volumes(String name, Detachments.State state) {
        Entry entry = entries.get(name);
        if (entry != null) {
            change(entry, entry.aspects.with(state));
        }
    }

    /** The same, written with what is written of the claim next. */
    void expectVolumes(String name, Detachments.State state) {
        Entry entry = entries.get(name);
        if (entry != null) {
            entry.aspects = entry.aspects.with(state);
        }
    }

    /** The claim of an instance; null where there is none. */
    @Nullable
    NodeClaim ofProviderId(String providerId) {
        for (Entry entry : entries.values()) {
            if (!entry.released && entry.known.status().providerId().equals(providerId)) {
                return entry.known;
            }
        }
        return null;
    }

    /** Why the claim of a node is being disrupted; null where it is not, or there is none. */
    @Nullable
    String disruptionOf(String node) {
        for (Entry entry : entries.values()) {
            if (entry.known.status().nodeName().equals(node)) {
                return entry.aspects.disrupted();
            }
        }
        return null;
    }

    private void change(Entry entry, Aspects aspects) {
        if (!aspects.equals(entry.aspects)) {
            entry.aspects = aspects;
            writeStatus(entry);
        }
    }

    private void writeStatus(Entry entry) {
        SequencedMap<String, Condition> now =
                ClaimConditions.of(entry.known, entry.aspects, entry.conditions, clock.nowNs());
        Map<String, Object> status = NodeClaimForm.status(entry.known, now.values());
        if (status.equals(entry.status) || entry.released) {
            return;
        }
        tell(entry, now);
        entry.conditions = now;
        entry.status = status;
        write(entry, "/status", Map.of("status", status));
    }

    private void tell(Entry entry, SequencedMap<String, Condition> now) {
        now.forEach((type, condition) -> {
            Condition before = entry.conditions.get(type);
            if (before == null || !before.status().equals(condition.status())) {
                events.changed(entry.known, entry.uid, before, condition);
            }
        });
    }

    private void write(Entry entry, String subresource, Map<String, Object> patch) {
        entry.writing++;
        writes.patch(entry.known.name(), subresource, patch, after -> written(entry, after));
    }

    private void written(Entry entry, @Nullable Change after) {
        entry.writing--;
        if (after != null && after.value() instanceof NodeClaim claim) {
            entry.leastVersion = Math.max(entry.leastVersion, after.version());
            compare(entry, claim, after.version());
        }
    }

    /** Begins the end of a claim. */
    void delete(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            return;
        }
        entry.known = entry.known.withMeta(entry.known.meta().deletedAt(clock.nowNs()));
        writes.delete(name);
        writeStatus(entry);
    }

    /** Lets go of a claim. */
    void release(String name) {
        Entry entry = entries.get(name);
        if (entry != null) {
            entry.released = true;
        }
        writes.release(name, () -> entries.remove(name, entry));
    }

    /** All conditions of all claims. */
    List<SaidCondition> conditions() {
        List<SaidCondition> all = new ArrayList<>();
        entries.values().forEach(entry -> {
            ObjectMeta meta = entry.known.meta();
            entry.conditions
                    .values()
                    .forEach(condition ->
                            all.add(SaidCondition.of(WatchedKind.NODE_CLAIM, meta.key(), meta.labels(), condition)));
        });
        return all;
    }

    /** How other objects refer to the claim with an instance as their owner; null where there is none. */
    @Nullable
    Map<String, Object> reference(String providerId) {
        for (Entry entry : entries.values()) {
            if (entry.known.status().providerId().equals(providerId) && !entry.uid.isEmpty()) {
                return NodeClaimForm.owner(
                        WatchedKind.NODE_CLAIM,
                        new ObjectMeta.Owner(WatchedKind.NODE_CLAIM.kind(), entry.known.name(), entry.uid));
            }
        }
        return null;
    }

    /** The uid of a claim; empty where it is not known. */
    String uid(String name) {
        Entry entry = entries.get(name);
        return entry == null ? "" : entry.uid;
    }
}
