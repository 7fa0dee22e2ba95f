package dev.nodecast.sim.world.cloud;

import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.cloud.Instance.Purpose;
import dev.nodecast.sim.world.spec.FixedFleet;
import dev.nodecast.sim.world.spec.FixedFleet.Window;
import java.util.List;
import java.util.function.Consumer;

/** Switches the instances of fixed fleets on and off at the hours of their plan. */
public final class FixedFleets {

    private final Simulation simulation;
    private final SimulatedEc2 ec2;
    private final Consumer<Instance> drain;

    /** @param drain drains the node of an instance, which is then ended with {@link #drained} */
    public FixedFleets(Simulation simulation, SimulatedEc2 ec2, Consumer<Instance> drain) {
        this.simulation = simulation;
        this.ec2 = ec2;
        this.drain = drain;
    }

    public void start(List<FixedFleet> fleets) {
        for (FixedFleet fleet : fleets) {
            for (Window window : fleet.windows()) {
                simulation.scheduleAt(window.fromNs(), () -> switchOn(fleet, window));
            }
        }
    }

    /** Nothing runs on the instance any more. */
    public void drained(Instance instance) {
        ec2.stopFixed(instance);
    }

    private void switchOn(FixedFleet fleet, Window window) {
        Purpose purpose = new Purpose("", fleet.name(), fleet.category(), fleet.labels(), fleet.taints());
        for (int i = 0; i < fleet.count(); i++) {
            Instance instance = ec2.startFixed(purpose, fleet.instanceType(), fleet.offering());
            if (window.untilNs() != Long.MAX_VALUE) {
                simulation.scheduleAt(window.untilNs(), () -> drain.accept(instance));
            }
        }
    }
}
