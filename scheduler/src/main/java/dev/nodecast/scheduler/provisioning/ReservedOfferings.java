package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Offering.Reservation;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The offerings of a catalogue that are taken from capacity reservations, and which of them a {@link Constraint} allows. */
final class ReservedOfferings {

    /** One of them, with the position of its type. */
    record Reserved(int type, Offering offering, Reservation reservation) {}

    private final List<Reserved> all = new ArrayList<>();
    private final List<@Nullable List<Reserved>> allowed = new ArrayList<>();

    ReservedOfferings(List<InstanceType> types) {
        for (int i = 0; i < types.size(); i++) {
            for (Offering offering : types.get(i).offerings()) {
                Reservation reservation = offering.reservation();
                if (reservation != null) {
                    all.add(new Reserved(i, offering, reservation));
                }
            }
        }
    }

    boolean none() {
        return all.isEmpty();
    }

    /** All, whether or not they are available. */
    List<Reserved> all() {
        return all;
    }

    /** Those that are available and that the constraint allows. */
    List<Reserved> allowed(Constraint constraint) {
        while (allowed.size() <= constraint.id) {
            allowed.add(null);
        }
        List<Reserved> known = allowed.get(constraint.id);
        if (known == null) {
            known = all.stream()
                    .filter(r ->
                            r.offering.available() && CompiledCatalogue.allows(constraint.requirements, r.offering))
                    .toList();
            allowed.set(constraint.id, known);
        }
        return known;
    }

    /** Whether the labels that a node has of its reservation, or does not have without one, are allowed. */
    static boolean allowsReservation(Requirements requirements, @Nullable Reservation reservation) {
        return allows(
                        requirements.get(WellKnown.CAPACITY_RESERVATION_ID),
                        reservation == null ? null : reservation.id())
                && allows(
                        requirements.get(WellKnown.CAPACITY_RESERVATION_TYPE),
                        reservation == null ? null : reservation.type())
                && allows(
                        requirements.get(WellKnown.CAPACITY_RESERVATION_INTERRUPTIBLE),
                        reservation == null ? null : Boolean.toString(reservation.interruptible()));
    }

    private static boolean allows(@Nullable Requirement requirement, @Nullable String value) {
        if (requirement == null) {
            return true;
        }
        Operator operator = requirement.operator();
        return value == null
                ? operator == Operator.NOT_IN || operator == Operator.DOES_NOT_EXIST
                : requirement.has(value);
    }
}
