package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.ReservedBlock;
import dev.nodecast.scheduler.catalog.Price;
import dev.nodecast.scheduler.catalog.ReservedCapacity;
import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Offering.Reservation;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.sim.world.spec.ReservedInstances;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The capacity reservations of the account, and which of them a node class may launch into. */
final class ReservationMapping {

    private final Scenario scenario;

    ReservationMapping(Scenario scenario) {
        this.scenario = scenario;
    }

    /** All of them, with what they cost. */
    List<ReservedInstances> all() {
        return scenario.file().capacityReservations().stream()
                .map(block -> new ReservedInstances(
                        block.id(), block.instanceType(), block.zone(), block.count(), onDemandMicroUsd(block)))
                .toList();
    }

    private long onDemandMicroUsd(ReservedBlock block) {
        return scenario.prices()
                .price(block.instanceType(), block.zone(), WellKnown.ON_DEMAND)
                .map(Price::microUsd)
                .orElse(0L);
    }

    /** The types with an offering for each reservation of theirs that the node class selects. */
    List<InstanceType> offered(List<InstanceType> types, Ec2NodeClass nodeClass) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        scenario.file().capacityReservations().forEach(block -> counts.put(block.id(), block.count()));
        return ReservedCapacity.offered(types, selected(nodeClass), id -> counts.getOrDefault(id, 0));
    }

    private List<CapacityReservation> selected(Ec2NodeClass nodeClass) {
        return scenario.file().capacityReservations().stream()
                .map(ReservationMapping::reservation)
                .filter(reservation ->
                        reservation.selectedBy(nodeClass.reserved().terms()))
                .toList();
    }

    /** The reservation as EC2 describes it. */
    static CapacityReservation reservation(ReservedBlock block) {
        return new CapacityReservation(
                block.id(),
                block.instanceType(),
                block.zone(),
                block.type() == ReservedBlock.Kind.CAPACITY_BLOCK ? Reservation.CAPACITY_BLOCK : Reservation.DEFAULT,
                block.interruptible(),
                false,
                block.owner(),
                block.instanceMatchCriteria().name().toLowerCase(Locale.ROOT),
                Labels.of(block.tags()));
    }
}
