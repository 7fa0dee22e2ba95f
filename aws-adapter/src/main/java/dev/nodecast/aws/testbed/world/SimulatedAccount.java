package dev.nodecast.aws.testbed.world;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.cloud.Billing;
import dev.nodecast.sim.world.cloud.Instance;
import dev.nodecast.sim.world.cloud.InstanceEvents;
import dev.nodecast.sim.world.cloud.SimulatedEc2;
import dev.nodecast.sim.world.market.CapacityProcess;
import dev.nodecast.sim.world.measure.GpuMeter;
import dev.nodecast.sim.world.spec.CloudSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The simulator's EC2 as an account in real time: who buys here meets the prices, the insufficient capacity and the
 * interruptions that a study of the same market has. All that changes belongs to the simulation's thread; see {@link #call}.
 */
public final class SimulatedAccount implements AutoCloseable {

    private final AccountSpec spec;
    private final PacedSimulation paced;
    private final ControlledMarket market;
    private final SimulatedEc2 ec2;
    private final Network network;
    private final Images images = Images.published();
    private final LaunchTemplates templates = new LaunchTemplates();
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Map<String, Wish> wishes = new HashMap<>();
    private final List<MachineEvents> listeners = new ArrayList<>();
    private long wishCount;

    private record Wish(Function<String, Machine.Order> order, CompletableFuture<Launch> outcome) {}

    public SimulatedAccount(AccountSpec spec) {
        this.spec = spec;
        this.paced = new PacedSimulation(spec.pace().speed());
        this.market = new ControlledMarket(spec.cloud().market(), spec.cloud().onDemand());
        this.network = Network.of(
                spec.region(), spec.prices().catalogue().zones(), spec.cluster().name());
        this.ec2 = new SimulatedEc2(
                paced.simulation(),
                new RandomStreams(spec.pace().seed(), 0),
                controlled(spec.cloud()),
                new SimulatedEc2.Books(new Billing(spec.cloud().billing()), new GpuMeter(), this::hear));
        ec2.tell(new Life());
        ec2.start();
        paced.start();
    }

    private CloudSpec controlled(CloudSpec cloud) {
        return new CloudSpec(
                cloud.instanceTypes(),
                market,
                market.onDemand(),
                cloud.timings(),
                cloud.interruption(),
                List.of(),
                cloud.billing(),
                cloud.reservations());
    }

    public AccountSpec spec() {
        return spec;
    }

    public Network network() {
        return network;
    }

    public Images images() {
        return images;
    }

    /** Asks something of the account's state, or changes it, at the present moment. */
    public <T> T call(Supplier<T> question) {
        return paced.call(question);
    }

    /** Does something later, {@code delayNs} of simulated time from now. Called on the simulation's thread. */
    public void later(long delayNs, Runnable action) {
        paced.simulation().schedule(delayNs, action);
    }

    /** Nanoseconds of simulated time since the account's beginning. Called on the simulation's thread. */
    public long nowNs() {
        return paced.simulation().now();
    }

    /** Tells a listener of everything from now on. */
    public void tell(MachineEvents listener) {
        call(() -> listeners.add(listener));
    }

    public LaunchTemplates templates() {
        return templates;
    }

    /** All machines that there ever were, in the order of their launches. */
    public Collection<Machine> machines() {
        return Collections.unmodifiableCollection(machines.values());
    }

    public Optional<Machine> machine(String id) {
        return Optional.ofNullable(machines.get(id));
    }

    /**
     * Wishes for one instance; the answer comes when EC2 has made up its mind.
     *
     * @param order what is asked for, by the zone that is chosen
     */
    public CompletableFuture<Launch> launch(
            String capacityType, List<Override> overrides, boolean prioritized, Function<String, Machine.Order> order) {
        String name = "wish-" + wishCount++;
        CompletableFuture<Launch> outcome = new CompletableFuture<>();
        wishes.put(name, new Wish(order, outcome));
        ec2.launch(new LaunchRequest(name, "", capacityType, overrides, prioritized));
        return outcome;
    }

    public void terminate(Machine machine) {
        if (machine.alive()) {
            machine.reason("Client.UserInitiatedShutdown");
            ec2.terminate(machine.instance().providerId());
        }
    }

    /** EC2 takes a spot instance back: it gets its notice now. */
    public void interrupt(Machine machine) {
        ec2.interrupt(machine.instance());
    }

    /** EC2 says that an instance is at elevated risk, and does nothing else. */
    public void recommendRebalance(Machine machine) {
        listeners.forEach(listener -> listener.rebalanceRecommended(machine));
    }

    /** Limits what a pool can hold; what spot holds beyond is interrupted. A negative number ends the limit. */
    public void limit(String instanceType, String zone, boolean spot, int instances) {
        market.limit(instanceType, zone, spot, instances < 0 ? CapacityProcess.UNLIMITED : instances);
        if (spot) {
            ec2.capacityFell(instanceType, zone);
        }
    }

    /** Instance types that are sold here, by their names. */
    public SortedMap<String, InstanceType> instanceTypes() {
        SortedMap<String, InstanceType> types = new TreeMap<>();
        spec.cloud()
                .instanceTypes()
                .values()
                .forEach(list -> list.forEach(type -> types.putIfAbsent(type.name(), type)));
        return types;
    }

    /** The market's price of an hour in a spot pool now, in micro-USD; empty where there is no such pool. */
    public OptionalLong spotPrice(String instanceType, String zone) {
        return ec2.spotMicroUsdPerHour(instanceType, zone);
    }

    /** vCPUs of machines of a capacity type that have not ended. */
    public int vcpusInUse(String capacityType) {
        return machines.values().stream()
                .filter(Machine::alive)
                .map(Machine::instance)
                .filter(instance -> instance.offer().capacityType().equals(capacityType))
                .mapToInt(instance -> vcpus(instance.type().name()))
                .sum();
    }

    /** vCPUs of an instance type that is known in the region. */
    public int vcpus(String instanceType) {
        return Objects.requireNonNull(spec.prices().types().get(instanceType), instanceType)
                .cpu()
                .vcpu();
    }

    private void hear(Observation observation) {
        switch (observation) {
            case Observation.Launched launched -> started(launched);
            case Observation.LaunchFailed failed ->
                answer(failed.nodeClaim(), new Launch.Refused(overrides(failed.insufficientCapacity())));
            case Observation.InstanceGone gone ->
                machine(Machine.idOf(gone.providerId())).ifPresent(this::changed);
            case Observation.Interruption interruption ->
                machine(Machine.idOf(interruption.providerId()))
                        .filter(machine ->
                                interruption.kind() == Observation.Interruption.Kind.REBALANCE_RECOMMENDATION)
                        .ifPresent(this::recommendRebalance);
            default -> {}
        }
    }

    private void started(Observation.Launched launched) {
        Wish wish = wishes.get(launched.nodeClaim());
        Instance instance = ec2.instanceOf(launched.nodeClaim()).orElseThrow();
        if (wish == null) {
            throw new IllegalStateException("launched without a wish: " + launched);
        }
        Machine machine =
                new Machine(instance, wish.order().apply(launched.offer().zone()), Instant.now());
        machines.put(machine.id(), machine);
        changed(machine);
        answer(launched.nodeClaim(), new Launch.Started(machine, overrides(launched.insufficientCapacity())));
    }

    private void answer(String name, Launch outcome) {
        Wish wish = wishes.remove(name);
        if (wish != null) {
            wish.outcome().complete(outcome);
        }
    }

    private static List<Override> overrides(List<Observation.Offer> offers) {
        return offers.stream()
                .map(offer -> new Override(offer.instanceType(), offer.zone(), offer.priceMicroUsdPerHour()))
                .toList();
    }

    private void changed(Machine machine) {
        listeners.forEach(listener -> listener.stateChanged(machine));
    }

    /** From the simulator's instances to the account's machines. */
    private final class Life implements InstanceEvents {

        @java.lang.Override
        public void running(Instance instance) {
            of(instance).ifPresent(SimulatedAccount.this::changed);
        }

        @java.lang.Override
        public void noticed(Instance instance) {
            of(instance).ifPresent(machine -> {
                machine.reason("Server.SpotInstanceTermination");
                listeners.forEach(listener -> listener.interruptionNoticed(machine));
            });
        }

        @java.lang.Override
        public void stopped(Instance instance) {
            of(instance).ifPresent(SimulatedAccount.this::changed);
        }

        private Optional<Machine> of(Instance instance) {
            return machine(Machine.idOf(instance.providerId()));
        }
    }

    /** The capacity type that EC2's word stands for. */
    public static String capacityType(String word) {
        return word.equals("spot") ? WellKnown.SPOT : WellKnown.ON_DEMAND;
    }

    @java.lang.Override
    public void close() {
        paced.close();
    }
}
