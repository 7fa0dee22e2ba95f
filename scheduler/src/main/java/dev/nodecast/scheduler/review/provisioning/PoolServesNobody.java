package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.UnreadObject;
import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.ScalarNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Workload;
import java.util.List;

/** A pool whose taint no workload tolerates, although a workload asks for nodes like its. */
public final class PoolServesNobody extends Rule {

    /** The rule. */
    public PoolServesNobody() {
        super(
                "NC1201",
                "A pool's taint keeps every pod away",
                "Karpenter launches nodes of a pool only for pods that tolerate its taints. A pool whose labels and types suit a"
                        + " workload, but whose taint none of the workloads given tolerates, never launches anything.",
                "https://karpenter.sh/docs/concepts/nodepools/#spectemplatespectaints");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Pool pool : system.pools()) {
            if (system.workloads().stream().anyMatch(pool::serves)) {
                continue;
            }
            List<Workload> almost = system.workloads().stream()
                    .filter(w -> w.gpus() > 0 || !w.pod().nodeSelector().isEmpty())
                    .filter(w -> pool.labelsSuit(w.pod()) && pool.canHold(w.pod()))
                    .filter(w -> !pool.taintsAgainst(w.pod()).isEmpty())
                    .toList();
            if (!almost.isEmpty() && !toleratedElsewhere(system, pool, almost.getFirst())) {
                report(pool, almost, findings);
            }
        }
    }

    private void report(Pool pool, List<Workload> almost, Diagnostics findings) {
        Taint taint = pool.taintsAgainst(almost.getFirst().pod()).getFirst();
        String text = taint.key() + (taint.value().isEmpty() ? "" : "=" + taint.value()) + ":"
                + taint.effect().text();
        String names = String.join(", ", almost.stream().map(Workload::toString).toList());
        findings.add(warning(
                        pool.templateMark("taints"),
                        "pool `" + pool.name() + "` can serve nobody: no pod tolerates its taint")
                .field("spec.template.spec.taints")
                .found("the taint `" + text + "`; " + names + " would suit the pool but does not tolerate it")
                .expected("at least one workload that tolerates every taint of the pool")
                .consequence("the pool never launches a node"
                        + (pool.onDemand() && !pool.spot() ? ", so it is no fallback for spot capacity either" : ""))
                .help("add a toleration for `" + taint.key()
                        + "` to the pods that may use the pool, or remove the taint or the pool"));
    }

    /** Jobs, StatefulSets and other objects that make pods are not in the model; that they name the taint is enough. */
    private static boolean toleratedElsewhere(ReviewedSystem system, Pool pool, Workload workload) {
        String key = pool.taintsAgainst(workload.pod()).getFirst().key();
        return system.manifests().of(UnreadObject.class).stream().anyMatch(m -> contains(m.tree(), key));
    }

    private static boolean contains(TreeNode node, String text) {
        return switch (node) {
            case ScalarNode scalar -> scalar.text().equals(text);
            case ListNode list -> list.items().stream().anyMatch(item -> contains(item, text));
            case MapNode map -> map.entries().stream().anyMatch(entry -> contains(entry.value(), text));
        };
    }
}
