package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.lifecycle.DrainOrder;
import dev.nodecast.scheduler.lifecycle.EndOfGrace;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.port.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the end of an instance back until its volumes are detached, so that their pods find them free elsewhere. Volumes of pods
 * that are not drained do not count, and the end of the node's grace period ends the wait (Karpenter
 * {@code node/termination/controller.go}). On the loop's thread only.
 */
final class Detachments {

    private static final int SHOWN = 5;

    private final Map<String, VolumeAttachment> attachments = new TreeMap<>();
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Clock clock;
    private final View view;
    private final Listener listener;

    /** What is seen of the cluster. */
    interface View {
        List<Pod> podsOn(String node);

        /** The volume that a claim is bound to; null where it is none. */
        @Nullable
        String volumeOf(Pod pod, String claim);
    }

    /** Is told what becomes of the volumes of an ending claim. */
    interface Listener {
        void volumes(NodeClaim claim, State state, String pending);
    }

    /** How it stands with volumes. */
    enum State {
        DETACHED,
        AWAITED,
        GIVEN_UP
    }

    private record Waiting(NodeClaim claim, Runnable end) {}

    Detachments(Clock clock, View view, Listener listener) {
        this.clock = clock;
        this.view = view;
        this.listener = listener;
    }

    void seen(Change change) {
        if (change.value() instanceof VolumeAttachment attachment) {
            attachments.put(attachment.name(), attachment);
        } else {
            attachments.remove(change.key().name());
            look();
        }
    }

    /** How it stands with the volumes of a claim that is drained. */
    State stateOf(NodeClaim claim) {
        if (pending(claim.status().nodeName()).isEmpty()) {
            return State.DETACHED;
        }
        return graceOver(claim) ? State.GIVEN_UP : State.AWAITED;
    }

    /** Runs {@code end} as soon as nothing is attached to the node of the claim that has to be waited for. */
    void await(NodeClaim claim, Runnable end) {
        Waiting one = new Waiting(claim, end);
        if (!waiting.containsKey(claim.name()) && !over(one)) {
            waiting.put(claim.name(), one);
        }
    }

    /** Looks again: a pod may have gone, or a grace period be over. */
    void look() {
        for (Waiting one : new ArrayList<>(waiting.values())) {
            if (over(one)) {
                waiting.remove(one.claim.name());
            }
        }
    }

    /** Nobody needs to wait for a claim that is gone. */
    void forget(String claim) {
        waiting.remove(claim);
    }

    private boolean over(Waiting one) {
        State state = stateOf(one.claim);
        listener.volumes(one.claim, state, text(pending(one.claim.status().nodeName())));
        if (state == State.AWAITED) {
            return false;
        }
        one.end.run();
        return true;
    }

    private boolean graceOver(NodeClaim claim) {
        Long endNs = EndOfGrace.of(claim, clock);
        return endNs != null && clock.nowNs() >= endNs;
    }

    private List<String> pending(String node) {
        List<VolumeAttachment> here = node.isEmpty()
                ? List.of()
                : attachments.values().stream()
                        .filter(attachment -> attachment.node().equals(node)
                                && !attachment.volume().isEmpty())
                        .toList();
        if (here.isEmpty()) {
            return List.of();
        }
        List<String> staying = ofPodsThatStay(node);
        return here.stream()
                .filter(attachment -> !staying.contains(attachment.volume()))
                .map(VolumeAttachment::name)
                .toList();
    }

    private List<String> ofPodsThatStay(String node) {
        List<String> volumes = new ArrayList<>();
        for (Pod pod : view.podsOn(node)) {
            if (!DrainOrder.awaited(pod, clock.nowNs())) {
                pod.spec().attachments().claims().forEach(mount -> {
                    String volume =
                            view.volumeOf(pod, mount.claimName(pod.meta().name()));
                    if (volume != null) {
                        volumes.add(volume);
                    }
                });
            }
        }
        return volumes;
    }

    private static String text(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() <= SHOWN ? some : some + " and " + (names.size() - SHOWN) + " other(s)";
    }
}
