package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.PodSpec;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** The {@link Demand}s of one round. */
@LookupOnly("byShape: asked for one shape at a time")
final class Demands {

    private final PodShapes shapes;
    private final boolean toleratePreferNoSchedule;
    private final IdentityHashMap<PodShape, Demand> byShape = new IdentityHashMap<>();

    /** @param toleratePreferNoSchedule whether a pool has such a taint, so that tolerating it can help */
    Demands(PodShapes shapes, boolean toleratePreferNoSchedule) {
        this.shapes = shapes;
        this.toleratePreferNoSchedule = toleratePreferNoSchedule;
    }

    Demand of(PodShape shape) {
        return byShape.computeIfAbsent(shape, s -> new Demand(s, byShape.size()));
    }

    @Nullable
    Demand relaxed(Demand demand) {
        PodShape.Key key = demand.shape.key;
        PodSpec weaker = Relaxation.relaxed(key.spec(), toleratePreferNoSchedule);
        return weaker == null ? null : of(shapes.of(key.with(weaker)));
    }
}
