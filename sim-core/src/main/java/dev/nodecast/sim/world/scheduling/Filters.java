package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.sim.world.cluster.NodeFit;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The filters of kube-scheduler's default profile: may the pod go there? */
final class Filters {

    private final PodNeighbourhood neighbourhood;
    private final Nominations nominations;
    private final Volumes volumes;

    Filters(PodNeighbourhood neighbourhood, Nominations nominations, Volumes volumes) {
        this.volumes = volumes;
        this.neighbourhood = neighbourhood;
        this.nominations = nominations;
    }

    /** Whether the pod may go there; room that was made for it there is its own. */
    boolean feasible(SchedulingQueue.Entry entry, SimNode node) {
        return refusal(entry.shape, node, nominations.freeFor(entry.shape, node, entry)) == null;
    }

    /** The first filter that refuses the node; null where none does. */
    private @Nullable Plugin refusal(PodShape shape, SimNode node, Resources free) {
        Plugin alone = refusalAlone(shape, node);
        if (alone != null) {
            return alone;
        }
        if (shape.takesPorts() && !portsFree(shape.spec(), node)) {
            return Plugin.NODE_PORTS;
        }
        if (!shape.spec().requests().fitsIn(free)) {
            return Plugin.NODE_RESOURCES_FIT;
        }
        if (!volumes.withinLimits(shape, node)) {
            return Plugin.NODE_VOLUME_LIMITS;
        }
        return volumes.attachable(shape, node.observed()) ? neighbourhood.refusal(shape, node) : Plugin.VOLUME_BINDING;
    }

    private static @Nullable Plugin refusalAlone(PodShape shape, SimNode node) {
        PodSpec spec = shape.spec();
        if (!NodeFit.schedulable(spec, node.observed())) {
            return Plugin.NODE_UNSCHEDULABLE;
        }
        if (!NodeFit.toleratesTaints(spec, node.observed())) {
            return Plugin.TAINT_TOLERATION;
        }
        SimNode only = shape.onlyNode();
        boolean selected = (only == null || only == node) && NodeFit.selects(spec, node.observed());
        return selected ? null : Plugin.NODE_AFFINITY;
    }

    /** Whether nothing but a lack of room keeps the pod away. */
    boolean lacksRoomOnly(PodShape shape, SimNode node) {
        return refusalAlone(shape, node) == null
                && shape.spec().requests().fitsIn(node.observed().allocatable())
                && (!shape.takesPorts() || portsFree(shape.spec(), node))
                && volumes.attachable(shape, node.observed())
                && neighbourhood.refusal(shape, node) == null;
    }

    /** Why none of the nodes will do. */
    Rejection rejection(PodShape shape, Collection<SimNode> nodes) {
        int plugins = 0;
        long mark = 0;
        for (SimNode node : nodes) {
            Resources free = nominations.freeFor(shape, node, null);
            Plugin plugin = refusal(shape, node, free);
            if (plugin != null) {
                plugins |= plugin.bit();
                long reason = plugin == Plugin.NODE_RESOURCES_FIT
                        ? lacking(shape.spec().requests(), free, node.observed().allocatable())
                        : 0;
                mark += (plugin.ordinal() + 1 + 31 * reason) * 0x9E3779B97F4A7C15L;
            }
        }
        return new Rejection(plugins, mark);
    }

    /**
     * A number for the set of resources of which there is not enough, and for whether there would be if all pods went: the
     * message says of each node whether preemption could help.
     */
    private static long lacking(Resources requests, Resources free, Resources whole) {
        long lacking = requests.fitsIn(whole) ? 1 : 0;
        for (String name : requests.names()) {
            if (requests.get(name) > free.get(name)) {
                lacking += name.hashCode();
            }
        }
        return lacking;
    }

    private static boolean portsFree(PodSpec spec, SimNode node) {
        for (SimPod pod : node.pods()) {
            if (HostPorts.collide(spec, pod.spec())) {
                return false;
            }
        }
        return true;
    }
}
