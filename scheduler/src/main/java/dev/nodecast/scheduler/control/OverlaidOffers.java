package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.provisioning.NodeOverlays;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the cloud sells to each pool with the cluster's NodeOverlays laid over it. What was found out is kept while the
 * overlays, the pools and what the cloud sells stay the same, so that a list stands for its content.
 */
final class OverlaidOffers {

    private final ClusterState state;
    private final CloudProvider cloud;
    private final Map<String, Overlaid> known = new LinkedHashMap<>();
    private @Nullable Evaluation evaluation;

    /** What an evaluation was made from, and its result. */
    private record Evaluation(List<NodeOverlay> overlays, List<Offer> offers, NodeOverlays result) {}

    private record Offer(NodePool pool, Offers types) {}

    private record Overlaid(Offer offer, List<NodeOverlay> inForce, List<InstanceType> types) {}

    OverlaidOffers(ClusterState state, CloudProvider cloud) {
        this.state = state;
        this.cloud = cloud;
    }

    List<InstanceType> of(NodePool pool) {
        List<InstanceType> sold = cloud.instanceTypes(pool);
        if (state.overlays().isEmpty()) {
            known.clear();
            return sold;
        }
        NodeOverlays overlays = evaluated();
        Offer offer = new Offer(pool, new Offers(sold));
        Overlaid before = known.get(pool.name());
        if (before == null || !before.offer.equals(offer) || !before.inForce.equals(overlays.inForce())) {
            before = new Overlaid(offer, overlays.inForce(), overlays.on(pool, sold));
            known.put(pool.name(), before);
        }
        return before.types;
    }

    private NodeOverlays evaluated() {
        List<Offer> offers = new ArrayList<>();
        state.pools().forEach(pool -> offers.add(new Offer(pool, new Offers(cloud.instanceTypes(pool)))));
        List<NodeOverlay> overlays = List.copyOf(state.overlays());
        Evaluation last = evaluation;
        if (last == null || !last.overlays.equals(overlays) || !last.offers.equals(offers)) {
            Map<NodePool, List<InstanceType>> offered = new LinkedHashMap<>();
            offers.forEach(offer -> offered.put(offer.pool, offer.types.types()));
            last = new Evaluation(overlays, offers, new NodeOverlays(overlays, offered));
            evaluation = last;
        }
        return last.result;
    }
}
