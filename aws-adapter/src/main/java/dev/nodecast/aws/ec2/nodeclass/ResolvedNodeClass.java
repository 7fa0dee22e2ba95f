package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import java.util.List;
import java.util.Optional;

/**
 * A node class with what its selectors have found.
 *
 * @param subnets those with the most free addresses first
 * @param securityGroups by id
 * @param amis newest first
 * @param conditions of each part, {@link Condition#READY} last
 */
public record ResolvedNodeClass(
        NodeClass nodeClass,
        List<Subnet> subnets,
        List<SecurityGroup> securityGroups,
        List<Ami> amis,
        String instanceProfile,
        List<Reservation> reservations,
        List<Condition> conditions) {

    /**
     * A subnet.
     *
     * @param freeAddresses when it was looked at
     */
    public record Subnet(String id, String zone, String zoneId, int freeAddresses) {}

    /** A security group. */
    public record SecurityGroup(String id, String name) {}

    /**
     * A machine image.
     *
     * @param requirements which instance types it can run
     */
    public record Ami(
            String id, String name, String created, boolean deprecated, List<NodeSelectorRequirement> requirements) {
        public Ami {
            requirements = List.copyOf(requirements);
        }
    }

    /**
     * A capacity reservation.
     *
     * @param available how many more instances it can hold
     */
    public record Reservation(CapacityReservation reservation, int available) {}

    public ResolvedNodeClass {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        amis = List.copyOf(amis);
        reservations = List.copyOf(reservations);
        conditions = List.copyOf(conditions);
    }

    public String name() {
        return nodeClass.name();
    }

    /** Whether nodes can be launched from it. */
    public boolean ready() {
        return condition(Condition.READY).map(Condition::isMet).orElse(false)
                && !nodeClass.identity().deleting();
    }

    public Optional<Condition> condition(String type) {
        return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
    }

    /** Where its instances can be, sorted. */
    public List<String> zones() {
        return subnets.stream().map(Subnet::zone).distinct().sorted().toList();
    }

    /** The zone's name for machines; empty where not known. */
    public String zoneId(String zone) {
        return subnets.stream()
                .filter(subnet -> subnet.zone().equals(zone))
                .map(Subnet::zoneId)
                .findFirst()
                .orElse("");
    }
}
