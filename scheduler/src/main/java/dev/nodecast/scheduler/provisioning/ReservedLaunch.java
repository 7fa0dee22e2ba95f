package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Offering.Reservation;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one call of CreateFleet can take from capacity reservations: one kind of them, one Capacity Block at most, and one
 * reservation per type and zone (the AWS provider's filters {@code CapacityReservationType}, {@code CapacityBlock} and
 * {@code ReservedOffering}).
 */
final class ReservedLaunch {

    private ReservedLaunch() {}

    /** Kinds of reservations that do not go together in one call, in the order that decides between equal prices. */
    private enum Kind {
        DEFAULT,
        CAPACITY_BLOCK,
        INTERRUPTIBLE;

        static Kind of(Reservation reservation) {
            if (reservation.interruptible()) {
                return INTERRUPTIBLE;
            }
            return reservation.type().equals(Reservation.CAPACITY_BLOCK) ? CAPACITY_BLOCK : DEFAULT;
        }
    }

    /** The candidates with reserved offerings of one kind only; all as they were where nothing is reserved. */
    static List<LaunchCandidate> narrowed(List<LaunchCandidate> candidates) {
        Optional<Kind> kind = candidates.stream()
                .flatMap(candidate -> candidate.offerings().stream())
                .filter(offering -> offering.reservation() != null)
                .min(Comparator.comparingLong(Offering::priceMicroUsdPerHour).thenComparing(ReservedLaunch::kind))
                .map(ReservedLaunch::kind);
        if (kind.isEmpty()) {
            return candidates;
        }
        List<LaunchCandidate> ofKind = LaunchCandidate.only(
                candidates, offering -> offering.reservation() != null && kind(offering) == kind.get());
        return kind.get() == Kind.CAPACITY_BLOCK
                ? cheapestBlock(ofKind)
                : ofKind.stream().map(ReservedLaunch::roomiestPerZone).toList();
    }

    private static Kind kind(Offering offering) {
        return Kind.of(Objects.requireNonNull(offering.reservation()));
    }

    private static List<LaunchCandidate> cheapestBlock(List<LaunchCandidate> candidates) {
        LaunchCandidate cheapest = candidates.stream()
                .min(Comparator.comparingLong(LaunchCandidate::cheapest).thenComparing(LaunchCandidate::name))
                .orElseThrow();
        Offering block = cheapest.offerings().stream()
                .min(Comparator.comparingLong(Offering::priceMicroUsdPerHour))
                .orElseThrow();
        return List.of(new LaunchCandidate(cheapest.type(), List.of(block)));
    }

    private static LaunchCandidate roomiestPerZone(LaunchCandidate candidate) {
        Map<String, Offering> byZone = new LinkedHashMap<>();
        for (Offering offering : candidate.offerings()) {
            byZone.merge(offering.zone(), offering, (a, b) -> remaining(b) > remaining(a) ? b : a);
        }
        return new LaunchCandidate(candidate.type(), List.copyOf(byZone.values()));
    }

    private static int remaining(Offering offering) {
        return Objects.requireNonNull(offering.reservation()).remaining();
    }
}
