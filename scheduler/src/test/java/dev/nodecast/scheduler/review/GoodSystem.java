package dev.nodecast.scheduler.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.review.system.ReviewContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A system without a fault, of which tests spoil one thing at a time; so each test of a rule also shows when it is silent. */
record GoodSystem(Map<String, String> texts, LocalDate today) {

    private static final List<String> FILES =
            List.of("eks.tf", "install.sh", "karpenter.yaml", "worker.yaml", "hpa.yaml", "dashboard.json", "design.md");

    static GoodSystem load() {
        Map<String, String> texts = new LinkedHashMap<>();
        FILES.forEach(file -> texts.put(file, resource("good/" + file)));
        return new GoodSystem(texts, LocalDate.of(2026, 11, 22));
    }

    private static String resource(String name) {
        try (InputStream in = GoodSystem.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with a part of a file replaced, which must be there. */
    GoodSystem replacing(String file, String part, String replacement) {
        assertThat(texts.get(file)).contains(part);
        return with(file, texts.get(file).replace(part, replacement));
    }

    /** The same with another or a new file. */
    GoodSystem with(String file, String text) {
        Map<String, String> changed = new LinkedHashMap<>(texts);
        changed.put(file, text);
        return new GoodSystem(changed, today);
    }

    GoodSystem without(String... files) {
        Map<String, String> changed = new LinkedHashMap<>(texts);
        List.of(files).forEach(changed::remove);
        return new GoodSystem(changed, today);
    }

    GoodSystem on(LocalDate day) {
        return new GoodSystem(texts, day);
    }

    ReviewResult review() {
        List<SourceText> sources = texts.entrySet().stream()
                .map(e -> SourceText.of(e.getKey(), e.getValue()))
                .toList();
        return Review.ofTexts(sources, ReviewContext.asOf(today));
    }

    List<Diagnostic> findings(String id) {
        return review().diagnostics().list().stream()
                .filter(d -> d.ruleId().equals(id))
                .toList();
    }

    /** The one finding of a rule. */
    Diagnostic finding(String id) {
        List<Diagnostic> found = findings(id);
        assertThat(found).as("findings of " + id).hasSize(1);
        return found.getFirst();
    }

    /** That the rule says nothing, or only notes. */
    void isFineFor(String id) {
        assertThat(findings(id).stream().filter(d -> d.severity() != Severity.NOTE))
                .as("findings of " + id)
                .isEmpty();
    }

    /** That the rule says nothing at all. */
    void isSilentFor(String id) {
        assertThat(findings(id)).as("findings of " + id).isEmpty();
    }
}
