package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Of which nodes it is to be told next why they stay: of each every 15 minutes, as often as Karpenter repeats such an event, and what
 * blocks them every ten seconds, as often as Karpenter looks.
 */
final class Telling {

    private static final long PERIOD_NS = 15 * 60 * Clock.SECOND_NS;
    private static final long LOOK_NS = 10 * Clock.SECOND_NS;
    private static final long COMING_UP_NS = 60 * Clock.SECOND_NS;
    private static final int AT_ONCE = 8;

    private final Map<String, Long> toldNs = new LinkedHashMap<>();
    private @Nullable Long lookedNs;

    /** The next few; they count as told. */
    List<StateNode> due(Collection<StateNode> nodes, long nowNs) {
        if (toldNs.size() > 2 * nodes.size()) {
            toldNs.keySet()
                    .retainAll(nodes.stream().map(StateNode::name).collect(Collectors.toCollection(TreeSet::new)));
        }
        List<StateNode> due = new ArrayList<>();
        for (StateNode node : nodes) {
            if (due.size() == AT_ONCE) {
                return due;
            }
            if (settled(node, nowNs) && nowNs - toldNs.getOrDefault(node.name(), nowNs - PERIOD_NS) >= PERIOD_NS) {
                toldNs.put(node.name(), nowNs);
                due.add(node);
            }
        }
        return due;
    }

    /**
     * Those whose blockages are to be told now. In its first minute a node only comes up, which many do at once; one that a command
     * has marked is nobody's candidate.
     */
    List<StateNode> toLookAt(Collection<StateNode> nodes, long nowNs) {
        Long last = lookedNs;
        if (last != null && nowNs - last < LOOK_NS) {
            return List.of();
        }
        lookedNs = nowNs;
        return nodes.stream().filter(node -> candidate(node, nowNs)).toList();
    }

    private static boolean candidate(StateNode node, long nowNs) {
        NodeClaim claim = node.claim();
        Long launchedNs = claim == null ? null : claim.status().launchedNs();
        return claim != null
                && launchedNs != null
                && nowNs - launchedNs >= COMING_UP_NS
                && (claim.meta().deleting() || !node.leaving());
    }

    /** Whether the node has been ready for use for a minute, before which it only comes up. */
    private static boolean settled(StateNode node, long nowNs) {
        NodeClaim claim = node.claim();
        Long since = claim == null ? null : claim.status().initializedNs();
        return since != null && !node.leaving() && nowNs - since >= COMING_UP_NS;
    }
}
