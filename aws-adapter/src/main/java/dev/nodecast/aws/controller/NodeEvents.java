package dev.nodecast.aws.controller;

import dev.nodecast.aws.kubernetes.ObjectEvent;
import dev.nodecast.aws.kubernetes.ObjectEvent.On;
import dev.nodecast.scheduler.model.NodeClaim;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Events on a claim and on its node, which people look at as one thing. */
final class NodeEvents {

    private final Function<String, @Nullable NodeClaim> claims;
    private final Consumer<ObjectEvent> events;

    /** @param claims those that are known, by name */
    NodeEvents(Function<String, @Nullable NodeClaim> claims, Consumer<ObjectEvent> events) {
        this.claims = claims;
        this.events = events;
    }

    /** On the claim, and on its node where there is one. */
    void both(String claim, Function<ObjectEvent, ObjectEvent> with, boolean warning, String reason, String message) {
        events.accept(with.apply(
                warning
                        ? ObjectEvent.warning(On.NODE_CLAIM, claim, reason, message)
                        : ObjectEvent.normal(On.NODE_CLAIM, claim, reason, message)));
        onNode(
                claim,
                node -> with.apply(
                        warning
                                ? ObjectEvent.warning(On.NODE, node, reason, message)
                                : ObjectEvent.normal(On.NODE, node, reason, message)));
    }

    void onNode(String claim, Function<String, ObjectEvent> event) {
        String node = nodeOf(claim);
        if (!node.isEmpty()) {
            events.accept(event.apply(node));
        }
    }

    /** The name of the claim's node; empty where it has none. */
    String nodeOf(String name) {
        NodeClaim claim = claims.apply(name);
        return claim == null ? "" : claim.status().nodeName();
    }

    /** The pool of the claim; null where it is not known. */
    @Nullable
    String poolOf(String name) {
        NodeClaim claim = claims.apply(name);
        return claim == null ? null : claim.nodePool();
    }
}
