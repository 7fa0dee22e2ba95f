package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.recording.Answer;
import dev.nodecast.scheduler.recording.Cause;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.Order;
import dev.nodecast.scheduler.recording.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What happened in a recorded session, told from its entries.
 *
 * @param session its name
 * @param origin the moment at which its clock was 0
 * @param beginNs the time of its first turn
 * @param endNs the time of its last turn
 * @param nodes that were launched, or were there at the beginning, in the order in which they came to be known
 * @param waits of pods for a node, in the order in which they got one
 * @param stillWaiting pods without a node at the end
 * @param replicas by Deployment, how many pods were wanted from when on
 * @param commands of disruption, in the order of their times; of those some may have been given up later
 * @param decisions how often what was decided
 * @param missing what is missing in the record, a sentence each
 */
public record RecordedRun(
        String session,
        Instant origin,
        long beginNs,
        long endNs,
        List<RecordedNode> nodes,
        List<PodWait> waits,
        int stillWaiting,
        SequencedMap<ObjectKey, TreeMap<Long, Integer>> replicas,
        List<RecordedCommand> commands,
        Map<String, Long> decisions,
        List<String> missing) {

    /**
     * Reads a session.
     *
     * @throws IOException if it cannot be read
     */
    public static RecordedRun of(RecordedSession session) throws IOException {
        Reading reading = new Reading();
        try (SessionEntries entries = session.entries()) {
            entries.forEachRemaining(reading::take);
            return reading.run(session.name());
        } catch (UncheckedIOException problem) {
            throw problem.getCause();
        }
    }

    /** Entries as they pass. */
    private static final class Reading {
        private final NodeHistory nodes = new NodeHistory();
        private final PodHistory pods = new PodHistory();
        private final List<RecordedCommand> commands = new ArrayList<>();
        private final Map<String, Long> decisions = new LinkedHashMap<>();
        private final List<String> missing = new ArrayList<>();
        private Instant origin = Instant.EPOCH;
        private long beginNs = -1;
        private long nowNs;

        void take(Entry entry) {
            switch (entry) {
                case Entry.Began began -> origin = began.origin();
                case Entry.TurnBegan turn -> turn(turn);
                case Entry.Decided(Decision decision) -> {
                    nodes.decided(nowNs, decision);
                    command(decision);
                    decisions.merge(decision.getClass().getSimpleName(), 1L, Long::sum);
                }
                case Entry.Ordered(Order.Terminate(String providerId)) -> nodes.endOrdered(nowNs, providerId);
                case Entry.Answered answered -> sold(answered);
                case Entry.Lost(long entries) -> missing.add(entries + " entries could not be written");
                case Entry.CutOff(String why) -> missing.add(why);
                case Entry.Ordered _, Entry.Ended _ -> {}
            }
        }

        private void sold(Entry.Answered answered) {
            if (answered.question() instanceof Question.InstanceTypes(String pool)
                    && answered.answer() instanceof Answer.Types(var types)) {
                nodes.sells(pool, types);
            }
        }

        private void command(Decision decision) {
            if (decision instanceof Decision.Disrupt disrupt) {
                commands.add(new RecordedCommand(
                        nowNs,
                        disrupt.method(),
                        disrupt.reason(),
                        disrupt.nodeClaims().size(),
                        disrupt.replacements().size(),
                        disrupt.savedMicroUsdPerHour()));
            }
        }

        private void turn(Entry.TurnBegan turn) {
            nowNs = turn.atNs();
            beginNs = beginNs < 0 ? nowNs : beginNs;
            if (turn.cause() instanceof Cause.Observed(Observation observation)) {
                switch (observation) {
                    case Observation.PodObserved(var pod) -> pods.observed(nowNs, pod);
                    case Observation.NodeClaimObserved(var claim) -> nodes.observed(claim);
                    case Observation.PodGone(var pod) -> pods.gone(nowNs, pod);
                    case Observation.Launched launched -> nodes.launched(launched.nodeClaim(), launched.providerId());
                    default -> {}
                }
            }
        }

        RecordedRun run(String session) {
            return new RecordedRun(
                    session,
                    origin,
                    Math.max(0, beginNs),
                    nowNs,
                    nodes.nodes(),
                    pods.waits(),
                    pods.waiting(),
                    pods.replicas(),
                    commands,
                    decisions,
                    missing);
        }
    }

    /** What the nodes cost in the time of the record, at the prices of their launches. */
    public double usd() {
        return nodes.stream().mapToDouble(node -> node.usd(beginNs, endNs)).sum();
    }

    public double nodeHours() {
        return nodes.stream().mapToDouble(node -> node.hours(beginNs, endNs)).sum();
    }

    /** Nodes whose launch is in the record. */
    public long launched() {
        return nodes.stream().filter(node -> !node.found()).count();
    }

    public long interrupted() {
        return nodes.stream().filter(RecordedNode::interrupted).count();
    }

    /** A quantile of the pods' waits by nearest rank; NaN where none waited. */
    public double waitS(double quantile) {
        List<Double> sorted = waits.stream().map(PodWait::seconds).sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.max(0, Math.ceil(quantile * sorted.size()) - 1));
    }
}
