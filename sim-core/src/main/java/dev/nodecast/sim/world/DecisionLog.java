package dev.nodecast.sim.world;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.sim.world.measure.RunResult.Disruptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Passes decisions on to the run's journal, counts them, and takes from them why a node is terminated. */
final class DecisionLog implements Journal {

    private final Journal next;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, Disruptions> disruptions = new LinkedHashMap<>();
    private final BiConsumer<String, String> terminating;

    /** @param terminating told of each claim that is terminated, and the cause */
    DecisionLog(Journal next, BiConsumer<String, String> terminating) {
        this.next = next;
        this.terminating = terminating;
    }

    @Override
    public void record(long nowNs, Decision decision) {
        counts.merge(decision.getClass().getSimpleName(), 1L, Long::sum);
        switch (decision) {
            case Decision.NodeTerminating(String nodeClaim, String cause) -> terminating.accept(nodeClaim, cause);
            case Decision.Disrupt disrupt -> disruptions.merge(disrupt.method(), one(disrupt), Disruptions::plus);
            default -> {}
        }
        next.record(nowNs, decision);
    }

    private static Disruptions one(Decision.Disrupt disrupt) {
        return new Disruptions(
                disrupt.reason(),
                1,
                disrupt.nodeClaims().size(),
                disrupt.replacements().size(),
                disrupt.savedMicroUsdPerHour());
    }

    /** The commands of disruption by method, in the order of the first time. */
    Map<String, Disruptions> disruptions() {
        return disruptions;
    }

    /** How often what was decided, in the order of the first time. */
    Map<String, Long> counts() {
        return counts;
    }
}
