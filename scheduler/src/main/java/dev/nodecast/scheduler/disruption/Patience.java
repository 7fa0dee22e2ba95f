package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.List;

/**
 * How much more than its move an exchange of nodes has to be worth: as long as exchanges do what they promise just that, and
 * after each in a row that did not four times as much, so that tries that lead nowhere become rarer and rarer.
 */
final class Patience {

    private static final double FACTOR = 4;
    private static final double MOST = 1e9;

    private final List<String> leaving = new ArrayList<>();
    private final ClusterState state;
    private long promisedMicroUsdPerHour;
    private double factor = 1;

    Patience(ClusterState state) {
        this.state = state;
    }

    double factor() {
        return factor;
    }

    /** These nodes are to go, after which the cluster is to cost so much. */
    void expect(List<Candidate> nodes, long microUsdPerHour) {
        leaving.clear();
        nodes.forEach(node -> leaving.add(node.claim.name()));
        promisedMicroUsdPerHour = microUsdPerHour;
    }

    /** What the cluster costs now; nothing is learned while nodes of the last exchange are on their way out. */
    void learn(long microUsdPerHour) {
        if (leaving.isEmpty() || leaving.stream().anyMatch(this::onItsWay)) {
            return;
        }
        leaving.clear();
        factor = microUsdPerHour <= promisedMicroUsdPerHour ? 1 : Math.min(MOST, factor * FACTOR);
    }

    private boolean onItsWay(String claim) {
        StateNode node = state.ofClaim(claim);
        return node != null && node.leaving();
    }
}
