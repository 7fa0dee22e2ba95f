package dev.nodecast.scenarios.trajectory;

import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.ScalarNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON merge patch (RFC 7386): maps are merged key by key, null removes, everything else replaces. */
final class MergePatch {

    private MergePatch() {}

    static MapNode apply(MapNode target, MapNode patch) {
        Map<String, MapNode.Entry> merged = new LinkedHashMap<>();
        target.entries().forEach(entry -> merged.put(entry.key(), entry));
        for (MapNode.Entry entry : patch.entries()) {
            if (entry.value() instanceof ScalarNode scalar && scalar.isNull()) {
                merged.remove(entry.key());
            } else {
                MapNode.Entry before = merged.get(entry.key());
                merged.put(entry.key(), new MapNode.Entry(entry.key(), entry.keyMark(), value(before, entry.value())));
            }
        }
        return new MapNode(target.mark(), merged.values());
    }

    private static TreeNode value(MapNode.@Nullable Entry before, TreeNode after) {
        if (!(after instanceof MapNode patch)) {
            return after;
        }
        return apply(
                before != null && before.value() instanceof MapNode map ? map : new MapNode(patch.mark(), List.of()),
                patch);
    }
}
