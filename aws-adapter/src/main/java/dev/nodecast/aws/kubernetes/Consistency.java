package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.manifest.grammar.QuantityText;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether a node has what its claim promised of it (Karpenter {@code pkg/controllers/nodeclaim/consistency}). */
enum Consistency {
    /** There is no node yet. */
    UNKNOWN,
    FOUND,
    FAILED;

    private static final double LEAST_SHARE = 0.9;
    private static final double PERCENT = 100;

    static Consistency of(List<String> issues) {
        return issues.isEmpty() ? FOUND : FAILED;
    }

    /** What is missing of an initialised node, in sentences: more than a tenth of what was asked for and promised. */
    static List<String> issues(NodeClaim claim, Node node) {
        List<String> issues = new ArrayList<>();
        if (claim.meta().deleting() || !claim.initialized()) {
            return issues;
        }
        for (String resource : claim.requests().names()) {
            long expected = claim.status().capacity().get(resource);
            long found = node.capacity().get(resource);
            if (claim.requests().get(resource) > 0 && expected > 0 && found < LEAST_SHARE * expected) {
                issues.add("expected " + QuantityText.of(resource, expected) + " of resource " + resource
                        + ", but found " + QuantityText.of(resource, found)
                        + String.format(Locale.ROOT, " (%.1f%% of expected)", PERCENT * found / expected));
            }
        }
        return issues;
    }
}
