package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.provisioning.InFlightClaim.Fit;
import dev.nodecast.scheduler.provisioning.Problem.ReservedMode;
import dev.nodecast.scheduler.provisioning.ReservedOfferings.Reserved;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is left of each capacity reservation in a round. A claim holds a place in every reservation that it could be
 * launched into, and gives back those that later pods exclude. Karpenter's {@code ReservationManager}.
 */
final class ReservationLedger {

    static final SortedSet<String> NOTHING = Collections.unmodifiableSortedSet(new TreeSet<>());

    private final Map<String, Integer> left = new TreeMap<>();
    private final ReservedMode mode;

    ReservationLedger(Collection<CompiledCatalogue> catalogues, ReservedMode mode) {
        this.mode = mode;
        for (CompiledCatalogue catalogue : catalogues) {
            for (Reserved reserved : catalogue.reserved().all()) {
                // Pools may have learned of one reservation at different times: the smaller count is the safe one.
                left.merge(reserved.reservation().id(), reserved.reservation().remaining(), Math::min);
            }
        }
    }

    /**
     * The reservations that a claim would hold, {@link #NOTHING} where it is for other capacity; null where it should wait
     * for reserved capacity instead of doing without.
     */
    @Nullable
    SortedSet<String> choice(InFlightClaim claim, Fit fit) {
        boolean offered = false;
        SortedSet<String> held = new TreeSet<>();
        for (Reserved reserved :
                claim.template.catalogue().reserved().allowed(fit.site().constraint())) {
            if (fit.options().has(reserved.type())) {
                offered = true;
                String id = reserved.reservation().id();
                if (claim.reservations().contains(id) || left.getOrDefault(id, 0) > 0) {
                    held.add(id);
                }
            }
        }
        boolean missed = offered || !claim.reservations().isEmpty();
        return held.isEmpty() && missed && mode == ReservedMode.STRICT ? null : held;
    }

    /** A claim now holds other reservations than before. */
    void exchange(SortedSet<String> before, SortedSet<String> after) {
        for (String id : after) {
            if (!before.contains(id)) {
                left.merge(id, -1, Integer::sum);
            }
        }
        for (String id : before) {
            if (!after.contains(id)) {
                left.merge(id, 1, Integer::sum);
            }
        }
    }
}
