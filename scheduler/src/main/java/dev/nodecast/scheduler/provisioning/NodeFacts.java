package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What placing pods needs to know of a node, besides its pods.
 *
 * @param node the object it was learned from, by which one sees whether it is still true; so with {@code claim}
 * @param constraint its labels, without the host's name
 * @param observed the labels of the Node object itself, which is what counts for the pods that are there
 * @param daemons what the daemon pods that belong there ask for in all
 */
record NodeFacts(
        @Nullable Node node,
        @Nullable NodeClaim claim,
        String hostname,
        Constraint constraint,
        int taints,
        Constraint observed,
        List<Taint> observedTaints,
        Resources daemons) {}
