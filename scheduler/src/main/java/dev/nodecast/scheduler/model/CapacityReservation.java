package dev.nodecast.scheduler.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instances of a type that EC2 keeps free in a zone and bills whether they run or not: an On-Demand Capacity Reservation
 * or a Capacity Block.
 *
 * @param type {@link Offering.Reservation#DEFAULT} or {@link Offering.Reservation#CAPACITY_BLOCK}
 * @param interruptible whether its owner may take it back
 * @param expiring whether EC2 is about to reclaim it, so that nothing is launched into it any more
 * @param owner the account that owns it; empty where it is not known
 * @param instanceMatchCriteria {@code open} or {@code targeted}; empty where it is not known
 */
public record CapacityReservation(
        String id,
        String instanceType,
        String zone,
        String type,
        boolean interruptible,
        boolean expiring,
        String owner,
        String instanceMatchCriteria,
        Labels tags) {

    /** One way to name reservations; what is not used is empty. A tag with the value {@code *} may have any value. */
    public record Term(String id, Labels tags, String owner, String instanceMatchCriteria) {

        private static final String ANY = "*";

        boolean selects(CapacityReservation reservation) {
            if (!id.isEmpty()) {
                return id.equals(reservation.id);
            }
            boolean anyCriterion = !tags.byKey().isEmpty() || !instanceMatchCriteria.isEmpty();
            return anyCriterion
                    && (owner.isEmpty() || owner.equals(reservation.owner))
                    && (instanceMatchCriteria.isEmpty()
                            || instanceMatchCriteria.equals(reservation.instanceMatchCriteria))
                    && tags.byKey().entrySet().stream()
                            .allMatch(tag -> tagged(reservation.tags.get(tag.getKey()), tag.getValue()));
        }

        private static boolean tagged(@Nullable String value, String wanted) {
            return value != null && (wanted.equals(ANY) || wanted.equals(value));
        }
    }

    /** Whether any of the terms names it. */
    public boolean selectedBy(List<Term> terms) {
        return terms.stream().anyMatch(term -> term.selects(this));
    }
}
