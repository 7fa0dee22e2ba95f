package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list of instance types in the form that rounds work with, and which of them each {@link Constraint} leaves. */
final class CompiledCatalogue {

    final List<InstanceType> types;
    final long[][] allocatable;
    final long[][] capacity;
    final Requirements[] labels;
    private final TypeSet usable;
    private final ReservedOfferings reserved;
    private final List<@Nullable TypeSet> compatible = new ArrayList<>();
    private final List<@Nullable TypeSet> offered = new ArrayList<>();
    private final List<@Nullable TypeSet> launchable = new ArrayList<>();
    private final List<int @Nullable []> orders = new ArrayList<>();

    CompiledCatalogue(List<InstanceType> types, ResourceIndex resources) {
        this.types = types;
        int n = types.size();
        allocatable = new long[n][];
        capacity = new long[n][];
        labels = new Requirements[n];
        usable = new TypeSet(n);
        reserved = new ReservedOfferings(types);
        for (int i = 0; i < n; i++) {
            InstanceType type = types.get(i);
            allocatable[i] = resources.vector(type.allocatable());
            capacity[i] = resources.vector(type.capacity());
            labels[i] = labels(type);
            if (!ResourceIndex.anyNegative(allocatable[i])) {
                usable.add(i);
            }
        }
    }

    /** What nodes of the type are: a label that they never have may not be there. */
    static Requirements labels(InstanceType type) {
        List<Requirement> list = new ArrayList<>();
        for (Map.Entry<String, List<String>> label : type.labels().entrySet()) {
            list.add(Requirement.in(label.getKey(), label.getValue().toArray(String[]::new)));
        }
        return Requirements.of(list);
    }

    int size() {
        return types.size();
    }

    /** What of it is taken from capacity reservations. */
    ReservedOfferings reserved() {
        return reserved;
    }

    /** Types that have any resources to give at all. */
    TypeSet usable() {
        return usable;
    }

    /** Types whose labels the constraint allows. */
    TypeSet compatible(Constraint constraint) {
        TypeSet known = recall(compatible, constraint);
        if (known != null) {
            return known;
        }
        TypeSet found = new TypeSet(types.size());
        for (int i = 0; i < labels.length; i++) {
            if (labels[i].intersects(constraint.requirements)) {
                found.add(i);
            }
        }
        compatible.set(constraint.id, found);
        return found;
    }

    /** Types that have an available offering that the constraint allows. */
    TypeSet offered(Constraint constraint) {
        TypeSet known = recall(offered, constraint);
        if (known != null) {
            return known;
        }
        TypeSet found = new TypeSet(types.size());
        for (int i = 0; i < labels.length; i++) {
            if (anyOffering(types.get(i), constraint.requirements)) {
                found.add(i);
            }
        }
        offered.set(constraint.id, found);
        return found;
    }

    /** Types that are usable, compatible and offered. */
    TypeSet launchable(Constraint constraint) {
        TypeSet known = recall(launchable, constraint);
        if (known != null) {
            return known;
        }
        TypeSet found = compatible(constraint).and(offered(constraint)).and(usable);
        launchable.set(constraint.id, found);
        return found;
    }

    /** Those of the options, in the order in which a launch under the constraint would take them. */
    List<InstanceType> byPrice(TypeSet options, Constraint constraint) {
        int[] order = recall(orders, constraint);
        if (order == null) {
            order = LaunchOrder.order(types, constraint.requirements);
            orders.set(constraint.id, order);
        }
        List<InstanceType> chosen = new ArrayList<>(options.count());
        for (int i : order) {
            if (options.has(i)) {
                chosen.add(types.get(i));
            }
        }
        return chosen;
    }

    private static <T> @Nullable T recall(List<@Nullable T> memory, Constraint constraint) {
        while (memory.size() <= constraint.id) {
            memory.add(null);
        }
        return memory.get(constraint.id);
    }

    private static boolean anyOffering(InstanceType type, Requirements requirements) {
        for (Offering offering : type.offerings()) {
            if (offering.available() && allows(requirements, offering)) {
                return true;
            }
        }
        return false;
    }

    /** Whether zone, capacity type and reservation of the offering are allowed. */
    static boolean allows(Requirements requirements, Offering offering) {
        return requirements.allows(WellKnown.ZONE, offering.zone())
                && requirements.allows(WellKnown.CAPACITY_TYPE, offering.capacityType())
                && ReservedOfferings.allowsReservation(requirements, offering.reservation());
    }
}
