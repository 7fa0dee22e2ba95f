package dev.nodecast.scheduler.provisioning;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pods of one shape in one round: what topology has to do with them, and whether they were refused already. */
final class Demand {

    /** A group that limits these pods, and whether it counts them too. */
    record Bound(TopologyGroup group, boolean selfSelecting) {}

    final PodShape shape;
    /** Counts the demands of a round from 0. */
    final int index;

    final List<Bound> bounds = new ArrayList<>();
    final List<TopologyGroup> ownInverse = new ArrayList<>();
    final List<TopologyGroup> countedIn = new ArrayList<>();
    final List<TopologyGroup> repelledBy = new ArrayList<>();
    int groupsSeen;
    int inverseSeen;
    boolean tracked;

    private @Nullable Demand relaxed;
    private boolean relaxedKnown;
    private long refusedAt = -1;

    Demand(PodShape shape, int index) {
        this.shape = shape;
        this.index = index;
    }

    /** Adds a group once; those by host go first, since they are quick to ask and often refuse for good. */
    void bind(Bound bound) {
        if (bounds.contains(bound)) {
            return;
        }
        if (bound.group().byHost) {
            bounds.addFirst(bound);
        } else {
            bounds.add(bound);
        }
    }

    /** Whether a pod of this shape was refused after so many placements, so that another one would be too. */
    boolean refusedAt(long placements) {
        return refusedAt == placements;
    }

    void refused(long placements) {
        refusedAt = placements;
    }

    /** The demand of the relaxed shape, null where nothing can be relaxed. */
    @Nullable
    Demand relaxed(Demands demands) {
        if (!relaxedKnown) {
            relaxed = demands.relaxed(this);
            relaxedKnown = true;
        }
        return relaxed;
    }
}
