package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.Fleet;
import dev.nodecast.scheduler.billing.Category;
import dev.nodecast.scheduler.catalog.InstanceTypes;
import dev.nodecast.scheduler.catalog.NodeSizingOptions;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.sim.world.spec.FixedFleet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Instances that exist by plan. */
final class FleetMapping {

    private final Scenario scenario;

    FleetMapping(Scenario scenario) {
        this.scenario = scenario;
    }

    List<FixedFleet> fleets() {
        return scenario.file().fleets().stream().map(this::fleet).toList();
    }

    private FixedFleet fleet(Fleet fleet) {
        InstanceType type = type(fleet).orElseThrow();
        return new FixedFleet(
                fleet.name(),
                fleet.system() ? Category.SYSTEM_NODES : Category.COMPUTE,
                type,
                offering(fleet, type).orElseThrow(),
                fleet.count(),
                Labels.of(fleet.labels()),
                fleet.taints().stream().map(text -> taint(text).orElseThrow()).toList(),
                windows(fleet));
    }

    /** The fleet's instance type; empty where the region does not sell it. */
    Optional<InstanceType> type(Fleet fleet) {
        NodeSizingOptions sizing =
                NodeSizingOptions.DEFAULT.withDisk(fleet.disk().count(), false);
        return InstanceTypes.of(scenario.prices(), scenario.file().cluster().zones(), sizing).stream()
                .filter(type -> type.name().equals(fleet.instanceType()))
                .findFirst();
    }

    /** How the fleet buys its type; empty where it cannot be bought so. */
    static Optional<Offering> offering(Fleet fleet, InstanceType type) {
        String capacityType = fleet.capacity() == Fleet.Capacity.SPOT ? WellKnown.SPOT : WellKnown.ON_DEMAND;
        return type.offerings().stream()
                .filter(offering -> offering.capacityType().equals(capacityType))
                .filter(offering -> fleet.zone().isEmpty() || fleet.zone().get().equals(offering.zone()))
                .min(Comparator.comparing(Offering::zone));
    }

    /** Of {@code key=value:Effect} or {@code key:Effect}; empty where the text is none. */
    static Optional<Taint> taint(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        String[] keyAndValue = text.substring(0, colon).split("=", 2);
        for (Taint.Effect effect : Taint.Effect.values()) {
            if (effect.text().equals(text.substring(colon + 1)) && !keyAndValue[0].isEmpty()) {
                return Optional.of(new Taint(keyAndValue[0], keyAndValue.length > 1 ? keyAndValue[1] : "", effect));
            }
        }
        return Optional.empty();
    }

    private List<FixedFleet.Window> windows(Fleet fleet) {
        if (fleet.hours().isEmpty()) {
            return List.of(FixedFleet.Window.ALWAYS);
        }
        List<FixedFleet.Window> windows = new ArrayList<>();
        Instant end = scenario.start().plusNanos(scenario.horizonNs());
        LocalDate last = end.atZone(scenario.file().timeZone()).toLocalDate().plusDays(1);
        LocalDate first = scenario.file().start().toLocalDate().minusDays(1);
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            for (Fleet.Hours hours : fleet.hours()) {
                if (hours.days().isEmpty() || hours.days().contains(day.getDayOfWeek())) {
                    window(fleet, hours, day).ifPresent(windows::add);
                }
            }
        }
        return merged(windows);
    }

    private Optional<FixedFleet.Window> window(Fleet fleet, Fleet.Hours hours, LocalDate day) {
        boolean toMidnight = hours.until().toSecondOfDay() == 0;
        LocalDateTime until = toMidnight ? day.plusDays(1).atStartOfDay() : day.atTime(hours.until());
        long fromNs =
                Math.max(0, at(day.atTime(hours.from())) - fleet.startAhead().toNanos());
        long untilNs =
                Math.min(scenario.horizonNs(), at(until) + fleet.keepAfter().toNanos());
        return untilNs > fromNs ? Optional.of(new FixedFleet.Window(fromNs, untilNs)) : Optional.empty();
    }

    /** Windows that overlap once they are made longer are one. */
    private static List<FixedFleet.Window> merged(List<FixedFleet.Window> windows) {
        List<FixedFleet.Window> sorted = new ArrayList<>(windows);
        sorted.sort(Comparator.comparingLong(FixedFleet.Window::fromNs));
        List<FixedFleet.Window> merged = new ArrayList<>();
        for (FixedFleet.Window window : sorted) {
            if (!merged.isEmpty() && window.fromNs() <= merged.getLast().untilNs()) {
                FixedFleet.Window before = merged.removeLast();
                merged.add(new FixedFleet.Window(before.fromNs(), Math.max(before.untilNs(), window.untilNs())));
            } else {
                merged.add(window);
            }
        }
        return merged;
    }

    private long at(LocalDateTime local) {
        ZonedDateTime time = local.atZone(scenario.file().timeZone());
        return ChronoUnit.NANOS.between(scenario.start(), time.toInstant());
    }
}
