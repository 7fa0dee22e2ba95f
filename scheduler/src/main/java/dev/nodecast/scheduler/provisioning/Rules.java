package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.provisioning.PodShape.NodeWish;
import org.jspecify.annotations.Nullable;

/** What the nodes of a round ask when they are offered a pod. */
record Rules(
        Compiler compiler, Topology topology, Hosts hosts, boolean relaxMinValues, ReservationLedger reservations) {

    /** A number that no host has yet. */
    int nextHost() {
        return hosts.size();
    }

    /**
     * The site, narrowed to where a pod's volumes can be attached; null where they cannot.
     *
     * @param undefinedAllowed whether labels may be settled that are not described yet
     */
    @Nullable
    Site attachable(Site site, NodeWish volumes, boolean undefinedAllowed) {
        if (!volumes.acceptsHost(site.hostname())) {
            return null;
        }
        Constraint both = compiler.constraints().meet(site.constraint(), volumes.constraint(), undefinedAllowed);
        return both == null ? null : site.with(both);
    }
}
