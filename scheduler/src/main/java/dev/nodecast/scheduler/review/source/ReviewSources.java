package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import java.util.List;

/**
 * Everything that was read, sorted by what it is.
 *
 * @param objects documents that are Kubernetes objects, or claim to be
 * @param documents other YAML and JSON documents: dashboards, fragments of objects in a text
 * @param terraform top-level blocks
 * @param commands shell commands
 * @param promql metrics that PromQL blocks read
 * @param python blocks of Python
 * @param prose blocks in other languages, such as diagrams
 * @param tables tables of Markdown files
 * @param readable how many of the sources could be read at all
 */
public record ReviewSources(
        List<TreeNode> objects,
        List<MapNode> documents,
        List<HclBlock> terraform,
        List<ShellCommand> commands,
        List<PromqlSelector> promql,
        List<CodeBlock> python,
        List<CodeBlock> prose,
        List<MarkdownTable> tables,
        int readable) {

    public ReviewSources {
        objects = List.copyOf(objects);
        documents = List.copyOf(documents);
        terraform = List.copyOf(terraform);
        commands = List.copyOf(commands);
        promql = List.copyOf(promql);
        python = List.copyOf(python);
        prose = List.copyOf(prose);
        tables = List.copyOf(tables);
    }
}
