package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Assembles the parser's events into trees with an explicit stack, so that depth and aliases are limited while reading
 * and no input can exhaust the thread's stack.
 */
final class TreeAssembler {

    private final SourceText source;
    private final int lineOffset;
    private final Limits limits;
    private final Diagnostics diagnostics;

    private final List<TreeNode> documents = new ArrayList<>();
    private final Deque<OpenCollection> open = new ArrayDeque<>();
    private final Map<String, Anchored> anchors = new LinkedHashMap<>();
    private long aliasedNodes;

    /** A finished node with an anchor, and how many nodes it stands for; no node while it is still open. */
    private record Anchored(@Nullable TreeNode node, long size) {}

    TreeAssembler(SourceText source, int lineOffset, Limits limits, Diagnostics diagnostics) {
        this.source = source;
        this.lineOffset = lineOffset;
        this.limits = limits;
        this.diagnostics = diagnostics;
    }

    List<TreeNode> documents() {
        return documents;
    }

    /** Takes the next event; refuses the document with {@link InvalidInput} where it cannot go on. */
    void accept(Event event) {
        switch (event) {
            case DocumentStartEvent start -> anchors.clear();
            case MappingStartEvent start -> open(start, new OpenMap(mark(start), anchorOf(start), diagnostics));
            case SequenceStartEvent start -> open(start, new OpenList(mark(start), anchorOf(start)));
            case MappingEndEvent end -> close();
            case SequenceEndEvent end -> close();
            case ScalarEvent scalar -> scalar(scalar);
            case AliasEvent alias -> alias(alias);
            default -> {}
        }
    }

    private void open(NodeEvent event, OpenCollection collection) {
        if (open.size() >= limits.depthMax()) {
            throw new InvalidInput(
                    Diagnostic.error(ManifestRule.LIMIT.id(), mark(event), "maps and lists are nested too deeply")
                            .found("more than " + limits.depthMax() + " levels")
                            .expected("at most " + limits.depthMax() + " levels; Kubernetes objects need about 20"));
        }
        if (collection.anchor() != null) {
            anchors.put(collection.anchor(), new Anchored(null, 0));
        }
        open.push(collection);
    }

    private void close() {
        OpenCollection closed = open.pop();
        TreeNode node = closed.close();
        if (closed.anchor() != null) {
            anchors.put(closed.anchor(), new Anchored(node, closed.size()));
        }
        add(node, closed.size(), false);
    }

    private void scalar(ScalarEvent event) {
        ScalarNode node = new ScalarNode(mark(event), event.getValue(), kind(event));
        String anchor = anchorOf(event);
        if (anchor != null) {
            anchors.put(anchor, new Anchored(node, 1));
        }
        add(node, 1, event.isPlain());
    }

    private void alias(AliasEvent event) {
        String name = event.getAlias().getValue();
        Anchored anchored = anchors.get(name);
        if (anchored == null || anchored.node() == null) {
            String reason =
                    anchored == null ? "no anchor of this name stands before it" : "it stands inside its own anchor";
            throw new InvalidInput(Diagnostic.error(ManifestRule.ALIAS.id(), mark(event), "an alias refers to nothing")
                    .found("`*" + name + "`, but " + reason)
                    .expected("an anchor `&" + name + "` on an earlier value of this document")
                    .help("quote the value if it is meant to be text beginning with `*`"));
        }
        aliasedNodes += anchored.size();
        if (aliasedNodes > limits.aliasedNodesMax()) {
            throw new InvalidInput(
                    Diagnostic.error(ManifestRule.LIMIT.id(), mark(event), "aliases stand for too much text")
                            .found("more than " + limits.aliasedNodesMax() + " values through aliases")
                            .expected("at most " + limits.aliasedNodesMax())
                            .help("write the values out; aliases of aliases grow without bound"));
        }
        add(anchored.node(), anchored.size(), false);
    }

    private void add(TreeNode node, long size, boolean plain) {
        OpenCollection parent = open.peek();
        if (parent != null) {
            parent.add(node, size, plain);
        } else if (!(node instanceof ScalarNode scalar && scalar.isNull())) {
            documents.add(node);
        }
    }

    private ScalarKind kind(ScalarEvent event) {
        Optional<String> tag = event.getTag();
        if (tag.isEmpty() || tag.get().equals("!")) {
            return event.isPlain() && tag.isEmpty() ? ScalarKind.ofPlain(event.getValue()) : ScalarKind.STRING;
        }
        return switch (tag.get()) {
            case "tag:yaml.org,2002:str" -> ScalarKind.STRING;
            case "tag:yaml.org,2002:int",
                    "tag:yaml.org,2002:float",
                    "tag:yaml.org,2002:bool",
                    "tag:yaml.org,2002:null" -> ScalarKind.ofPlain(event.getValue());
            default ->
                throw new InvalidInput(Diagnostic.error(
                                ManifestRule.YAML_FEATURE.id(), mark(event), "Kubernetes objects have no YAML tags")
                        .found("`" + tag.get() + "`")
                        .expected("a plain value")
                        .help("remove the tag, or quote the value if it is meant to be text beginning with `!`"));
        };
    }

    private static @Nullable String anchorOf(NodeEvent event) {
        return event.getAnchor().map(Anchor::getValue).orElse(null);
    }

    private SourceMark mark(Event event) {
        Optional<Mark> start = event.getStartMark();
        Optional<Mark> end = event.getEndMark();
        if (start.isEmpty() || end.isEmpty()) {
            return source.whole();
        }
        Mark from = start.get();
        boolean oneLine = end.get().getLine() == from.getLine() && !(event instanceof MappingStartEvent);
        int length = oneLine ? Math.max(1, end.get().getColumn() - from.getColumn()) : 1;
        return new SourceMark(source, lineOffset + from.getLine() + 1, from.getColumn() + 1, length);
    }
}
