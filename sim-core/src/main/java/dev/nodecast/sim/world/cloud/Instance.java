package dev.nodecast.sim.world.cloud;

import dev.nodecast.scheduler.billing.Category;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Observation.Offer;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.measure.GpuAccount;
import dev.nodecast.sim.world.measure.NodeLife;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One virtual machine, from CreateFleet's answer to its end. Only {@link SimulatedEc2} changes it. */
public final class Instance {

    /** Where an instance is in its life, as EC2 names it. */
    public enum State {
        PENDING,
        RUNNING,
        SHUTTING_DOWN,
        TERMINATED
    }

    /**
     * What an instance is bought for.
     *
     * @param nodeClaim empty for nodes of a fixed fleet
     * @param group the NodePool or the fleet
     * @param labels what its node has beside the labels of type and offering
     * @param taints what its kubelet registers with
     */
    public record Purpose(String nodeClaim, String group, Category category, Labels labels, List<Taint> taints) {
        public Purpose {
            taints = List.copyOf(taints);
        }
    }

    private static final List<String> RESERVATION_LABELS = List.of(
            WellKnown.CAPACITY_RESERVATION_ID,
            WellKnown.CAPACITY_RESERVATION_TYPE,
            WellKnown.CAPACITY_RESERVATION_INTERRUPTIBLE);

    private final long ordinal;
    private final String providerId;
    private final Purpose purpose;
    private final InstanceType type;
    private final Offer offer;
    private final Labels labels;
    private final NodeLife life;
    private final GpuAccount gpus;
    private final boolean standing;

    State state = State.PENDING;
    boolean noticed;

    /** Somebody asked EC2 to end it and waits for the answer. */
    boolean endAwaited;

    long runningSinceNs;

    Instance(long ordinal, Purpose purpose, InstanceType type, Offer offer, NodeLife life, GpuAccount gpus) {
        this.ordinal = ordinal;
        this.providerId = providerId(ordinal, offer.zone());
        this.purpose = purpose;
        this.type = type;
        this.offer = offer;
        this.labels = labelsOf(type, offer);
        this.life = life;
        this.gpus = gpus;
        this.standing = purpose.nodeClaim.isEmpty() && life.launchedNs() == 0;
    }

    static String providerId(long ordinal, String zone) {
        return "aws:///" + zone + "/i-" + HexFormat.of().toHexDigits(ordinal);
    }

    static long gpusOf(InstanceType type) {
        return type.capacity().get(Resources.NVIDIA_GPU);
    }

    private static Labels labelsOf(InstanceType type, Offer offer) {
        TreeMap<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, List<String>> entry : type.labels().entrySet()) {
            if (entry.getValue().size() == 1) {
                labels.put(entry.getKey(), entry.getValue().getFirst());
            }
        }
        labels.put(WellKnown.INSTANCE_TYPE, type.name());
        labels.put(WellKnown.ZONE, offer.zone());
        labels.put(WellKnown.CAPACITY_TYPE, offer.capacityType());
        labels.keySet().removeAll(RESERVATION_LABELS);
        reservationOf(type, offer).ifPresent(reservation -> {
            labels.put(WellKnown.CAPACITY_RESERVATION_ID, reservation.id());
            labels.put(WellKnown.CAPACITY_RESERVATION_TYPE, reservation.type());
            labels.put(WellKnown.CAPACITY_RESERVATION_INTERRUPTIBLE, Boolean.toString(reservation.interruptible()));
        });
        return new Labels(labels);
    }

    private static Optional<Offering.Reservation> reservationOf(InstanceType type, Offer offer) {
        return type.offerings().stream()
                .map(Offering::reservation)
                .filter(reservation -> reservation != null && reservation.id().equals(offer.reservation()))
                .findFirst();
    }

    /** Its number among all instances of the run, from 0. */
    public long ordinal() {
        return ordinal;
    }

    public String providerId() {
        return providerId;
    }

    public Purpose purpose() {
        return purpose;
    }

    public InstanceType type() {
        return type;
    }

    public Offer offer() {
        return offer;
    }

    /** Labels of its type and offering. */
    public Labels labels() {
        return labels;
    }

    public NodeLife life() {
        return life;
    }

    public GpuAccount gpus() {
        return gpus;
    }

    public long gpuCount() {
        return gpusOf(type);
    }

    /** A stream of its own for the end of its life. */
    RandomStream shutdownStream(RandomStreams.Family family) {
        return family.stream("shutdown/" + ordinal);
    }

    /** Whether it is one of a fixed fleet that was there before the run. */
    public boolean standing() {
        return standing;
    }

    public State state() {
        return state;
    }

    public boolean running() {
        return state == State.RUNNING;
    }

    boolean reserved() {
        return !offer.reservation().isEmpty();
    }

    boolean spot() {
        return offer.capacityType().equals(WellKnown.SPOT);
    }
}
