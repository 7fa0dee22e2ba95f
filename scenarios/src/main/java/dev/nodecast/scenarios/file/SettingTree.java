package dev.nodecast.scenarios.file;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.ScalarNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.manifest.tree.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts settings into a tree before it is read, so that they are checked like everything else. */
final class SettingTree {

    private final Diagnostics diagnostics;

    SettingTree(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The tree with the setting's value at its path; maps on the way are made where they are missing. */
    TreeNode apply(TreeNode tree, Setting setting) {
        List<TreeNode> values =
                setting.value().isBlank() ? List.of() : new YamlReader(diagnostics).read(setting.text());
        if (values.size() > 1) {
            diagnostics.add(Diagnostic.error(Setting.RULE, setting.mark(), "a setting has one value")
                    .found(values.size() + " YAML documents"));
        }
        if (values.size() != 1) {
            reportEmpty(setting);
            return tree;
        }
        return put(tree, SettingPath.parse(setting), values.getFirst(), setting);
    }

    private void reportEmpty(Setting setting) {
        if (setting.value().isBlank()) {
            diagnostics.add(Diagnostic.error(Setting.RULE, setting.mark(), "a setting has no value")
                    .found("nothing behind `=`")
                    .expected("a value, such as `" + setting.path() + "=…`"));
        }
    }

    private TreeNode put(TreeNode here, List<SettingPath.Step> steps, TreeNode value, Setting setting) {
        if (steps.isEmpty()) {
            return value;
        }
        SettingPath.Step step = steps.getFirst();
        List<SettingPath.Step> rest = steps.subList(1, steps.size());
        if (step.index() >= 0) {
            return putItem(here, step.index(), rest, value, setting);
        }
        MapNode map = here instanceof MapNode present ? present : new MapNode(setting.mark(), List.of());
        Optional<TreeNode> before = map.get(step.key());
        TreeNode after = put(before.orElse(new MapNode(setting.mark(), List.of())), rest, value, setting);
        List<MapNode.Entry> entries = new ArrayList<>();
        for (MapNode.Entry entry : map.entries()) {
            entries.add(
                    entry.key().equals(step.key()) ? new MapNode.Entry(entry.key(), entry.keyMark(), after) : entry);
        }
        if (before.isEmpty()) {
            entries.add(new MapNode.Entry(step.key(), setting.mark(), after));
        }
        return new MapNode(map.mark(), entries);
    }

    private TreeNode putItem(TreeNode here, int index, List<SettingPath.Step> rest, TreeNode value, Setting setting) {
        boolean absent = (here instanceof MapNode map && map.entries().isEmpty())
                || (here instanceof ScalarNode scalar && scalar.isNull());
        List<TreeNode> items = here instanceof ListNode list ? new ArrayList<>(list.items()) : new ArrayList<>();
        if ((!absent && !(here instanceof ListNode)) || index > items.size()) {
            diagnostics.add(Diagnostic.error(Setting.RULE, setting.mark(), "there is no item with this index")
                    .field(setting.path())
                    .found("[" + index + "], where the scenario has " + items.size() + " items")
                    .expected("an index from 0 to " + items.size() + " (the last one appends)"));
            return here;
        }
        TreeNode before = index < items.size() ? items.get(index) : new MapNode(setting.mark(), List.of());
        TreeNode after = put(before, rest, value, setting);
        if (index < items.size()) {
            items.set(index, after);
        } else {
            items.add(after);
        }
        return new ListNode(here.mark(), items);
    }
}
