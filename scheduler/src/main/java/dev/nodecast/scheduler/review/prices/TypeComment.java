package dev.nodecast.scheduler.review.prices;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.ScalarNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.ArrayList;
import java.util.List;

/**
 * A comment behind an instance type of a pool's requirements.
 *
 * @param instanceType the type
 * @param text the comment without its sign
 * @param mark where the comment stands
 */
record TypeComment(Pool pool, String instanceType, String text, SourceMark mark) {

    static List<TypeComment> of(ReviewedSystem system) {
        List<TypeComment> comments = new ArrayList<>();
        for (Pool pool : system.pools()) {
            pool.manifest()
                    .tree()
                    .at("spec", "template", "spec", "requirements")
                    .ifPresent(node -> collect(pool, node, system, comments));
        }
        return comments;
    }

    private static void collect(Pool pool, TreeNode node, ReviewedSystem system, List<TypeComment> comments) {
        switch (node) {
            case ListNode list -> list.items().forEach(item -> collect(pool, item, system, comments));
            case MapNode map -> map.get("values").ifPresent(values -> collect(pool, values, system, comments));
            case ScalarNode scalar -> {
                if (system.catalogue().types().containsKey(scalar.text())) {
                    comment(pool, scalar, comments);
                }
            }
        }
    }

    private static void comment(Pool pool, ScalarNode type, List<TypeComment> comments) {
        SourceText source = type.mark().source();
        int line = type.mark().line();
        String text = source.line(line).orElse("");
        int from = text.offsetByCodePoints(
                0,
                Math.min(
                        text.codePointCount(0, text.length()),
                        Math.max(0, type.mark().column() - 1)));
        int sign = text.indexOf(" #", from);
        boolean alone = sign >= 0 && !text.substring(from, sign).contains(",");
        if (alone) {
            String comment = text.substring(sign + 2).strip();
            int column = text.codePointCount(0, sign + 1) + 1;
            int length = Math.max(1, text.codePointCount(sign + 1, text.length()));
            comments.add(new TypeComment(pool, type.text(), comment, new SourceMark(source, line, column, length)));
        }
    }
}
