package dev.nodecast.sim.world.cloud;

import dev.nodecast.scheduler.billing.Category;
import dev.nodecast.scheduler.billing.EndedBy;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.Observation.Interruption;
import dev.nodecast.scheduler.port.Observation.Offer;
import dev.nodecast.scheduler.port.RepairPolicy;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.measure.GpuAccount;
import dev.nodecast.sim.world.measure.GpuMeter;
import dev.nodecast.sim.world.measure.NodeLife;
import dev.nodecast.sim.world.spec.Ageing;
import dev.nodecast.sim.world.spec.CloudSpec;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * EC2 as the cluster meets it: it sells instances by CreateFleet's rules, takes spot instances back two minutes after a
 * notice, and bills what runs. Instances of fixed fleets live here too.
 */
public final class SimulatedEc2 implements CloudProvider {

    private final Simulation simulation;
    private final CloudSpec spec;
    private final RandomStreams.Family fleetCalls;
    private final RandomStreams.Family lives;
    private final Consumer<Observation> publish;
    private final Billing billing;
    private final GpuMeter gpuMeter;
    private final PriceList prices;
    private final SpotInterruptions interruptions;
    private final List<InstanceEvents> actors = new ArrayList<>();
    private final CapacityLedger capacity;
    private final FleetAllocation allocation;
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final Map<String, Instance> byClaim = new LinkedHashMap<>();

    /** Those of claims that have not been stopped. */
    private final Set<String> listed = new LinkedHashSet<>();

    private final FleetCounts counts = new FleetCounts();
    private long fleetCallCount;

    /** What EC2 reports to. */
    public record Books(Billing billing, GpuMeter gpus, Consumer<Observation> publish) {}

    public SimulatedEc2(Simulation simulation, RandomStreams streams, CloudSpec spec, Books books) {
        this.simulation = simulation;
        this.spec = spec;
        this.fleetCalls = streams.family("fleet-call");
        this.lives = streams.family("instance");
        this.publish = books.publish;
        this.billing = books.billing;
        this.gpuMeter = books.gpus;
        this.capacity = new CapacityLedger(spec);
        this.prices = new PriceList(spec, capacity);
        this.allocation = new FleetAllocation(capacity);
        billing.charge(capacity.reservations());
        this.interruptions = new SpotInterruptions(
                simulation, streams, new SpotInterruptions.Actions(this::spotPriceChanged, this::announce));
    }

    /** Tells an actor of everything that happens to instances from now on. */
    public void tell(InstanceEvents actor) {
        actors.add(actor);
    }

    /** The market begins to move. */
    public void start() {
        interruptions.start(capacity.spotPools());
    }

    /** All instances that were ever launched, in that order. */
    public Collection<Instance> instances() {
        return Collections.unmodifiableCollection(instances.values());
    }

    /** The instance of a claim that has not ended. */
    public Optional<Instance> instanceOf(String nodeClaim) {
        return Optional.ofNullable(byClaim.get(nodeClaim));
    }

    public FleetCounts counts() {
        return counts;
    }

    @java.lang.Override
    public List<InstanceType> instanceTypes(NodePool pool) {
        return prices.of(pool.name());
    }

    @java.lang.Override
    public void launch(LaunchRequest request) {
        long requestedNs = simulation.now();
        long callNs = sampleNs(spec.timings().fleetCallS(), fleetCalls, fleetCallCount++);
        simulation.schedule(callNs, () -> answer(request, requestedNs));
    }

    private void answer(LaunchRequest request, long requestedNs) {
        Instance known = byClaim.get(request.nodeClaim());
        if (known != null) {
            publishLaunched(known, List.of());
            return;
        }
        FleetAllocation.Result result = allocation.allocate(request, simulation.now());
        CloudProvider.Override chosen = result.chosen();
        if (chosen == null) {
            counts.refused();
            publish.accept(new Observation.LaunchFailed(
                    request.nodeClaim(), "InsufficientInstanceCapacity", offersOf(request, result.inVain())));
            return;
        }
        InstanceType type = prices.type(request.nodePool(), chosen.instanceType());
        Offer offer = new Offer(
                type.name(),
                chosen.zone(),
                request.capacityType(),
                price(request.capacityType(), type, chosen),
                chosen.reservation());
        Instance.Purpose purpose =
                new Instance.Purpose(request.nodeClaim(), request.nodePool(), Category.COMPUTE, Labels.NONE, List.of());
        Instance instance = create(purpose, type, offer, requestedNs);
        byClaim.put(request.nodeClaim(), instance);
        publishLaunched(instance, offersOf(request, result.inVain()));
    }

    /** What EC2 bills, whatever prices a user has written over it. */
    private long price(String capacityType, InstanceType type, CloudProvider.Override chosen) {
        return switch (capacityType) {
            case WellKnown.SPOT -> allocation.spotPrice(chosen);
            case WellKnown.RESERVED -> capacity.reservations().microUsdPerHour(chosen.reservation());
            default -> prices.listed(type, chosen.zone(), capacityType);
        };
    }

    /** Gives a spot instance its notice now, as AWS Fault Injection Service does; others and ended ones are left alone. */
    public void interrupt(Instance instance) {
        if (instance.spot()) {
            notice(instance);
        }
    }

    /** The market's price of an hour in a spot pool now; empty where there is no such pool. */
    public OptionalLong spotMicroUsdPerHour(String instanceType, String zone) {
        SpotPool pool = capacity.spotPool(instanceType, zone);
        return pool == null ? OptionalLong.empty() : OptionalLong.of(pool.price.priceMicroUsdPerHour());
    }

    /** Takes the surplus of a pool whose capacity has fallen otherwise than by its own process. */
    public void capacityFell(String instanceType, String zone) {
        SpotPool pool = capacity.spotPool(instanceType, zone);
        if (pool != null) {
            interruptions.takeSurplus(pool);
        }
    }

    /** Starts an instance of a fixed fleet. */
    Instance startFixed(Instance.Purpose purpose, InstanceType type, Offering offering) {
        Offer offer = new Offer(type.name(), offering.zone(), offering.capacityType(), offering.priceMicroUsdPerHour());
        return create(purpose, type, offer, simulation.now());
    }

    private Instance create(Instance.Purpose purpose, InstanceType type, Offer offer, long requestedNs) {
        long ordinal = instances.size();
        NodeLife.Identity identity = new NodeLife.Identity(
                purpose.nodeClaim(),
                Instance.providerId(ordinal, offer.zone()),
                purpose.group(),
                type.name(),
                offer.zone(),
                offer.capacityType(),
                Instance.gpusOf(type));
        NodeLife life = new NodeLife(identity, requestedNs, simulation.now());
        Instance instance = new Instance(ordinal, purpose, type, offer, life, new GpuAccount(gpuMeter));
        instances.put(instance.providerId(), instance);
        if (!purpose.nodeClaim().isEmpty()) {
            listed.add(instance.providerId());
        }
        capacity.hold(instance, simulation.now());
        reservationChanged(instance);
        counts.launched(instance);
        long pendingNs = instance.standing() ? 0 : sampleNs(spec.timings().pendingS(), lives, ordinal);
        simulation.schedule(pendingNs, () -> run(instance));
        return instance;
    }

    private void run(Instance instance) {
        if (instance.state != Instance.State.PENDING) {
            return;
        }
        long nowNs = simulation.now();
        instance.state = Instance.State.RUNNING;
        instance.runningSinceNs = nowNs;
        instance.life().running(nowNs);
        instance.gpus().open(nowNs, instance.gpuCount());
        SpotPool pool = capacity.spotPoolOf(instance);
        billing.begin(
                instance,
                nowNs,
                pool == null ? instance.offer().priceMicroUsdPerHour() : pool.price.priceMicroUsdPerHour());
        counts.running(instance);
        if (pool != null) {
            interruptions.watch(instance, pool);
        }
        actors.forEach(actor -> actor.running(instance));
    }

    @java.lang.Override
    public void terminate(String providerId) {
        Instance instance = instances.get(providerId);
        if (instance == null || instance.state == Instance.State.TERMINATED) {
            publish.accept(new Observation.InstanceGone(providerId));
            return;
        }
        instance.endAwaited = true;
        stop(instance, EndedBy.USER, "Terminated");
    }

    /** The last change of its node class since the claim was made. */
    @java.lang.Override
    public @Nullable String drifted(NodeClaim claim) {
        String reason = null;
        for (Ageing.Rollout rollout : spec.ageing().rollouts()) {
            boolean concerns =
                    rollout.nodePool().isEmpty() || rollout.nodePool().equals(claim.nodePool());
            if (concerns && claim.meta().createdNs() < rollout.atNs() && rollout.atNs() <= simulation.now()) {
                reason = rollout.reason();
            }
        }
        return reason;
    }

    @java.lang.Override
    public List<RepairPolicy> repairPolicies() {
        return spec.ageing().repaired() ? RepairPolicy.AWS : List.of();
    }

    @java.lang.Override
    public void listInstances() {
        publish.accept(new Observation.InstancesListed(List.copyOf(listed)));
    }

    /** Stops an instance of a fixed fleet. */
    void stopFixed(Instance instance) {
        stop(instance, EndedBy.USER, "Schedule");
    }

    private void stop(Instance instance, EndedBy endedBy, String cause) {
        if (instance.state != Instance.State.PENDING && instance.state != Instance.State.RUNNING) {
            return;
        }
        long nowNs = simulation.now();
        if (instance.state == Instance.State.RUNNING) {
            counts.stopped(instance);
        }
        instance.state = Instance.State.SHUTTING_DOWN;
        listed.remove(instance.providerId());
        instance.life().terminating(cause, nowNs);
        instance.life().billed(endedBy, nowNs);
        billing.end(instance, nowNs, endedBy);
        instance.gpus().close(nowNs);
        capacity.release(instance, nowNs);
        reservationChanged(instance);
        actors.forEach(actor -> actor.stopped(instance));
        long shutdownNs = Seconds.sampleNs(spec.timings().shutdownS(), instance.shutdownStream(lives));
        simulation.schedule(shutdownNs, () -> ended(instance));
    }

    private void ended(Instance instance) {
        instance.state = Instance.State.TERMINATED;
        instance.life().terminated(simulation.now());
        byClaim.remove(instance.purpose().nodeClaim());
        if (instance.endAwaited || spec.interruption().interruptionQueue()) {
            publish.accept(new Observation.InstanceGone(instance.providerId()));
        }
    }

    /** An instance is at elevated risk, or is to go at once where no recommendation is sent. */
    private void announce(Instance instance) {
        Distribution lead = spec.interruption().rebalanceLeadS();
        SpotPool pool = capacity.spotPoolOf(instance);
        if (lead == null || pool == null || pool.surplus() > 0) {
            notice(instance);
            return;
        }
        if (spec.interruption().interruptionQueue()) {
            publish.accept(new Interruption(Interruption.Kind.REBALANCE_RECOMMENDATION, instance.providerId()));
        }
        long leadNs = Seconds.sampleNs(lead, lives.stream("rebalance/" + instance.ordinal()));
        simulation.schedule(leadNs, () -> notice(instance));
    }

    private void notice(Instance instance) {
        if (instance.noticed || instance.state.compareTo(Instance.State.SHUTTING_DOWN) >= 0) {
            return;
        }
        instance.noticed = true;
        instance.life().noticed(simulation.now());
        counts.interrupted();
        SpotPool pool = capacity.spotPoolOf(instance);
        if (pool != null) {
            pool.holding.remove(instance);
        }
        if (spec.interruption().interruptionQueue()) {
            publish.accept(new Interruption(Interruption.Kind.SPOT_INTERRUPTION, instance.providerId()));
        }
        actors.forEach(actor -> actor.noticed(instance));
        simulation.schedule(spec.interruption().noticeS() * Seconds.NS, () -> reclaim(instance));
    }

    private void reclaim(Instance instance) {
        if (instance.state.compareTo(Instance.State.SHUTTING_DOWN) < 0) {
            counts.reclaimed();
            stop(instance, EndedBy.EC2_INTERRUPTION, "Reclaimed");
        }
    }

    private void spotPriceChanged(SpotPool pool) {
        prices.spotPriceChanged(pool.instanceType);
        for (Instance instance : pool.alive) {
            billing.priceChanged(instance, simulation.now(), pool.price.priceMicroUsdPerHour());
        }
    }

    private void reservationChanged(Instance instance) {
        if (instance.reserved()) {
            prices.reservationChanged(instance.offer().reservation());
        }
    }

    private void publishLaunched(Instance instance, List<Offer> inVain) {
        publish.accept(new Observation.Launched(
                instance.purpose().nodeClaim(),
                instance.providerId(),
                instance.offer(),
                instance.labels(),
                instance.type().capacity(),
                instance.type().allocatable(),
                inVain));
    }

    private static List<Offer> offersOf(LaunchRequest request, List<CloudProvider.Override> overrides) {
        List<Offer> offers = new ArrayList<>();
        for (CloudProvider.Override o : overrides) {
            offers.add(new Offer(
                    o.instanceType(), o.zone(), request.capacityType(), o.priceMicroUsdPerHour(), o.reservation()));
        }
        return offers;
    }

    private static long sampleNs(Distribution seconds, RandomStreams.Family family, long entity) {
        return Seconds.sampleNs(seconds, family.stream(entity));
    }
}
