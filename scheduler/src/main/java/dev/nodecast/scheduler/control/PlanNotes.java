package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.journal.Note.BufferPlanned.Chunks;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.VirtualPods;
import dev.nodecast.scheduler.state.StateNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells people what a plan means for pods, buffers and pools. */
final class PlanNotes {

    private final Planning planning;
    private final Ports ports;
    private List<Note.NoInstanceTypes> barren = List.of();

    PlanNotes(Planning planning, Ports ports) {
        this.planning = planning;
        this.ports = ports;
    }

    private void tell(Note note) {
        ports.journal().note(ports.clock().nowNs(), note);
    }

    /** Pods have a place. */
    void nominated(List<Pod> pods, @Nullable StateNode place) {
        NodeClaim claim = place == null ? null : place.claim();
        Node node = place == null ? null : place.node();
        for (Pod pod : pods) {
            if (!VirtualPods.virtual(pod)) {
                tell(new Note.Nominated(
                        pod.key(), claim == null ? null : claim.name(), node == null ? null : node.name()));
            }
        }
    }

    void unschedulable(ObjectKey pod, String why) {
        tell(new Note.Unschedulable(pod, why));
    }

    /**
     * A plan was made.
     *
     * @param basis what pools can buy
     */
    void planned(Solution solution, Planning.Basis basis) {
        buffers(solution);
        boolean nothing = solution.claims().isEmpty()
                && solution.placements().isEmpty()
                && solution.unplaced().isEmpty();
        barren = nothing ? List.of() : planning.withoutTypes(basis);
        again();
    }

    /** The last plan still holds. */
    void again() {
        barren.forEach(this::tell);
    }

    private void buffers(Solution solution) {
        Map<ObjectKey, Note.BufferPlanned> plans = new TreeMap<>();
        for (Solution.Placement placement : solution.placements()) {
            placement.pods().forEach(pod -> count(plans, pod, new Chunks(1, 0, 0)));
        }
        for (PlannedClaim claim : solution.claims()) {
            claim.pods().forEach(pod -> count(plans, pod, new Chunks(0, 1, 0)));
        }
        for (Solution.Unplaced unplaced : solution.unplaced()) {
            count(plans, unplaced.pod(), new Chunks(0, 0, 1));
        }
        plans.values().forEach(this::tell);
    }

    private static void count(Map<ObjectKey, Note.BufferPlanned> plans, Pod pod, Chunks chunks) {
        VirtualPods.buffer(pod)
                .ifPresent(buffer -> plans.merge(
                        buffer,
                        new Note.BufferPlanned(buffer, chunks),
                        (before, now) ->
                                new Note.BufferPlanned(buffer, before.chunks().plus(now.chunks()))));
    }
}
