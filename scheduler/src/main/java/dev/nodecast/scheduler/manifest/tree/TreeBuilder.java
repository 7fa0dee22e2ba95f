package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes trees from Java values, so that objects of a live cluster go through the same reader as files. The nodes have
 * no lines; their mark names the source.
 */
public final class TreeBuilder {

    private static final int DEPTH_MAX = Limits.DEFAULT.depthMax();

    private final SourceMark mark;

    /**
     * Builds trees of one source.
     *
     * @param source how messages name the source, such as {@code Deployment prod/worker of cluster blue}
     */
    public TreeBuilder(String source) {
        this.mark = SourceText.named(source).whole();
    }

    /**
     * A tree of maps, iterables, texts, numbers and booleans.
     *
     * @param value a {@link Map}, {@link Iterable}, {@link CharSequence}, {@link Number}, {@link Boolean} or null
     * @throws IllegalArgumentException where a value is of another type or nested too deeply
     */
    public TreeNode build(@Nullable Object value) {
        return build(value, 0);
    }

    private TreeNode build(@Nullable Object value, int depth) {
        if (depth > DEPTH_MAX) {
            throw new IllegalArgumentException(
                    mark + ": values are nested more than " + DEPTH_MAX + " deep; expected a tree of plain values");
        }
        return switch (value) {
            case null -> new ScalarNode(mark, "null", ScalarKind.NULL);
            case Map<?, ?> map -> map(map, depth);
            case Iterable<?> items -> list(items, depth);
            case CharSequence text -> new ScalarNode(mark, text.toString(), ScalarKind.STRING);
            case Boolean bool -> new ScalarNode(mark, bool.toString(), ScalarKind.BOOLEAN);
            case Number number -> new ScalarNode(mark, number.toString(), ScalarKind.ofPlain(number.toString()));
            default ->
                throw new IllegalArgumentException(mark + ": found a "
                        + value.getClass().getName() + "; expected a map, a list, text, a number, a boolean or null");
        };
    }

    private TreeNode map(Map<?, ?> map, int depth) {
        List<MapNode.Entry> entries = new ArrayList<>(map.size());
        map.forEach((key, item) -> entries.add(new MapNode.Entry(String.valueOf(key), mark, build(item, depth + 1))));
        return new MapNode(mark, entries);
    }

    private TreeNode list(Iterable<?> items, int depth) {
        List<TreeNode> nodes = new ArrayList<>();
        items.forEach(item -> nodes.add(build(item, depth + 1)));
        return new ListNode(mark, nodes);
    }
}
