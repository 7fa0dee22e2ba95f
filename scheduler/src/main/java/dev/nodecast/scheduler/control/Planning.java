package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.disruption.ConsolidationOptions;
import dev.nodecast.scheduler.disruption.DisruptionPlanner;
import dev.nodecast.scheduler.eviction.DoNotDisrupt;
import dev.nodecast.scheduler.interruption.RiskPricedOffers;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.lookahead.DemandHistory;
import dev.nodecast.scheduler.lookahead.Keeping;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.provisioning.FoundClaims;
import dev.nodecast.scheduler.provisioning.Packed;
import dev.nodecast.scheduler.provisioning.PendingWork;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.Solver;
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
    private final RiskPricedOffers risks;
    private final DemandHistory demand = new DemandHistory();
    private final Keeping keeping;
    private final Solver solver;
    private final KnownLabels knownLabels;

    Planning(ClusterState state, Ports ports, Settings settings) {
        this.state = state;
        this.ports = ports;
        this.offers = new OverlaidOffers(state, ports.cloud());
        this.risks = new RiskPricedOffers(settings.optIns().spot());
        this.keeping = new Keeping(settings.optIns().lookAhead(), demand);
        this.solver = new Solver(settings.solver());
        this.knownLabels = settings.solver().knownLabels();
    }

    /** What the cloud refused lately. */
    UnavailableOfferings unavailable() {
        return unavailable;
    }

    /** What is known of interruptions, and the prices that follow from it. */
    RiskPricedOffers risks() {
        return risks;
    }

    /** An instance runs for the claim. */
    void launched(NodeClaim claim, Labels labels) {
        String name = claim.nodePool();
        NodePool pool = name == null ? null : state.pool(name);
        List<InstanceType> sold = pool == null ? List.of() : ports.cloud().instanceTypes(pool);
        risks.launched(claim, labels, sold, ports.clock().nowNs());
    }

    /** What is learned of how pools are used. */
    DemandHistory demand() {
        return demand;
    }

    DisruptionPlanner disruption(ConsolidationOptions options, long seed) {
        return new DisruptionPlanner(
                new DisruptionPlanner.World(state, ports.clock(), this::instanceTypes, solver, pool -> true, keeping),
                options,
                seed);
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

    /** A claim that was found without an instance, as it is launched now. */
    PlannedClaim forFoundClaim(NodeClaim claim, NodePool pool) {
        return FoundClaims.of(claim, pool, instanceTypes(pool));
    }

    /**
     * What a pool can buy now: NodeOverlays laid over what the cloud sells; spot at the price that a finished job makes of
     * it, where the pool asks for that; offerings that were refused lately are marked as not available.
     */
    List<InstanceType> instanceTypes(NodePool pool) {
        long nowNs = ports.clock().nowNs();
        return unavailable.apply(risks.of(pool, offers.of(pool), nowNs), nowNs);
    }

    /** Dynamic pools that could launch none of the types that they are sold. */
    List<Note.NoInstanceTypes> withoutTypes(Basis basis) {
        List<Note.NoInstanceTypes> barren = new ArrayList<>();
        int i = 0;
        for (NodePool pool : state.pools()) {
            List<InstanceType> sold = basis.offers().get(i++).types();
            if (pool.replicas() == null && !pool.meta().deleting() && !sold.isEmpty()) {
                switch (solver.choice(pool, sold)) {
                    case SOME -> {}
                    case NONE -> barren.add(new Note.NoInstanceTypes(pool.name(), false));
                    case TOO_FEW_VALUES -> barren.add(new Note.NoInstanceTypes(pool.name(), true));
                }
            }
        }
        return barren;
    }

    /** What a plan depends on: the same basis gives the same plan. */
    Basis basis() {
        List<Offers> sold = new ArrayList<>();
        state.pools().forEach(pool -> sold.add(new Offers(instanceTypes(pool))));
        return new Basis(state.placementVersion(), sold);
    }

    /** The state's version and what each pool can buy. */
    record Basis(long stateVersion, List<Offers> offers) {

        /** The same offers at a later version of the state. */
        Basis at(long version) {
            return new Basis(version, offers);
        }
    }
}
