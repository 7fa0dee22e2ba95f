package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.disruption.ConsolidationOptions;
import dev.nodecast.scheduler.disruption.DisruptionPlanner;
import dev.nodecast.scheduler.disruption.Planner;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.provisioning.Packed;
import dev.nodecast.scheduler.provisioning.PendingWork;
import dev.nodecast.scheduler.provisioning.Solver;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.provisioning.UnavailableOfferings;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.List;

/** The questions that the loops ask of the solver, with what can be bought at this moment. */
final class Planning {

    private final UnavailableOfferings unavailable = new UnavailableOfferings();
    private final ClusterState state;
    private final Ports ports;
    private final Solver solver;

    Planning(ClusterState state, Ports ports, SolverOptions options) {
        this.state = state;
        this.ports = ports;
        this.solver = new Solver(options);
    }

    /** What the cloud refused lately. */
    UnavailableOfferings unavailable() {
        return unavailable;
    }

    Planner disruption(ConsolidationOptions options) {
        return new DisruptionPlanner(
                new DisruptionPlanner.World(state, ports.clock(), this::instanceTypes, solver), options);
    }

    /**
     * Places for the pods that wait and for those on nodes that are going, which will have to move (Karpenter's
     * provisioner counts both).
     */
    Packed forPendingPods() {
        return solver.pack(PendingWork.problem(
                state, this::instanceTypes, pod -> pod.meta().annotations().has(WellKnown.DO_NOT_DISRUPT, "true")));
    }

    /** What a pool can buy now: offerings that were refused lately are marked as not available. */
    List<InstanceType> instanceTypes(NodePool pool) {
        return unavailable.apply(
                ports.cloud().instanceTypes(pool), ports.clock().nowNs());
    }

    /** What a plan depends on: the same basis gives the same plan. */
    Basis basis() {
        List<Offers> offers = new ArrayList<>();
        state.pools().forEach(pool -> offers.add(new Offers(instanceTypes(pool))));
        return new Basis(state.version(), offers);
    }

    /** The state's version and what each pool can buy. */
    record Basis(long stateVersion, List<Offers> offers) {}

    /** A list of types that is compared by identity: the same list stands for the same content. */
    record Offers(List<InstanceType> types) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            return other instanceof Offers that && types == that.types;
        }

        @Override
        public int hashCode() {
            return types.size();
        }
    }
}
