package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets consolidation begin at ever lower costs only, as long as the same is asked for and offered. Whatever becomes of the
 * plans, such as pods that kube-scheduler places elsewhere than planned, for which a node is bought again, there are only so
 * many costs below the first: consolidation comes to an end, and never takes a cluster through the same command twice.
 * Karpenter has nothing like it, and can delete the same node for ever.
 */
final class FallingCost {

    private final DisruptionPlanner.World world;
    private Circumstances known = new Circumstances(Resources.NONE, List.of());
    private long lowestMicroUsdPerHour = Long.MAX_VALUE;

    FallingCost(DisruptionPlanner.World world) {
        this.world = world;
    }

    /**
     * What pods ask for, and what can be bought for them.
     *
     * @param requests also how many pods there are: each asks for one of {@link Resources#PODS}
     */
    private record Circumstances(Resources requests, List<List<InstanceType>> offers) {

        boolean sameAs(Circumstances other) {
            return requests.equals(other.requests) && sameOffers(other.offers);
        }

        /** Lists are the same object as long as nothing of them has changed. */
        @SuppressWarnings("ReferenceEquality")
        private boolean sameOffers(List<List<InstanceType>> others) {
            boolean same = offers.size() == others.size();
            for (int i = 0; same && i < offers.size(); i++) {
                same = offers.get(i) == others.get(i);
            }
            return same;
        }
    }

    /** Whether a command may begin at this cost of all nodes. */
    boolean below(long microUsdPerHour) {
        if (world.state().nodes().stream().noneMatch(StateNode::leaving)) {
            Circumstances now = circumstances();
            if (!now.sameAs(known)) {
                known = now;
                lowestMicroUsdPerHour = Long.MAX_VALUE;
            }
        }
        return microUsdPerHour < lowestMicroUsdPerHour;
    }

    /** A command is carried out from this cost of all nodes. */
    void begun(long microUsdPerHour) {
        lowestMicroUsdPerHour = microUsdPerHour;
    }

    private Circumstances circumstances() {
        Resources requests = Resources.NONE;
        for (Pod pod : world.state().pods()) {
            if (!pod.terminal() && !pod.meta().deleting() && !pod.meta().ownedBy("DaemonSet")) {
                requests = requests.plus(pod.spec().requests());
            }
        }
        List<List<InstanceType>> offers = new ArrayList<>();
        for (NodePool pool : world.state().pools()) {
            offers.add(world.instanceTypes().apply(pool));
        }
        return new Circumstances(requests, offers);
    }
}
