package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.Optional;

/**
 * What a registered node still lacks before it counts as initialised (Karpenter {@code nodeclaim/lifecycle/initialization.go}):
 * it is ready, its startup taints are gone, and every resource that was promised has been registered.
 *
 * @param reason and {@code message} as the condition of a NodeClaim has them
 */
public record Initialization(String reason, String message) {

    /** The first thing that is missing; empty where nothing is. */
    public static Optional<Initialization> missing(NodeClaim claim, Node node) {
        if (!node.ready()) {
            return Optional.of(new Initialization("NodeNotReady", "Node status is NotReady"));
        }
        for (Taint startup : claim.startupTaints()) {
            if (node.hasTaint(startup)) {
                return Optional.of(new Initialization(
                        "StartupTaintsExist", "StartupTaint \"" + text(startup) + "\" still exists"));
            }
        }
        if (node.hasTaint(WellKnown.NOT_READY)) {
            return Optional.of(new Initialization(
                    "KnownEphemeralTaintsExist",
                    "KnownEphemeralTaint \"" + text(WellKnown.NOT_READY) + "\" still exists"));
        }
        return unregistered(claim, node)
                .map(resource -> new Initialization(
                        "ResourceNotRegistered", "Resource \"" + resource + "\" was requested but not registered"));
    }

    /** A resource that was promised and is not there yet, such as a GPU without device plugin. */
    private static Optional<String> unregistered(NodeClaim claim, Node node) {
        List<String> promised = claim.status().allocatable().names();
        return promised.stream()
                .filter(name -> claim.status().allocatable().get(name) > 0
                        && node.allocatable().get(name) == 0)
                .findFirst();
    }

    private static String text(Taint taint) {
        return taint.key() + (taint.value().isEmpty() ? "" : "=" + taint.value()) + ":"
                + taint.effect().text();
    }
}
