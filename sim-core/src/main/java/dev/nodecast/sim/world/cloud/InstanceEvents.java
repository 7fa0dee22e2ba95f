package dev.nodecast.sim.world.cloud;

/** What happens to instances, told as it happens. */
public interface InstanceEvents {

    /** The instance runs: its operating system begins to boot. */
    default void running(Instance instance) {}

    /** EC2 will take the instance when its notice has run out. */
    default void noticed(Instance instance) {}

    /** The instance stops at once: what still runs on it is lost. */
    default void stopped(Instance instance) {}
}
