package dev.nodecast.sim.world.cluster;

import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.cloud.Instance;
import dev.nodecast.sim.world.cloud.InstanceEvents;
import dev.nodecast.sim.world.spec.InterruptionSpec;
import dev.nodecast.sim.world.spec.Seconds;

/**
 * AWS Node Termination Handler as a daemon set: it polls the instance metadata and, on a spot interruption notice,
 * cordons and drains its node. It leaves the end of the instance to EC2.
 */
public final class TerminationHandler implements InstanceEvents {

    private final Simulation simulation;
    private final NodeAgents agents;
    private final NodeDrain drain;
    private final InterruptionSpec.TerminationHandler spec;

    public TerminationHandler(
            Simulation simulation, NodeAgents agents, NodeDrain drain, InterruptionSpec.TerminationHandler spec) {
        this.simulation = simulation;
        this.agents = agents;
        this.drain = drain;
        this.spec = spec;
    }

    @Override
    public void noticed(Instance instance) {
        simulation.schedule(untilNextPollNs(), () -> {
            SimNode node = agents.nodeOf(instance);
            if (node != null && !node.gone() && instance.running()) {
                instance.life().terminating("NodeTerminationHandler", simulation.now());
                drain.drain(node, spec.podGracePeriodS(), _ -> {});
            }
        });
    }

    private long untilNextPollNs() {
        long periodNs = Math.max(1, spec.pollS() * Seconds.NS);
        return (periodNs - simulation.now() % periodNs) % periodNs;
    }
}
