package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.disruption.CommandExecution;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.lifecycle.Claims;
import dev.nodecast.scheduler.lifecycle.Expiration;
import dev.nodecast.scheduler.lifecycle.Liveness;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds nodes for pending pods: collects them for a window, plans them all at once, promises places on nodes that are
 * there or coming, and launches what is missing.
 */
final class Provisioner implements CommandExecution.Launcher {

    /** How long a node that was promised to pods is not disrupted: twice the longest batch window, as Karpenter's. */
    private static final int NOMINATION_WINDOWS = 2;

    /** Pods that still wait are looked at again after this time, as Karpenter's pod controller does. */
    private static final long REQUEUE_NS = 10_000_000_000L;

    private final Map<ObjectKey, String> lastError = new LinkedHashMap<>();
    private final ClusterState state;
    private final Planning planning;
    private final Claims claims;
    private final Watches watches;
    private final Ports ports;
    private final Settings settings;
    private final LaunchPlanner launchPlanner;
    private final Batcher batcher;
    private Timers.@Nullable Timer alarm;
    private boolean requeued;
    private Planning.@Nullable Basis solvedOn;
    private long claimsMade;

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
    }

    /** Something may need a node: begins or prolongs the batch window. */
    void trigger() {
        long due = batcher.trigger(ports.clock().nowNs());
        if (alarm != null) {
            alarm.cancel();
        }
        alarm = ports.timers().after(due - ports.clock().nowNs(), this::provision);
    }

    private void provision() {
        alarm = null;
        batcher.close();
        Packed packed = planning.forPendingPods();
        Solution solution = packed.solution();
        if (packed.report() != null && !solution.claims().isEmpty()) {
            ports.journal().record(ports.clock().nowNs(), packed(packed.report()));
        }
        for (PlannedClaim planned : solution.claims()) {
            launch(planned, "provisioning");
        }
        long until =
                ports.clock().nowNs() + NOMINATION_WINDOWS * settings.batch().maxNs();
        for (Solution.Placement placement : solution.placements()) {
            if (!placement.pods().stream().allMatch(VirtualPods::virtual)) {
                state.nominate(placement.node(), until);
            }
        }
        state.keepForBuffers(bufferHosts(solution));
        recordErrors(solution);
        solvedOn = planning.basis();
        requeue();
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

    /** Begins or prolongs the batch window if a plan made now could differ from the last one. */
    void triggerIfChanged() {
        if (!planning.basis().equals(solvedOn)) {
            trigger();
        }
    }

    /**
     * Looks again at pods that still wait: another pod may have taken the place that was meant for them, or a refusal
     * may be forgotten by now. While nothing has changed the answer would be the same, so it is not asked for.
     */
    private void requeue() {
        if (requeued || state.provisionablePods().isEmpty()) {
            return;
        }
        requeued = true;
        ports.timers().after(REQUEUE_NS, () -> {
            requeued = false;
            if (!planning.basis().equals(solvedOn) && !state.provisionablePods().isEmpty()) {
                trigger();
            } else {
                requeue();
            }
        });
    }

    private void recordErrors(Solution solution) {
        lastError.keySet().removeIf(key -> state.pod(key) == null);
        for (Solution.Unplaced unplaced : solution.unplaced()) {
            ObjectKey key = unplaced.pod().key();
            if (unplaced.deferred() || VirtualPods.virtual(unplaced.pod())) {
                continue;
            }
            if (!unplaced.sentence().equals(lastError.put(key, unplaced.sentence()))) {
                ports.journal().record(ports.clock().nowNs(), new Decision.PodUnschedulable(key, unplaced.sentence()));
            }
        }
    }

    @Override
    public String launch(PlannedClaim planned, String cause) {
        long now = ports.clock().nowNs();
        String name = planned.nodePool().name() + "-" + Long.toString(++claimsMade, 36);
        NodeClaim claim = planned.toNodeClaim(name, now);
        claims.create(claim);
        watches.expiration.watch(claim);
        watches.liveness.watch(claim);
        StateNode node = state.ofClaim(name);
        if (node != null && !planned.pods().stream().allMatch(VirtualPods::virtual)) {
            state.nominate(node, now + NOMINATION_WINDOWS * settings.batch().maxNs());
        }
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

    private void launch(NodeClaim claim, PlannedClaim planned) {
        switch (launchPlanner.launch(claim, planned)) {
            case LaunchPlanner.Launch.Ask(var request) -> ports.cloud().launch(request);
            case LaunchPlanner.Launch.Nothing(String why) ->
                ports.timers()
                        .after(0, () -> watches.launchFailed.accept(new LaunchFailed(claim.name(), why, List.of())));
        }
    }
}
