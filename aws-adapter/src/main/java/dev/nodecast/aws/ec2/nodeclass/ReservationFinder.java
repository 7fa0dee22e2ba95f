package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.aws.ec2.Tags;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Reservation;
import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Offering;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Finds active capacity reservations ({@code pkg/providers/capacityreservation}). Which a node class names is decided by
 * {@link CapacityReservation#selectedBy}, in both worlds.
 */
final class ReservationFinder {

    private static final int PAGE = 1_000;
    /** Capacity blocks are cleared in their last forty minutes: nothing is launched into them any more. */
    private static final Duration EXPIRING = Duration.ofMinutes(40);

    private final Ec2Client ec2;
    private final InstantSource clock;

    ReservationFinder(Ec2Client ec2, InstantSource clock) {
        this.ec2 = ec2;
        this.clock = clock;
    }

    /** Asks nothing where the node class names none. */
    Finding<List<Reservation>> find(List<CapacityReservation.Term> terms, Finding<List<Reservation>> before) {
        if (terms.isEmpty()) {
            return Finding.found(List.of(), Condition.RESERVATIONS);
        }
        return Finding.of(
                "ec2:DescribeCapacityReservations",
                before,
                () -> Finding.found(matching(terms), Condition.RESERVATIONS));
    }

    private List<Reservation> matching(List<CapacityReservation.Term> terms) {
        Map<String, Reservation> byId = new TreeMap<>();
        ec2
                .describeCapacityReservationsPaginator(
                        r -> r.filters(Filters.of("state", "active")).maxResults(PAGE))
                .capacityReservations()
                .stream()
                .map(this::reservation)
                .filter(found -> found.reservation().selectedBy(terms))
                .forEach(found -> byId.put(found.reservation().id(), found));
        return List.copyOf(byId.values());
    }

    private Reservation reservation(software.amazon.awssdk.services.ec2.model.CapacityReservation found) {
        String type = Optional.ofNullable(found.reservationTypeAsString()).orElse(Offering.Reservation.DEFAULT);
        Instant end = found.endDate();
        return new Reservation(
                new CapacityReservation(
                        found.capacityReservationId(),
                        found.instanceType(),
                        found.availabilityZone(),
                        type,
                        Boolean.TRUE.equals(found.interruptible()),
                        type.equals(Offering.Reservation.CAPACITY_BLOCK)
                                && end != null
                                && end.minus(EXPIRING).isBefore(clock.instant()),
                        found.ownerId() == null ? "" : found.ownerId(),
                        Optional.ofNullable(found.instanceMatchCriteriaAsString())
                                .orElse(""),
                        Labels.of(Tags.of(found.tags()))),
                found.availableInstanceCount() == null ? 0 : found.availableInstanceCount());
    }
}
