package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.catalog.list.InstanceTypeList;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.requirements.KnownLabels;
import dev.nodecast.scheduler.state.ClusterState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts what people give of a cluster together to the input of a decision. */
public final class ClusterInput {

    private ClusterInput() {}

    /**
     * What people say beside the objects.
     *
     * @param instanceTypes what every pool can buy; empty for the bundled catalogue
     * @param region of the bundled catalogue; empty for what the objects say
     */
    public record Settings(
            Instant now, Optional<InstanceTypeList> instanceTypes, Optional<String> region, Policies policies) {}

    /**
     * The input of a decision on these objects.
     *
     * @throws dev.nodecast.scheduler.diagnostics.InvalidInput where the bundled catalogue is to be used and no region of
     *     it is known
     */
    public static DecisionInput of(Manifests objects, Settings settings) {
        List<String> assumptions = new ArrayList<>();
        long nowNs = Math.multiplyExact(settings.now().getEpochSecond(), 1_000_000_000L);
        ClusterState state = ClusterObjects.state(objects);
        objects.of(Pod.class).forEach(pod -> state.see(applied(pod)));
        WantedPods.Result wanted = WantedPods.of(objects, nowNs);
        wanted.pods().forEach(state::see);
        assumptions.addAll(wanted.assumptions());
        if (state.pools().stream().allMatch(pool -> pool.replicas() != null)) {
            assumptions.add(
                    state.pools().isEmpty()
                            ? "There is no NodePool among the objects: nothing can be launched"
                            : "Every NodePool is a static one: nothing is launched for pods");
        }
        assumptions.addAll(StaticPoolGaps.of(state));
        assumptions.addAll(UndescribedClaims.assume(objects, wanted.pods(), state));
        assumptions.addAll(new BufferPods(objects).addTo(state));
        Function<NodePool, List<InstanceType>> sold = settings.instanceTypes()
                .<Function<NodePool, List<InstanceType>>>map(list -> pool -> list.types())
                .orElseGet(() -> bundled(objects, settings, assumptions));
        Function<NodePool, List<InstanceType>> types = OverlaidTypes.of(state, sold, assumptions);
        KnownLabels labels =
                settings.instanceTypes().map(InstanceTypeList::knownLabels).orElse(KnownLabels.AWS);
        return new DecisionInput(
                "",
                state,
                types,
                new SolverOptions(
                        labels,
                        settings.policies().preferences(),
                        settings.policies().minValues()),
                settings.policies().spotToSpot(),
                settings.now(),
                PoolReadiness.unready(objects),
                assumptions);
    }

    private static BundledTypes bundled(Manifests objects, Settings settings, List<String> assumptions) {
        BundledTypes bundled = BundledTypes.of(objects, settings.region());
        assumptions.add(bundled.assumption());
        boolean reserved = objects.values(Ec2NodeClass.class).stream()
                .anyMatch(nodeClass -> !nodeClass.reserved().found().isEmpty());
        if (reserved) {
            assumptions.add("Capacity reservations are left out: no object says how many more instances they can hold;"
                    + " give the instance types with --instance-types to say so");
        }
        return bundled;
    }

    private static Pod applied(Manifest<Pod> pod) {
        boolean stored = pod.tree().at("metadata", "uid").isPresent();
        return stored ? pod.value() : WantedPods.applied(pod.value());
    }
}
