package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.recording.Cause;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
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
 * @param nodes that were launched, in that order
 * @param waitsS seconds that pods waited for a node, in the order in which they got one
 * @param stillWaiting pods without a node at the end
 * @param replicas by Deployment, how many pods were wanted from when on
 * @param decisions how often what was decided
 */
public record RecordedRun(
        String session,
        Instant origin,
        long beginNs,
        long endNs,
        List<RecordedNode> nodes,
        List<Double> waitsS,
        int stillWaiting,
        SequencedMap<ObjectKey, TreeMap<Long, Integer>> replicas,
        Map<String, Long> decisions) {

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
        private final Map<String, Long> decisions = new LinkedHashMap<>();
        private Instant origin = Instant.EPOCH;
        private long beginNs = -1;
        private long nowNs;

        void take(Entry entry) {
            switch (entry) {
                case Entry.Began began -> origin = began.origin();
                case Entry.TurnBegan turn -> turn(turn);
                case Entry.Decided(Decision decision) -> {
                    nodes.decided(nowNs, decision);
                    decisions.merge(decision.getClass().getSimpleName(), 1L, Long::sum);
                }
                case Entry.Ordered(Order.Terminate(String providerId)) -> nodes.endOrdered(nowNs, providerId);
                case Entry.Answered _, Entry.Ordered _, Entry.Lost _, Entry.CutOff _, Entry.Ended _ -> {}
            }
        }

        private void turn(Entry.TurnBegan turn) {
            nowNs = turn.atNs();
            beginNs = beginNs < 0 ? nowNs : beginNs;
            if (turn.cause() instanceof Cause.Observed(Observation observation)) {
                switch (observation) {
                    case Observation.PodObserved(var pod) -> pods.observed(nowNs, pod);
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
                    pods.waitsS(),
                    pods.waiting(),
                    pods.replicas(),
                    decisions);
        }
    }

    /** What the nodes cost at the prices of their launches. */
    public double usd() {
        return nodes.stream().mapToDouble(node -> node.usd(endNs)).sum();
    }

    public double nodeHours() {
        return nodes.stream().mapToDouble(node -> node.hours(endNs)).sum();
    }

    public long interrupted() {
        return nodes.stream().filter(RecordedNode::interrupted).count();
    }

    /** A quantile of the pods' waits by nearest rank; NaN where none waited. */
    public double waitS(double quantile) {
        List<Double> sorted = waitsS.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.max(0, Math.ceil(quantile * sorted.size()) - 1));
    }
}
