package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.RecordReader;
import dev.nodecast.scenarios.file.binding.RecordSchema;
import dev.nodecast.scenarios.file.value.ScenarioValues;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Limits;
import dev.nodecast.scheduler.manifest.tree.Reading;
import dev.nodecast.scheduler.manifest.tree.SourceReader;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.manifest.tree.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads scenario files. Every problem is reported with its place; unknown keys are errors. */
public final class ScenarioReader {

    /** A scenario is small; larger files are refused. */
    private static final Limits LIMITS = new Limits(16L << 20, 50, 1_000);

    private final Diagnostics diagnostics;

    public ScenarioReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The text of a scenario file; empty, with an error reported, where there is none. */
    public Optional<ScenarioSource> open(Path file) {
        return new SourceReader(LIMITS, diagnostics).file(file).map(text -> {
            Path folder = file.toAbsolutePath().getParent();
            return new ScenarioSource(text, folder == null ? Path.of("") : folder);
        });
    }

    /**
     * What a scenario says with some values set from outside; empty where it cannot be read at all. What was reported as an
     * error has its default in the result.
     */
    public Optional<ScenarioFile> read(ScenarioSource source, List<Setting> settings) {
        List<TreeNode> documents = new YamlReader(LIMITS, diagnostics).read(source.text());
        if (documents.size() > 1) {
            diagnostics.add(Diagnostic.error("NC0602", documents.get(1).mark(), "a scenario is one YAML document")
                    .found(documents.size() + " documents")
                    .expected("one")
                    .help("put Kubernetes manifests into files of their own and name them under `manifests`"));
        }
        if (documents.isEmpty()) {
            return Optional.empty();
        }
        TreeNode tree = documents.getFirst();
        SettingTree setter = new SettingTree(diagnostics);
        for (Setting setting : settings) {
            tree = setter.apply(tree, setting);
        }
        Field root = Field.root(tree, Reading.strict(diagnostics));
        Optional<ScenarioFile> file = new RecordReader(ScenarioValues.forms()).read(root, ScenarioFile.class);
        file.ifPresent(read -> ScenarioChecks.check(read, root.node(), diagnostics));
        return file;
    }

    /** The file's JSON Schema, as maps, lists and scalars. */
    public static Map<String, Object> schema() {
        return new RecordSchema(ScenarioValues.forms()).of(ScenarioFile.class, "Nodecast scenario");
    }

    /** Dotted paths of all keys of the file, {@code []} for an item and {@code *} for a free key. */
    public static List<String> paths() {
        return new RecordSchema(ScenarioValues.forms()).paths(ScenarioFile.class);
    }
}
