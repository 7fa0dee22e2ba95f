package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;

/** Warns of objects that name a pool which is not among the objects: what is decided for them may differ from the cluster. */
public final class References {

    private References() {}

    public static void check(Manifests objects, Diagnostics diagnostics) {
        List<String> pools =
                objects.values(NodePool.class).stream().map(NodePool::name).toList();
        objects.of(NodeClaim.class).forEach(claim -> check(claim, claim.value().meta(), pools, diagnostics));
        objects.of(Node.class).forEach(node -> check(node, node.value().meta(), pools, diagnostics));
    }

    private static void check(Manifest<?> object, ObjectMeta meta, List<String> pools, Diagnostics diagnostics) {
        String pool = meta.labels().get(WellKnown.NODE_POOL);
        if (pool != null && !pools.contains(pool)) {
            diagnostics.add(Diagnostic.warning(
                            ManifestRule.INCONSISTENT.id(),
                            object.markAt("metadata", "labels", WellKnown.NODE_POOL),
                            "the NodePool `" + pool + "` of this "
                                    + object.header().kind() + " is not among the objects")
                    .expected(pools.isEmpty() ? "a NodePool" : "one of " + String.join(", ", pools))
                    .consequence("it counts against no limit, and nothing is decided about it")
                    .help("give the NodePools too: kubectl get nodepools,… -o yaml"));
        }
    }
}
