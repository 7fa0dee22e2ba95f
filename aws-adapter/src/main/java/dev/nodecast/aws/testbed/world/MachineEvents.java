package dev.nodecast.aws.testbed.world;

/** What happens to machines, told on the simulation's thread as it happens. */
public interface MachineEvents {

    /** Its state is another than before. */
    default void stateChanged(Machine machine) {}

    /** EC2 says that it is at elevated risk. */
    default void rebalanceRecommended(Machine machine) {}

    /** EC2 will take it when its notice has run out. */
    default void interruptionNoticed(Machine machine) {}
}
