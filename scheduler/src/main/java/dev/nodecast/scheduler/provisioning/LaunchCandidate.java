package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import java.util.List;
import java.util.function.Predicate;

/** A type that a launch may name, with the offerings of it that are available, allowed and not filtered out. */
record LaunchCandidate(InstanceType type, List<Offering> offerings) {

    String name() {
        return type.name();
    }

    long cheapest() {
        return offerings.stream()
                .mapToLong(Offering::priceMicroUsdPerHour)
                .min()
                .orElse(LaunchOrder.NOT_OFFERED);
    }

    boolean has(String capacityType) {
        return offerings.stream().anyMatch(o -> o.capacityType().equals(capacityType));
    }

    LaunchCandidate only(Predicate<Offering> wanted) {
        return new LaunchCandidate(type, offerings.stream().filter(wanted).toList());
    }

    /** Each with the offerings that are wanted; those that keep none are left out. */
    static List<LaunchCandidate> only(List<LaunchCandidate> candidates, Predicate<Offering> wanted) {
        return candidates.stream()
                .map(candidate -> candidate.only(wanted))
                .filter(candidate -> !candidate.offerings.isEmpty())
                .toList();
    }
}
