package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.lifecycle.Termination;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries a command out: taint the nodes, launch the replacements, look once a second whether all of them are initialised,
 * then end the nodes; when a replacement fails, or takes longer than ten minutes (80 ms for each node in the queue, where
 * that is more, up to an hour), take everything back (Karpenter's orchestration queue).
 */
public final class CommandExecution implements DisruptionLoop.Executor {

    private static final long LOOK_NS = Clock.SECOND_NS;
    private static final long LEAST_TIMEOUT_NS = 600 * Clock.SECOND_NS;
    private static final long LONGEST_TIMEOUT_NS = 3600 * Clock.SECOND_NS;
    private static final long TIMEOUT_PER_NODE_NS = 80_000_000L;

    private final List<InFlight> inFlight = new ArrayList<>();
    private final ClusterState state;
    private final Termination termination;
    private final Launcher launcher;
    private final World world;

    /** What execution acts through. */
    public record World(Clock clock, Timers timers, ClusterPort cluster, Journal journal) {}

    /** Launches a planned claim and names it. */
    public interface Launcher {
        String launch(PlannedClaim planned, String cause);

        /** Promises nodes to pods that will move there. */
        void promise(List<Solution.Placement> placements);
    }

    private record InFlight(Command command, List<String> replacements, long startedNs) {}

    public CommandExecution(ClusterState state, Termination termination, Launcher launcher, World world) {
        this.state = state;
        this.termination = termination;
        this.launcher = launcher;
        this.world = world;
    }

    @Override
    public void execute(Command command) {
        for (String name : command.candidates()) {
            mark(name, true);
        }
        List<String> replacements = new ArrayList<>();
        for (PlannedClaim planned : command.replacements()) {
            replacements.add(launcher.launch(planned, command.method().text()));
        }
        world.journal.record(
                world.clock.nowNs(),
                new Decision.Disrupt(
                        command.method().text(),
                        command.reason().text(),
                        command.candidates(),
                        replacements,
                        command.effect().savedMicroUsdPerHour(),
                        command.why()));
        launcher.promise(command.effect().placements());
        InFlight started = new InFlight(command, replacements, world.clock.nowNs());
        inFlight.add(started);
        look(started);
    }

    /**
     * Takes back the marks on nodes that no command is known of: those of a controller that ended before its command was
     * carried out. Nodes whose claims are going already go on going.
     */
    public void forgetUnfinished() {
        for (StateNode node : state.nodes().toArray(StateNode[]::new)) {
            NodeClaim claim = node.claim();
            if (claim != null && !claim.meta().deleting()) {
                mark(claim.name(), false);
            }
        }
    }

    private void look(InFlight command) {
        if (replacementLost(command)) {
            giveUp(command, "a replacement could not be launched");
        } else if (ready(command)) {
            inFlight.remove(command);
            finish(command.command);
        } else if (world.clock.nowNs() - command.startedNs > timeoutNs()) {
            giveUp(command, "the replacements took longer than " + timeoutNs() / (60 * Clock.SECOND_NS) + " minutes");
        } else {
            world.timers.after(LOOK_NS, () -> look(command));
        }
    }

    private long timeoutNs() {
        long nodes = inFlight.stream()
                .mapToLong(command -> command.command.candidates().size())
                .sum();
        return Math.clamp(nodes * TIMEOUT_PER_NODE_NS, LEAST_TIMEOUT_NS, LONGEST_TIMEOUT_NS);
    }

    private void giveUp(InFlight command, String why) {
        inFlight.remove(command);
        rollBack(command, why);
    }

    private boolean replacementLost(InFlight command) {
        for (String name : command.replacements) {
            StateNode node = state.ofClaim(name);
            if (node == null || node.claim() == null || node.leaving()) {
                return true;
            }
        }
        return false;
    }

    private boolean ready(InFlight command) {
        for (String name : command.replacements) {
            StateNode node = state.ofClaim(name);
            if (node == null || !node.initialized()) {
                return false;
            }
        }
        return true;
    }

    private void finish(Command command) {
        for (String name : command.candidates()) {
            StateNode node = state.ofClaim(name);
            NodeClaim claim = node == null ? null : node.claim();
            if (claim != null) {
                termination.begin(claim, command.reason().text());
            }
        }
    }

    private void rollBack(InFlight command, String why) {
        for (String name : command.command.candidates()) {
            mark(name, false);
        }
        world.journal.record(world.clock.nowNs(), new Decision.DisruptionAbandoned(command.command.candidates(), why));
    }

    private void mark(String claimName, boolean marked) {
        StateNode stateNode = state.ofClaim(claimName);
        if (stateNode == null) {
            return;
        }
        state.markForDeletion(stateNode, marked);
        Node node = stateNode.node();
        if (node == null || node.hasTaint(WellKnown.DISRUPTED) == marked) {
            return;
        }
        List<Taint> taints = new ArrayList<>(node.taints());
        if (marked) {
            taints.add(WellKnown.DISRUPTED);
        } else {
            taints.removeIf(WellKnown.DISRUPTED::matches);
        }
        Node changed = node.withTaints(taints);
        state.see(changed);
        world.cluster.updateNode(changed);
    }
}
