package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.spec.PlannedAction;
import dev.nodecast.sim.world.spec.PlannedAction.Change;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The people who run the cluster: they do what was planned, when it was planned. */
public final class Operators {

    /** What is there at the start is there before anybody acts. */
    private static final int AFTER_THE_START = 60;

    private final Simulation simulation;
    private final ApiServer api;
    private final Watch watch;
    private final DeploymentController deployments;

    public Operators(Simulation simulation, ApiServer api, Watch watch, DeploymentController deployments) {
        this.simulation = simulation;
        this.api = api;
        this.watch = watch;
        this.deployments = deployments;
    }

    /** Plans actions; those of one moment happen in their order. */
    public void plan(List<PlannedAction> actions) {
        actions.forEach(action -> simulation.scheduleAt(action.atNs(), AFTER_THE_START, () -> act(action.change())));
    }

    private void act(Change change) {
        switch (change) {
            case Change.Scale scale -> deployments.scale(scale.deployment(), scale.replicas());
            case Change.ApplyNodePool apply -> watch.publish(new Observation.NodePoolObserved(apply.pool()));
            case Change.DeleteNodeClaim delete -> deleteClaim(delete.index());
            case Change.DeleteNode delete -> deleteNode(delete.index());
        }
    }

    /** As of an object store whose times have no fractions of a second. */
    private List<NodeClaim> live() {
        List<NodeClaim> live = new ArrayList<>();
        for (NodeClaim claim : api.claims()) {
            if (!claim.meta().deleting()) {
                live.add(claim);
            }
        }
        live.sort(Comparator.comparingLong(
                        (NodeClaim claim) -> Math.floorDiv(claim.meta().createdNs(), Seconds.NS))
                .thenComparing(NodeClaim::name));
        return live;
    }

    private void deleteClaim(int index) {
        List<NodeClaim> live = live();
        if (index < live.size()) {
            NodeClaim claim = live.get(index);
            NodeClaim deleted = claim.withMeta(claim.meta().deletedAt(simulation.now()));
            api.putClaim(deleted);
            watch.publish(new Observation.NodeClaimObserved(deleted));
        }
    }

    private void deleteNode(int index) {
        List<NodeClaim> live = live();
        SimNode node = index < live.size() ? api.node(live.get(index).status().nodeName()) : null;
        if (node != null) {
            api.markNodeDeleting(node);
        }
    }
}
