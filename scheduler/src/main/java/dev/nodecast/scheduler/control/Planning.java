package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.disruption.ConsolidationOptions;
import dev.nodecast.scheduler.disruption.DisruptionPlanner;
import dev.nodecast.scheduler.eviction.DoNotDisrupt;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.provisioning.Packed;
import dev.nodecast.scheduler.provisioning.PendingWork;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.Solver;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.provisioning.StaticClaims;
import dev.nodecast.scheduler.provisioning.UnavailableOfferings;
import dev.nodecast.scheduler.requirements.KnownLabels;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.List;

/** The questions that the loops ask of the solver, with what can be bought at this moment. */
final class Planning {

    private final UnavailableOfferings unavailable = new UnavailableOfferings();
    private final ClusterState state;
    private final Ports ports;
    private final OverlaidOffers offers;
    private final Solver solver;
    private final KnownLabels knownLabels;

    Planning(ClusterState state, Ports ports, SolverOptions options) {
        this.state = state;
        this.ports = ports;
        this.offers = new OverlaidOffers(state, ports.cloud());
        this.solver = new Solver(options);
        this.knownLabels = options.knownLabels();
    }

    /** What the cloud refused lately. */
    UnavailableOfferings unavailable() {
        return unavailable;
    }

    DisruptionPlanner disruption(ConsolidationOptions options) {
        return new DisruptionPlanner(
                new DisruptionPlanner.World(state, ports.clock(), this::instanceTypes, solver), options);
    }

    /**
     * Places for the pods that wait and for those on nodes that are going, which will have to move (Karpenter's
     * provisioner counts both).
     */
    Packed forPendingPods() {
        long now = ports.clock().nowNs();
        return solver.pack(PendingWork.problem(state, this::instanceTypes, pod -> DoNotDisrupt.active(pod, now)));
    }

    /** One more node of a static pool. */
    PlannedClaim forStaticPool(NodePool pool) {
        return StaticClaims.of(pool, instanceTypes(pool), knownLabels);
    }

    /** What a pool can buy now: NodeOverlays laid over what the cloud sells; offerings that were refused lately are marked as not available. */
    List<InstanceType> instanceTypes(NodePool pool) {
        return unavailable.apply(offers.of(pool), ports.clock().nowNs());
    }

    /** What a plan depends on: the same basis gives the same plan. */
    Basis basis() {
        List<Offers> sold = new ArrayList<>();
        state.pools().forEach(pool -> sold.add(new Offers(instanceTypes(pool))));
        return new Basis(state.placementVersion(), sold);
    }

    /** The state's version and what each pool can buy. */
    record Basis(long stateVersion, List<Offers> offers) {}
}
