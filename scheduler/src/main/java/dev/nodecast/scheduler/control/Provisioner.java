package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.disruption.CommandExecution;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.lifecycle.Claims;
import dev.nodecast.scheduler.lifecycle.Expiration;
import dev.nodecast.scheduler.lifecycle.Liveness;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Observation.LaunchFailed;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.scheduler.provisioning.Batcher;
import dev.nodecast.scheduler.provisioning.LaunchPlanner;
import dev.nodecast.scheduler.provisioning.Packed;
import dev.nodecast.scheduler.provisioning.PackingReport;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.VirtualPods;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds nodes for pending pods: collects them for a window, plans them all at once, promises places on nodes that are
 * there or coming, and launches what is missing.
 */
final class Provisioner implements CommandExecution.Launcher {

    /** How long a node that was promised to pods is not disrupted: twice the longest batch window, as Karpenter's. */
    private static final int NOMINATION_WINDOWS = 2;

    /** Pods that still wait, and nodes that still go, are looked at again after this time (Karpenter's controllers). */
    private static final long REQUEUE_NS = 10_000_000_000L;

    /** The cause of launches for pods that wait. */
    private static final String PROVISIONING = "provisioning";

    /** What stands for all buffers in a batch. */
    private static final String BUFFERS = "CapacityBuffers";

    private final Map<ObjectKey, String> lastError = new LinkedHashMap<>();
    private final Set<Object> batch = new LinkedHashSet<>();
    private final Requeue<ObjectKey> waitingPods;
    private final Requeue<String> leavingNodes;
    private final ClusterState state;
    private final Planning planning;
    private final Claims claims;
    private final Watches watches;
    private final Ports ports;
    private final Settings settings;
    private final LaunchPlanner launchPlanner;
    private final Batcher batcher;
    private Timers.@Nullable Timer alarm;
    private Planning.@Nullable Basis solvedOn;
    private List<StateNode> promised = List.of();
    private final ClaimNames names;
    private final PlanNotes notes;

    /** What looks after a claim from its first moment. */
    record Watches(Expiration expiration, Liveness liveness, Consumer<LaunchFailed> launchFailed) {}

    Provisioner(ClusterState state, Planning planning, Claims claims, Watches watches, Ports ports, Settings settings) {
        this.state = state;
        this.planning = planning;
        this.claims = claims;
        this.watches = watches;
        this.ports = ports;
        this.settings = settings;
        this.launchPlanner = new LaunchPlanner(settings.solver().minValues());
        this.batcher = new Batcher(settings.batch().idleNs(), settings.batch().maxNs());
        this.names = new ClaimNames(settings.seed());
        this.notes = new PlanNotes(planning, ports);
        this.waitingPods = new Requeue<>(REQUEUE_NS, this::waits, this::again, ports.clock(), ports.timers());
        this.leavingNodes = new Requeue<>(REQUEUE_NS, this::leaves, this::again, ports.clock(), ports.timers());
    }

    /** A pod waits for a node: it has just begun to, or something about it has changed. */
    void podWaits(ObjectKey pod) {
        waitingPods.lookedAt(pod);
        trigger(pod);
    }

    private boolean waits(ObjectKey key) {
        Pod pod = state.pod(key);
        return pod != null && pod.provisionable();
    }

    /** A node is seen that is going: places have to be found for its pods. */
    void nodeLeaves(String name) {
        leavingNodes.lookedAt(name);
        trigger(name);
    }

    private boolean leaves(String name) {
        StateNode node = state.ofNode(name);
        Node seen = node == null ? null : node.node();
        return seen != null && seen.hasTaint(WellKnown.DISRUPTED);
    }

    /**
     * Asks again for pods that still wait: another may have taken the place that was meant for them, or a refusal may be
     * forgotten by now. While nothing has changed the answer would be the same, and only its promises are renewed.
     */
    private void again(List<?> keys) {
        if (alarm != null || !promisedAgain(planning.basis())) {
            keys.forEach(this::trigger);
        }
    }

    /** Whether nothing has changed since the last plan, so that it holds, and its promises have been renewed. */
    private boolean promisedAgain(Planning.Basis now) {
        if (!now.equals(solvedOn)) {
            return false;
        }
        promiseNodes(promised);
        solvedOn = now.at(state.placementVersion());
        lastError.forEach(this::tellOfWaiting);
        notes.again();
        return true;
    }

    /** Buffers are looked at: begins or prolongs the batch window if a plan made now could differ from the last one. */
    void triggerIfChanged() {
        if (!planning.basis().equals(solvedOn)) {
            trigger(BUFFERS);
        }
    }

    /** Begins or prolongs the batch window; what is in the batch already does not prolong it. */
    private void trigger(Object element) {
        if (!batch.add(element)) {
            return;
        }
        long due = batcher.trigger(ports.clock().nowNs());
        if (alarm != null) {
            alarm.cancel();
        }
        alarm = ports.timers().after(due - ports.clock().nowNs(), this::provision);
    }

    /**
     * Plans for all at once. While a launch is on its way the cluster is not known well enough: the batch is dropped, and
     * its pods come back when they are looked at again.
     */
    private void provision() {
        alarm = null;
        batch.clear();
        batcher.close();
        if (state.launching()) {
            return;
        }
        Planning.Basis before = planning.basis();
        if (promisedAgain(before)) {
            return;
        }
        Packed packed = planning.forPendingPods();
        Solution solution = packed.solution();
        if (packed.report() != null && !solution.claims().isEmpty()) {
            ports.journal().record(ports.clock().nowNs(), packed(packed.report()));
        }
        List<StateNode> promisedNow = new ArrayList<>(promisedBy(solution.placements()));
        promiseNodes(promisedNow);
        solution.placements().forEach(placement -> notes.nominated(placement.pods(), placement.node()));
        for (PlannedClaim planned : solution.claims()) {
            StateNode launched = state.ofClaim(launch(planned, PROVISIONING));
            notes.nominated(planned.pods(), launched);
            if (launched != null && !planned.pods().stream().allMatch(VirtualPods::virtual)) {
                promisedNow.add(launched);
            }
        }
        promised = promisedNow;
        state.keepForBuffers(bufferHosts(solution));
        recordErrors(solution);
        // A live cloud may learn of more types while the plan is made: what was not planned on is looked at next time.
        Planning.Basis basis = before.at(state.placementVersion());
        solvedOn = basis;
        notes.planned(solution, basis);
    }

    @Override
    public void promise(List<Solution.Placement> placements) {
        promiseNodes(promisedBy(placements));
    }

    /** Pods that stand for a buffer's room hold no node back. */
    private static List<StateNode> promisedBy(List<Solution.Placement> placements) {
        return placements.stream()
                .filter(placement -> !placement.pods().stream().allMatch(VirtualPods::virtual))
                .map(Solution.Placement::node)
                .toList();
    }

    private static Decision packed(PackingReport report) {
        return new Decision.NodesPacked(
                report.nodes(),
                report.cost(),
                report.bound(),
                report.greedyCost(),
                report.done().steps());
    }

    /** Nodes that a buffer's room is on. They may be disrupted, but not as empty ones. */
    private static List<StateNode> bufferHosts(Solution solution) {
        return solution.placements().stream()
                .filter(placement -> placement.pods().stream().anyMatch(VirtualPods::virtual))
                .map(Solution.Placement::node)
                .toList();
    }

    /** Nodes that pods were promised are not disrupted for a while. A node that was just asked for is not promised yet. */
    private void promiseNodes(List<StateNode> nodes) {
        long untilNs =
                ports.clock().nowNs() + NOMINATION_WINDOWS * settings.batch().maxNs();
        nodes.forEach(node -> state.nominate(node, untilNs));
    }

    private void recordErrors(Solution solution) {
        lastError.keySet().removeIf(key -> state.pod(key) == null);
        for (Solution.Unplaced unplaced : solution.unplaced()) {
            ObjectKey key = unplaced.pod().key();
            if (unplaced.deferred() || VirtualPods.virtual(unplaced.pod())) {
                continue;
            }
            tellOfWaiting(key, unplaced.sentence());
            if (!unplaced.sentence().equals(lastError.put(key, unplaced.sentence()))) {
                ports.journal().record(ports.clock().nowNs(), new Decision.PodUnschedulable(key, unplaced.sentence()));
            }
        }
    }

    private void tellOfWaiting(ObjectKey pod, String why) {
        if (waits(pod)) {
            notes.unschedulable(pod, why);
        }
    }

    @Override
    public String launch(PlannedClaim planned, String cause) {
        long now = ports.clock().nowNs();
        String name = newName(planned.nodePool().name());
        NodeClaim claim = planned.toNodeClaim(name, now);
        claims.create(claim);
        planning.demand().launched(claim, cause.equals(PROVISIONING), now);
        watches.expiration.watch(claim);
        watches.liveness.watch(claim);
        ports.journal()
                .record(
                        now,
                        new Decision.NodeRequested(
                                name,
                                planned.nodePool().name(),
                                cause,
                                planned.pods().size(),
                                planned.options().stream()
                                        .map(InstanceType::name)
                                        .toList()));
        launch(claim, planned);
        return name;
    }

    /** One that no claim has that was there before this loop began. */
    private String newName(String pool) {
        String name = names.next(pool);
        while (state.ofClaim(name) != null) {
            name = names.next(pool);
        }
        return name;
    }

    /** Launches a claim that is there without an instance, as one left by a controller that ended before it could. */
    void launchFound(String name) {
        NodeClaim claim = claims.get(name);
        if (claim == null || claim.launched() || claim.meta().deleting()) {
            return;
        }
        NodePool pool = claim.nodePool() == null ? null : state.pool(claim.nodePool());
        if (pool == null) {
            watches.launchFailed.accept(new LaunchFailed(name, "its NodePool does not exist", List.of()));
        } else {
            launch(claim, planning.forFoundClaim(claim, pool));
        }
    }

    private void launch(NodeClaim claim, PlannedClaim planned) {
        switch (launchPlanner.launch(claim, planned)) {
            case LaunchPlanner.Launch.Ask(var request) -> ports.cloud().launch(request);
            case LaunchPlanner.Launch.Nothing(String why) ->
                ports.timers()
                        .after(0, () -> watches.launchFailed.accept(new LaunchFailed(claim.name(), why, List.of())));
        }
    }
}
