package dev.nodecast.scenarios.file;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import java.util.Optional;

/** Where a value stands that is reached by keys and indices. */
final class SettingPlace {

    private SettingPlace() {}

    /** The place of the value at the end of a path of keys and indices; the nearest part of it that exists. */
    static SourceMark mark(TreeNode tree, Object... steps) {
        TreeNode here = tree;
        for (Object step : steps) {
            Optional<TreeNode> next = switch (here) {
                case MapNode map when step instanceof String key -> map.get(key);
                case ListNode list
                when step instanceof Integer index && index < list.items().size() ->
                    Optional.of(list.items().get(index));
                default -> Optional.empty();
            };
            if (next.isEmpty()) {
                return here.mark();
            }
            here = next.get();
        }
        return here.mark();
    }

    /** The path as it is written after {@code --set}. */
    static String path(Object... steps) {
        StringBuilder path = new StringBuilder();
        for (Object step : steps) {
            path.append(step instanceof Integer ? "[" + step + "]" : path.isEmpty() ? step : "." + step);
        }
        return path.toString();
    }
}
