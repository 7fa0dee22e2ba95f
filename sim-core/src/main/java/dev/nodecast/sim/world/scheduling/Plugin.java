package dev.nodecast.sim.world.scheduling;

/** The filters of the default profile in the order in which they are asked; each has a bit of its own in a set of them. */
enum Plugin {
    NODE_UNSCHEDULABLE,
    TAINT_TOLERATION,
    NODE_AFFINITY,
    NODE_PORTS,
    NODE_RESOURCES_FIT,
    VOLUME_BINDING,
    POD_TOPOLOGY_SPREAD,
    INTER_POD_AFFINITY,
    NODE_VOLUME_LIMITS;

    int bit() {
        return 1 << ordinal();
    }

    boolean in(int set) {
        return (set & bit()) != 0;
    }
}
