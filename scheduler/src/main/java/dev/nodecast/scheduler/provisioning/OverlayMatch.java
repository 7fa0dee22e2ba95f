package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.List;
import java.util.Set;

/** What an overlay is about. */
final class OverlayMatch {

    private final NodeOverlay overlay;
    private final Requirements wanted;

    OverlayMatch(NodeOverlay overlay) {
        this.overlay = overlay;
        wanted = Requirements.stated(overlay.requirements());
    }

    NodeOverlay overlay() {
        return overlay;
    }

    /** The offerings of a type in a pool that the overlay is about, available or not; none where it is not about the type. */
    List<Offering> offerings(NodePool pool, InstanceType type) {
        Requirements described = Requirements.of(Requirement.in(WellKnown.NODE_POOL, pool.name()))
                .and(Requirements.ofLabels(pool.template().labels()))
                .and(CompiledCatalogue.labels(type));
        return described.compatible(wanted, Set.of())
                ? type.offerings().stream().filter(this::matches).toList()
                : List.of();
    }

    boolean matches(Offering offering) {
        return CompiledCatalogue.allows(wanted, offering);
    }
}
