package dev.nodecast.scheduler.review;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.InputReader;
import dev.nodecast.scheduler.review.source.ReviewSources;
import dev.nodecast.scheduler.review.system.ReviewContext;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Reads inputs, takes them as one system, and runs every rule on it. */
public final class Review {

    private Review() {}

    /**
     * Reviews files and folders as one system.
     *
     * @param paths files of any kind the review knows, folders, and {@code -} for {@code stdin}
     * @param stdin read where a path is {@code -}
     */
    public static ReviewResult of(List<Path> paths, InputStream stdin, ReviewContext context) {
        Diagnostics diagnostics = new Diagnostics();
        return review(InputReader.read(paths, stdin, diagnostics), context, diagnostics);
    }

    /** Reviews texts as one system; their names' endings, or else their contents, say what they are. */
    public static ReviewResult ofTexts(List<SourceText> texts, ReviewContext context) {
        Diagnostics diagnostics = new Diagnostics();
        return review(InputReader.readTexts(texts, diagnostics), context, diagnostics);
    }

    private static ReviewResult review(ReviewSources sources, ReviewContext context, Diagnostics diagnostics) {
        Diagnostics reading = new Diagnostics();
        Manifests manifests = new ManifestReader(reading).readTrees(sources.objects());
        reading.list().stream().filter(d -> !isAboutSkipping(d)).forEach(diagnostics::add);
        ReviewedSystem system = new ReviewedSystem(sources, manifests, context);
        for (Rule rule : Rules.all()) {
            rule.check(system, diagnostics);
        }
        return new ReviewResult(diagnostics, sources.readable() > 0);
    }

    /** That an object is of no use for a simulation says nothing about its quality. */
    private static boolean isAboutSkipping(Diagnostic diagnostic) {
        return diagnostic.severity() == Severity.NOTE && diagnostic.ruleId().equals(ManifestRule.SKIPPED_KIND.id());
    }
}
