package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.ClusterFacts;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.sim.world.market.SpotMarket;
import dev.nodecast.sim.world.spec.Ageing;
import dev.nodecast.sim.world.spec.CloudSpec;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.InterruptionSpec;
import dev.nodecast.sim.world.spec.OnDemandCapacity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The cloud: what it sells, how fast it acts, and its bill. */
final class CloudMapping {

    private final Scenario scenario;

    CloudMapping(Scenario scenario) {
        this.scenario = scenario;
    }

    CloudSpec spec(List<NodePool> pools, SpotMarket market) {
        NodeClasses nodeClasses = new NodeClasses(scenario);
        SequencedMap<String, List<InstanceType>> types = new LinkedHashMap<>();
        pools.forEach(pool -> types.put(pool.name(), nodeClasses.instanceTypes(pool)));
        return new CloudSpec(
                types,
                market,
                OnDemandCapacity.UNLIMITED,
                timings(),
                interruption(),
                new FleetMapping(scenario).fleets(),
                new BillMapping(scenario).billing(pools),
                new ReservationMapping(scenario).all(),
                ageing());
    }

    private Ageing ageing() {
        ClusterFacts facts = scenario.file().cluster();
        return new Ageing(
                facts.nodeFailures()
                        .map(failure -> new Ageing.Failures(
                                failure.after().seconds(), failure.part().condition()))
                        .orElse(null),
                facts.nodeRepair(),
                facts.rollouts().stream()
                        .map(rollout ->
                                new Ageing.Rollout(rollout.at().toNanos(), rollout.nodePool(), rollout.reason()))
                        .toList());
    }

    private CloudTimings timings() {
        ClusterFacts.NodeTimes times = scenario.file().cluster().nodes();
        return new CloudTimings(
                times.fleetCall().seconds(),
                times.launch().seconds(),
                times.shutdown().seconds());
    }

    private InterruptionSpec interruption() {
        ClusterFacts facts = scenario.file().cluster();
        return new InterruptionSpec(
                facts.interruptionNotice().toSeconds(),
                facts.rebalanceLead().map(lead -> lead.seconds()).orElse(null),
                facts.interruptionQueue(),
                handler(facts));
    }

    private static InterruptionSpec.@Nullable TerminationHandler handler(ClusterFacts facts) {
        return facts.terminationHandler()
                .map(handler -> new InterruptionSpec.TerminationHandler(
                        Math.max(1, handler.poll().toSeconds()),
                        handler.podGracePeriod().isZero()
                                ? -1
                                : handler.podGracePeriod().toSeconds()))
                .orElse(null);
    }
}
