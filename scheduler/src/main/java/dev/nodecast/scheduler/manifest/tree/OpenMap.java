package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map whose end has not been read yet. Resolves merge keys and reports duplicate ones. */
final class OpenMap implements OpenCollection {

    private static final String MERGE = "<<";

    private final SourceMark mark;
    private final @Nullable String anchor;
    private final Diagnostics diagnostics;
    private final Map<String, MapNode.Entry> entries = new LinkedHashMap<>();
    private final List<MapNode> merged = new ArrayList<>();
    private @Nullable ScalarNode key;
    private boolean mergeKey;
    private long size = 1;

    OpenMap(SourceMark mark, @Nullable String anchor, Diagnostics diagnostics) {
        this.mark = mark;
        this.anchor = anchor;
        this.diagnostics = diagnostics;
    }

    @Override
    public @Nullable String anchor() {
        return anchor;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void add(TreeNode node, long nodeSize, boolean plain) {
        size += nodeSize;
        ScalarNode pending = key;
        if (pending == null) {
            key = checkedKey(node);
            mergeKey = plain && key.text().equals(MERGE);
        } else {
            key = null;
            value(pending, node);
        }
    }

    @Override
    public TreeNode close() {
        for (MapNode map : merged) {
            map.entries().forEach(entry -> entries.putIfAbsent(entry.key(), entry));
        }
        return new MapNode(mark, entries.values());
    }

    private ScalarNode checkedKey(TreeNode node) {
        if (!(node instanceof ScalarNode scalar)) {
            if (node.mark().snippet().orElse("").contains("{{")) {
                throw new InvalidInput(SyntaxProblem.template(node.mark()));
            }
            throw new InvalidInput(Diagnostic.error(ManifestRule.YAML_FEATURE.id(), node.mark(), "a key must be text")
                    .found(node.describe() + " as a key")
                    .expected("text"));
        }
        if (scalar.kind() == ScalarKind.LEGACY_BOOLEAN) {
            diagnostics.add(Diagnostic.warning(
                            ManifestRule.LEGACY_YAML.id(),
                            scalar.mark(),
                            "kubectl reads the bare key `" + scalar.text() + "` as the boolean `"
                                    + ScalarKind.isTrue(scalar.text()) + "`")
                    .help("quote the key: \"" + scalar.text() + "\""));
        }
        return scalar;
    }

    private void value(ScalarNode keyNode, TreeNode node) {
        if (mergeKey) {
            merge(node);
            return;
        }
        MapNode.Entry entry = new MapNode.Entry(keyNode.text(), keyNode.mark(), node);
        MapNode.Entry first = entries.putIfAbsent(keyNode.text(), entry);
        if (first != null) {
            diagnostics.add(Diagnostic.error(
                            ManifestRule.DUPLICATE_KEY.id(),
                            keyNode.mark(),
                            "the key `" + keyNode.text() + "` stands twice in one map")
                    .found("`" + keyNode.text() + "` again; it first stands in line "
                            + first.keyMark().line())
                    .expected("each key once")
                    .consequence(
                            "the API server refuses the object; other tools keep one of the two and drop the other")
                    .help("remove one of the two, or merge their values"));
        }
    }

    private void merge(TreeNode node) {
        switch (node) {
            case MapNode map -> merged.add(map);
            case ListNode list
            when list.items().stream().allMatch(MapNode.class::isInstance) ->
                list.items().forEach(this::merge);
            default ->
                diagnostics.add(Diagnostic.error(
                                ManifestRule.YAML_FEATURE.id(),
                                node.mark(),
                                "a merge key takes a map or a list of maps")
                        .found(node.describe())
                        .expected("an alias of a map, as in `<<: *defaults`"));
        }
    }
}
