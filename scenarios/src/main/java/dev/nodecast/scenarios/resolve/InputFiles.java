package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.ScenarioSource;
import dev.nodecast.scenarios.file.value.FileRef;
import dev.nodecast.scenarios.library.BuiltinFiles;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.tree.Limits;
import dev.nodecast.scheduler.manifest.tree.SourceReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Finds what a scenario names, and adds its content to the fingerprint. */
final class InputFiles {

    static final String NOT_FOUND = "NC0605";

    private final ScenarioSource source;
    private final Diagnostics diagnostics;
    private final Fingerprint fingerprint;
    private final SequencedMap<String, SourceMark> missing = new LinkedHashMap<>();

    InputFiles(ScenarioSource source, Diagnostics diagnostics, Fingerprint fingerprint) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.fingerprint = fingerprint;
    }

    /** The texts of a file, of all manifests of a folder, or of a built-in set. */
    List<SourceText> texts(FileRef reference) {
        return reference.builtin() ? builtin(reference) : files(reference);
    }

    /** The path of a trace; empty, with an error reported, where the reference is not set. */
    Optional<Path> trace(FileRef reference, String key) {
        if (reference.text().isBlank()) {
            missing.put(key, reference.mark());
            return Optional.empty();
        }
        return Optional.of(source.resolve(reference));
    }

    /** Reports the traces that are still to be named, in one line. */
    void reportMissing() {
        if (missing.isEmpty()) {
            return;
        }
        StringBuilder settings = new StringBuilder();
        missing.keySet().forEach(key -> settings.append(" --set '").append(key).append("=PATH'"));
        diagnostics.add(Diagnostic.error(
                        NOT_FOUND,
                        missing.sequencedValues().getFirst(),
                        "this scenario needs traces of yours: give them with" + settings)
                .found("no path"));
    }

    void fingerprint(byte[] content) {
        fingerprint.bytes(content);
    }

    private List<SourceText> builtin(FileRef reference) {
        Optional<List<SourceText>> texts = BuiltinFiles.manifests(reference.builtinName());
        if (texts.isEmpty()) {
            diagnostics.add(Diagnostic.error(NOT_FOUND, reference.mark(), "there is no such built-in set of manifests")
                    .found("`" + reference.text() + "`")
                    .expected("one of " + String.join(", ", BuiltinFiles.manifestSets())));
        }
        texts.orElse(List.of()).forEach(this::fingerprint);
        return texts.orElse(List.of());
    }

    private List<SourceText> files(FileRef reference) {
        SourceReader reader = new SourceReader(Limits.DEFAULT, diagnostics);
        List<SourceText> texts = new ArrayList<>();
        for (Path file : reader.filesOf(source.resolve(reference))) {
            reader.file(file).ifPresent(texts::add);
        }
        texts.forEach(this::fingerprint);
        return texts;
    }

    private void fingerprint(SourceText text) {
        fingerprint.bytes(text.text().getBytes(StandardCharsets.UTF_8));
    }
}
