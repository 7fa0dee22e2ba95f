package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.tree.Limits;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.SourceReader;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.manifest.tree.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads files, folders and standard input of every kind that a review looks at. Problems go to the diagnostics. */
public final class InputReader {

    private static final int OBJECT_KEYS = 1;

    private final Diagnostics diagnostics;
    private final Limits limits;
    private final List<TreeNode> objects = new ArrayList<>();
    private final List<MapNode> documents = new ArrayList<>();
    private final List<HclBlock> terraform = new ArrayList<>();
    private final List<ShellCommand> commands = new ArrayList<>();
    private final List<PromqlSelector> promql = new ArrayList<>();
    private final List<CodeBlock> python = new ArrayList<>();
    private final List<CodeBlock> prose = new ArrayList<>();
    private final List<MarkdownTable> tables = new ArrayList<>();
    private int readable;

    private InputReader(Diagnostics diagnostics, Limits limits) {
        this.diagnostics = diagnostics;
        this.limits = limits;
    }

    /** Reads paths: files, folders with all they hold of known kinds, and {@code -} for {@code stdin}. */
    public static ReviewSources read(List<Path> paths, InputStream stdin, Diagnostics diagnostics) {
        InputReader reader = new InputReader(diagnostics, Limits.DEFAULT);
        SourceReader files = new SourceReader(Limits.DEFAULT, diagnostics);
        for (Path path : paths) {
            if (path.toString().equals("-")) {
                files.stream(ManifestReader.STDIN, stdin).ifPresent(text -> reader.text(text, false));
            } else if (Files.isDirectory(path)) {
                reader.filesBelow(path).forEach(file -> files.file(file).ifPresent(text -> reader.text(text, true)));
            } else {
                files.file(path).ifPresent(text -> reader.text(text, false));
            }
        }
        return reader.sources();
    }

    /** Reads texts that are already in memory; their names say what they are. */
    public static ReviewSources readTexts(List<SourceText> texts, Diagnostics diagnostics) {
        InputReader reader = new InputReader(diagnostics, Limits.DEFAULT);
        texts.forEach(text -> reader.text(text, false));
        return reader.sources();
    }

    private ReviewSources sources() {
        return new ReviewSources(objects, documents, terraform, commands, promql, python, prose, tables, readable);
    }

    private List<Path> filesBelow(Path folder) {
        List<Path> files;
        try (Stream<Path> below = Files.walk(folder)) {
            files = below.filter(Files::isRegularFile)
                    .filter(file ->
                            InputKind.ofName(file.getFileName().toString()).isPresent())
                    .filter(file -> !isHidden(folder, file))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException problem) {
            diagnostics.add(Diagnostic.error(
                            ManifestRule.UNREADABLE.id(),
                            SourceText.named(folder.toString()).whole(),
                            "the folder cannot be read")
                    .found(problem.getClass().getSimpleName() + ": " + problem.getMessage()));
            return List.of();
        }
        if (files.isEmpty()) {
            diagnostics.add(
                    Diagnostic.error(
                                    ManifestRule.EMPTY.id(),
                                    SourceText.named(folder.toString()).whole(),
                                    "the folder holds nothing that can be reviewed")
                            .expected(
                                    "at least one *.yaml, *.yml, *.json, *.tf, *.md, *.sh, *.py or *.promql file in it or below it"));
        }
        return files;
    }

    private static boolean isHidden(Path folder, Path file) {
        for (Path part : folder.relativize(file)) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private void text(SourceText text, boolean inFolder) {
        diagnostics.opened(text.name());
        if (text.text().isBlank()) {
            diagnostics.add(Diagnostic.error(ManifestRule.EMPTY.id(), text.whole(), "there is nothing to read here")
                    .found(text.text().isEmpty() ? "no text at all" : "only blank lines")
                    .expected("Kubernetes YAML, JSON, Terraform or Markdown"));
            return;
        }
        int before = size();
        InputKind kind = InputKind.of(text);
        if (kind == InputKind.MARKDOWN) {
            markdown(text);
        } else {
            block(kind, CodeBlock.whole("", text), inFolder, false);
        }
        readable += size() > before ? 1 : 0;
        if (size() == before && kind != InputKind.YAML && kind != InputKind.JSON) {
            nothingIn(text, kind);
        }
    }

    private int size() {
        return objects.size()
                + documents.size()
                + terraform.size()
                + commands.size()
                + promql.size()
                + python.size()
                + prose.size()
                + tables.size();
    }

    private void nothingIn(SourceText text, InputKind kind) {
        boolean reported =
                diagnostics.list().stream().anyMatch(d -> d.mark().file().equals(text.name()));
        if (reported) {
            return;
        }
        Diagnostic diagnostic =
                Diagnostic.error(ManifestRule.EMPTY.id(), text.whole(), "there is nothing to review in this file");
        diagnostics.add(
                kind == InputKind.MARKDOWN
                        ? diagnostic
                                .found("Markdown without fenced blocks and tables")
                                .expected("fenced yaml, json, hcl, bash, promql or python blocks")
                        : diagnostic.found("only comments").expected("at least one block or command"));
    }

    private void markdown(SourceText text) {
        MarkdownReader markdown = new MarkdownReader(text);
        tables.addAll(markdown.tables());
        for (CodeBlock block : markdown.blocks()) {
            if (!block.text().isBlank()) {
                InputKind.ofLanguage(block.language())
                        .ifPresentOrElse(kind -> block(kind, block, true, true), () -> prose.add(block));
            }
        }
    }

    private void block(InputKind kind, CodeBlock block, boolean looseDocuments, boolean quoted) {
        SourceText source = block.source();
        int first = block.firstLine();
        int last = block.lastLine();
        switch (kind) {
            case YAML, JSON -> trees(block, looseDocuments || kind == InputKind.JSON, quoted);
            case TERRAFORM -> {
                Diagnostics found = new Diagnostics();
                terraform.addAll(HclReader.read(source, first, last, found).blocks());
                keep(found, quoted);
            }
            case SHELL -> commands.addAll(ShellReader.read(source, first, last));
            case PROMQL -> promql.addAll(PromqlReader.read(source, first, last));
            case PYTHON -> python.add(block);
            case MARKDOWN -> markdown(source);
        }
    }

    /** A block of a text may be shortened or hold placeholders: what cannot be read there is no error of the system. */
    private void keep(Diagnostics found, boolean quoted) {
        for (Diagnostic diagnostic : found.list()) {
            boolean demoted = quoted && diagnostic.severity() == Severity.ERROR;
            diagnostics.add(demoted ? diagnostic.severity(Severity.WARNING) : diagnostic);
        }
    }

    private void trees(CodeBlock block, boolean looseDocuments, boolean quoted) {
        Diagnostics found = new Diagnostics();
        List<TreeNode> trees = new YamlReader(limits, found).read(block.source(), block.firstLine(), block.lastLine());
        keep(found, quoted);
        for (TreeNode tree : trees) {
            boolean object = tree instanceof MapNode map && isObject(map);
            if (object || !looseDocuments) {
                objects.add(tree);
            } else if (tree instanceof MapNode map) {
                document(map, quoted);
            } else if (quoted) {
                prose.add(block);
            } else {
                leftAlone(tree);
            }
        }
    }

    private void document(MapNode map, boolean quoted) {
        documents.add(map);
        if (!quoted && !Dashboard.is(map)) {
            leftAlone(map);
        }
    }

    private void leftAlone(TreeNode tree) {
        diagnostics.add(Diagnostic.note(
                ManifestRule.NOT_AN_OBJECT.id(),
                tree.mark(),
                "this is neither a Kubernetes object nor a dashboard and is left alone"));
    }

    private static boolean isObject(MapNode map) {
        int keys =
                (map.get("apiVersion").isPresent() ? 1 : 0) + (map.get("kind").isPresent() ? 1 : 0);
        return keys >= OBJECT_KEYS && !Dashboard.is(map);
    }
}
