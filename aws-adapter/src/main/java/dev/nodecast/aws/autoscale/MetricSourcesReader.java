package dev.nodecast.aws.autoscale;

import dev.nodecast.aws.autoscale.source.Credential;
import dev.nodecast.aws.autoscale.source.Sources;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.manifest.tree.Reading;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.manifest.tree.YamlReader;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the file of {@code --metric-sources}. */
public final class MetricSourcesReader {

    private final Diagnostics diagnostics;
    private final Map<String, Credential> credentials = new LinkedHashMap<>();
    private final List<MetricSeries> series = new ArrayList<>();

    public MetricSourcesReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** What the file says; problems go to the diagnostics. */
    public MetricSources read(SourceText source) {
        for (TreeNode document : new YamlReader(diagnostics).read(source)) {
            var _ = Field.root(document, Reading.strict(diagnostics)).map(this::root);
        }
        return new MetricSources(series, credentials);
    }

    private Fields root(Fields root) {
        root.maps("credentials", MetricSourcesReader::credential)
                .forEach(each -> credentials.put(each.address(), each));
        series.addAll(root.maps("series", this::series));
        return root;
    }

    private static Credential credential(Fields fields) {
        fields.require("address");
        return new Credential(
                fields.text("address").orElse(""),
                fields.text("username").orElse(""),
                fields.text("secretFile").map(Path::of).orElse(null),
                fields.text("caFile").map(Path::of).orElse(null));
    }

    private MetricSeries series(Fields fields) {
        fields.require("metric", "type", "metadata");
        ScaleTrigger trigger = ScaleTrigger.of(fields.text("type").orElse(""), fields.textMap("metadata"));
        problem(trigger).ifPresent(problem -> fields.add(fields.problem(ManifestRule.NOT_ALLOWED, problem)));
        return new MetricSeries(
                fields.text("metric").orElse(""),
                fields.text("namespace").orElse(""),
                Labels.of(fields.textMap("labels")),
                trigger);
    }

    /** What is wrong with a source; nothing is asked of it yet. */
    private Optional<String> problem(ScaleTrigger trigger) {
        try (Sources tried = new Sources(credentials)) {
            var _ = tried.of(trigger);
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }
}
