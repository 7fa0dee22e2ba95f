package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.provisioning.NodeOverlays;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What pools can buy with the cluster's NodeOverlays laid over it. */
final class OverlaidTypes implements Function<NodePool, List<InstanceType>> {

    private final Function<NodePool, List<InstanceType>> sold;
    private final NodeOverlays overlays;
    private final Map<String, List<InstanceType>> byPool = new LinkedHashMap<>();

    private OverlaidTypes(
            Collection<NodeOverlay> overlays, Collection<NodePool> pools, Function<NodePool, List<InstanceType>> sold) {
        this.sold = sold;
        Map<NodePool, List<InstanceType>> offered = new LinkedHashMap<>();
        pools.forEach(pool -> offered.put(pool, sold.apply(pool)));
        this.overlays = new NodeOverlays(overlays, offered);
    }

    /**
     * What pools can buy; as it is sold where the cluster has no overlays.
     *
     * @param assumptions takes a sentence for each overlay that does not hold
     */
    static Function<NodePool, List<InstanceType>> of(
            ClusterState cluster, Function<NodePool, List<InstanceType>> sold, List<String> assumptions) {
        if (cluster.overlays().isEmpty()) {
            return sold;
        }
        OverlaidTypes overlaid = new OverlaidTypes(cluster.overlays(), cluster.pools(), sold);
        overlaid.overlays
                .refused()
                .forEach((name, why) -> assumptions.add("NodeOverlay " + name + " has no effect: " + why));
        return overlaid;
    }

    @Override
    public List<InstanceType> apply(NodePool pool) {
        return byPool.computeIfAbsent(pool.name(), _ -> overlays.on(pool, sold.apply(pool)));
    }
}
