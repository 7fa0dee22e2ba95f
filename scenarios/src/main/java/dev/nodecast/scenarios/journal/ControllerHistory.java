package dev.nodecast.scenarios.journal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a controller did, told from the sessions of its journal, one after the other. Times are nanoseconds since 1970. A node
 * that outlives a session goes on in the next that knows it; one that no later session knows ended with the last that did.
 *
 * @param sessions when somebody watched, in order
 * @param nodes in the order in which they came to be known
 * @param stillWaiting pods without a node at the end
 * @param missing what cannot be known, a sentence each
 */
public record ControllerHistory(
        List<Session> sessions,
        List<RecordedNode> nodes,
        List<PodWait> waits,
        int stillWaiting,
        List<RecordedCommand> commands,
        Map<String, Long> decisions,
        List<String> missing) {

    private static final long SECOND_NS = 1_000_000_000L;

    /** When a loop ran. */
    public record Session(String name, long beginNs, long endNs) {}

    public ControllerHistory {
        sessions = List.copyOf(sessions);
        nodes = List.copyOf(nodes);
        waits = List.copyOf(waits);
        commands = List.copyOf(commands);
        missing = List.copyOf(missing);
    }

    /**
     * Reads all sessions of a journal.
     *
     * @throws IOException if it cannot be read, or its sessions are not those of one controller
     */
    public static ControllerHistory of(List<RecordedSession> journal) throws IOException {
        List<RecordedRun> runs = new ArrayList<>();
        for (RecordedSession session : journal) {
            if (session.ofShadow()) {
                throw new IOException(
                        session.files().getFirst() + ": found the record of a controller that only watched (--shadow),"
                                + " expected one that acted; what it decided was not carried out"
                                + " and cost nothing");
            }
            runs.add(RecordedRun.of(session));
        }
        runs.sort(Comparator.comparingLong(run -> since1970(run) + run.beginNs()));
        for (int i = 1; i < runs.size(); i++) {
            refuseOverlap(runs.get(i - 1), runs.get(i));
        }
        return new Joining().of(runs);
    }

    private static void refuseOverlap(RecordedRun first, RecordedRun second) throws IOException {
        if (since1970(second) + second.beginNs() < since1970(first) + first.endNs()) {
            throw new IOException("sessions " + first.session() + " and " + second.session()
                    + ": found that they were at work at the same time, expected those of one controller, one after the"
                    + " other; choose one with --session");
        }
    }

    private static long since1970(RecordedRun run) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, run.origin());
    }

    /** Sessions as they are put together. */
    private static final class Joining {
        private final Map<String, RecordedNode> nodes = new LinkedHashMap<>();
        private final Map<String, Long> lastSeenNs = new LinkedHashMap<>();
        private final List<Session> sessions = new ArrayList<>();
        private final List<PodWait> waits = new ArrayList<>();
        private final List<RecordedCommand> commands = new ArrayList<>();
        private final Map<String, Long> decisions = new LinkedHashMap<>();
        private final List<String> missing = new ArrayList<>();

        ControllerHistory of(List<RecordedRun> runs) {
            runs.forEach(this::take);
            gaps();
            int stillWaiting = runs.isEmpty() ? 0 : runs.getLast().stillWaiting();
            return new ControllerHistory(sessions, ended(), waits, stillWaiting, commands, decisions, missing);
        }

        private void take(RecordedRun run) {
            long shiftNs = since1970(run);
            sessions.add(new Session(run.session(), shiftNs + run.beginNs(), shiftNs + run.endNs()));
            for (RecordedNode node : run.nodes()) {
                nodes.merge(node.nodeClaim(), node.later(shiftNs), RecordedNode::continued);
                lastSeenNs.put(node.nodeClaim(), shiftNs + run.endNs());
            }
            run.waits().forEach(wait -> waits.add(new PodWait(wait.boundNs() + shiftNs, wait.seconds())));
            run.commands()
                    .forEach(command -> commands.add(new RecordedCommand(
                            command.atNs() + shiftNs,
                            command.method(),
                            command.reason(),
                            command.nodes(),
                            command.replacements(),
                            command.savedMicroUsdPerHour())));
            run.decisions().forEach((what, count) -> decisions.merge(what, count, Long::sum));
            run.missing().forEach(sentence -> missing.add(run.session() + ": " + sentence));
        }

        private void gaps() {
            for (int i = 1; i < sessions.size(); i++) {
                long fromNs = sessions.get(i - 1).endNs();
                long toNs = sessions.get(i).beginNs();
                if (toNs - fromNs > SECOND_NS) {
                    missing.add("nobody watched for "
                            + Duration.ofNanos(toNs - fromNs).toSeconds() + " s from "
                            + Instant.ofEpochSecond(0, fromNs) + " on; nodes that were there before and after count as"
                            + " running in between");
                }
            }
        }

        private List<RecordedNode> ended() {
            long endNs = sessions.isEmpty() ? 0 : sessions.getLast().endNs();
            List<RecordedNode> all = new ArrayList<>();
            int unseen = 0;
            for (RecordedNode node : nodes.values()) {
                long seenNs = lastSeenNs.getOrDefault(node.nodeClaim(), endNs);
                boolean lost = node.endedNs() == null && seenNs < endNs;
                all.add(lost ? node.endedAt(seenNs) : node);
                unseen += lost ? 1 : 0;
            }
            if (unseen > 0) {
                missing.add(unseen
                        + " nodes ended while nobody watched; they count to the end of the session that saw them last");
            }
            return all;
        }
    }

    /** When the record begins. */
    public Instant begin() {
        return Instant.ofEpochSecond(0, sessions.getFirst().beginNs());
    }

    /** When it ends. */
    public Instant end() {
        return Instant.ofEpochSecond(0, sessions.getLast().endNs());
    }

    /** Whether the price of a node is not known. */
    public boolean lacksPrices() {
        return nodes.stream().anyMatch(node -> node.priceMicroUsdPerHour() == 0);
    }
}
