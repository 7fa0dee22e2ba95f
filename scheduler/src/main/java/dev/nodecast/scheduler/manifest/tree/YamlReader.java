package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 or JSON text into trees, one for each document that is not empty.
 *
 * <p>Documents are parsed one by one: a broken one is reported and left out, the others are read. Anchors, aliases and
 * merge keys are resolved within {@link Limits}; duplicate keys are errors, as they are for the API server.
 */
public final class YamlReader {

    /** Building the settings costs more than parsing a small document. */
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

    private final Limits limits;
    private final Diagnostics diagnostics;

    /** Reports to these diagnostics; {@link Limits#DEFAULT} hold. */
    public YamlReader(Diagnostics diagnostics) {
        this(Limits.DEFAULT, diagnostics);
    }

    /** Reports to these diagnostics; these limits hold. */
    public YamlReader(Limits limits, Diagnostics diagnostics) {
        this.limits = limits;
        this.diagnostics = diagnostics;
    }

    /** The documents of a text; an error is reported where it has none at all. */
    public List<TreeNode> read(SourceText source) {
        return read(source, 1, source.lineCount());
    }

    /**
     * The documents in some lines of a text, such as a fenced block of a Markdown file. Marks count lines from the start
     * of the whole text.
     */
    public List<TreeNode> read(SourceText source, int firstLine, int lastLine) {
        diagnostics.opened(source.name());
        int errorsBefore = diagnostics.count(Severity.ERROR);
        List<TreeNode> documents = new ArrayList<>();
        for (DocumentSplitter.Lines lines : new DocumentSplitter(source).split(firstLine, lastLine)) {
            readDocument(source, lines, documents);
        }
        boolean silent = errorsBefore == diagnostics.count(Severity.ERROR);
        if (documents.isEmpty() && silent) {
            diagnostics.add(Diagnostic.error(ManifestRule.EMPTY.id(), source.whole(), "there is nothing to read here")
                    .found(source.text().isEmpty() ? "no text at all" : "only blank lines and comments")
                    .expected("at least one YAML or JSON document"));
        }
        return documents;
    }

    private void readDocument(SourceText source, DocumentSplitter.Lines lines, List<TreeNode> documents) {
        String text = source.text().substring(source.lineStart(lines.first()), source.lineStart(lines.last() + 1));
        TreeAssembler assembler = new TreeAssembler(source, lines.first() - 1, limits, diagnostics);
        try {
            for (Event event : new Parse(SETTINGS).parseString(Json.withoutTabs(text))) {
                assembler.accept(event);
            }
            documents.addAll(assembler.documents());
        } catch (InvalidInput refused) {
            diagnostics.addAll(refused.diagnostics());
        } catch (YamlEngineException broken) {
            diagnostics.add(new SyntaxProblem(source, lines, text).describe(broken));
        }
    }
}
