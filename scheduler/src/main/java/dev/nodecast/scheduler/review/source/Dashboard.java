package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.ScalarNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import java.util.ArrayList;
import java.util.List;

/** Grafana dashboards, as the HTTP API takes them ({@code dashboard: …}) or as files hold them, and queries anywhere. */
public final class Dashboard {

    private Dashboard() {}

    /** Whether a document is a dashboard. */
    public static boolean is(MapNode document) {
        return document.at("dashboard", "panels").isPresent()
                || (document.get("panels").isPresent() && document.get("kind").isEmpty());
    }

    /** The metrics that every {@code expr} in a tree reads, however deep. */
    public static List<PromqlSelector> queries(TreeNode tree) {
        List<PromqlSelector> found = new ArrayList<>();
        collect(tree, found);
        return found;
    }

    private static void collect(TreeNode tree, List<PromqlSelector> found) {
        switch (tree) {
            case ListNode list -> list.items().forEach(item -> collect(item, found));
            case MapNode map -> {
                for (MapNode.Entry entry : map.entries()) {
                    if (entry.key().equals("expr") && entry.value() instanceof ScalarNode expression) {
                        found.addAll(PromqlReader.read(expression.text(), expression.mark()));
                    } else {
                        collect(entry.value(), found);
                    }
                }
            }
            case ScalarNode ignored -> {}
        }
    }
}
