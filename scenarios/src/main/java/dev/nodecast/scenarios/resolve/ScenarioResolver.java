package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.ScenarioFile;
import dev.nodecast.scenarios.file.ScenarioReader;
import dev.nodecast.scenarios.file.ScenarioSource;
import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.file.value.FileRef;
import dev.nodecast.scheduler.catalog.Catalogue;
import dev.nodecast.scheduler.catalog.PriceBook;
import dev.nodecast.scheduler.catalog.UserPriceFiles;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.manifest.tree.Limits;
import dev.nodecast.scheduler.review.Review;
import dev.nodecast.scheduler.review.system.ReviewContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a scenario and everything that it names. All problems are found before the first one is reported. */
public final class ScenarioResolver {

    /** Rules of files that cannot be read at all; they end the run whatever the scenario says of manifest errors. */
    private static final String UNREADABLE_RULES = "NC01";

    /** Rules of the reader itself; the review repeats what it says. */
    private static final String READER_RULES = "NC0";

    private final ScenarioSource source;
    private final List<Setting> settings;
    private final Diagnostics diagnostics = new Diagnostics();
    private final Fingerprint fingerprint = new Fingerprint();
    private final List<SourceText> manifestTexts = new ArrayList<>();

    private ScenarioResolver(ScenarioSource source, List<Setting> settings) {
        this.source = source;
        this.settings = settings;
    }

    /**
     * The scenario with these values set from outside, ready to run.
     *
     * @throws InvalidInput with every problem, where there is at least one error
     */
    public static Scenario resolve(ScenarioSource source, List<Setting> settings) {
        return new ScenarioResolver(source, settings).resolve();
    }

    private Scenario resolve() {
        ScenarioFile file = new ScenarioReader(diagnostics)
                .read(source, settings)
                .orElseThrow(() -> new InvalidInput(diagnostics.list()));
        fingerprint.value(file);
        InputFiles files = new InputFiles(source, diagnostics, fingerprint);
        Manifests manifests = manifests(file, files);
        PriceBook prices = prices(file, files);
        TraceInputs traces = new TraceLoader(files, diagnostics).load(file);
        diagnostics.throwIfErrors();
        Scenario scenario = new Scenario(file, fingerprint.hex(), manifests, prices, traces, List.of());
        WorldChecks.check(scenario, diagnostics);
        SupplyChecks.check(scenario, diagnostics);
        review(file);
        diagnostics.throwIfErrors();
        return new Scenario(file, scenario.hash(), manifests, prices, traces, warnings());
    }

    private Manifests manifests(ScenarioFile file, InputFiles files) {
        List<SourceText> texts = new ArrayList<>();
        for (FileRef reference : file.manifests()) {
            texts.addAll(files.texts(reference));
        }
        Diagnostics found = new Diagnostics();
        Manifests manifests = texts.isEmpty()
                ? Manifests.NONE
                : new ManifestReader(
                                found,
                                Limits.DEFAULT,
                                file.start().atZone(file.timeZone()).toInstant())
                        .readTexts(texts);
        boolean goOn = file.manifestErrors() == ScenarioFile.ManifestErrors.WARN;
        for (Diagnostic diagnostic : found.list()) {
            boolean unreadable = diagnostic.ruleId().startsWith(UNREADABLE_RULES);
            boolean demote = goOn && !unreadable && diagnostic.severity() == Severity.ERROR;
            diagnostics.add(demote ? diagnostic.severity(Severity.WARNING) : diagnostic);
        }
        manifestTexts.addAll(texts);
        return manifests;
    }

    /** What the review rules say of the manifests stands in the warnings; it does not end the run. */
    private void review(ScenarioFile file) {
        if (manifestTexts.isEmpty()) {
            return;
        }
        ReviewContext context = new ReviewContext(
                file.start().toLocalDate(),
                Optional.of(file.cluster().kubernetesVersion()),
                Optional.of(file.region()),
                Catalogue.bundled());
        for (Diagnostic diagnostic :
                Review.ofTexts(manifestTexts, context).diagnostics().list()) {
            boolean rule = !diagnostic.ruleId().startsWith(READER_RULES);
            if (rule && diagnostic.severity() != Severity.NOTE) {
                diagnostics.add(diagnostic.severity(Severity.WARNING));
            }
        }
    }

    private PriceBook prices(ScenarioFile file, InputFiles files) {
        Catalogue catalogue = Catalogue.bundled();
        List<SourceText> texts = new ArrayList<>();
        file.prices().forEach(reference -> texts.addAll(files.texts(reference)));
        String region = catalogue.regions().contains(file.region()) ? file.region() : ScenarioFile.DEFAULTS.region();
        return PriceBook.of(catalogue.region(region), UserPriceFiles.read(texts, catalogue, diagnostics));
    }

    private List<String> warnings() {
        Set<String> warnings = new LinkedHashSet<>();
        for (Diagnostic diagnostic : diagnostics.list(Severity.WARNING)) {
            StringBuilder text = new StringBuilder(diagnostic.oneLine());
            if (diagnostic.consequence() != null) {
                text.append("; ").append(diagnostic.consequence());
            }
            warnings.add(text.toString());
        }
        if (diagnostics.suppressed() > 0) {
            warnings.add(diagnostics.suppressed() + " further warnings of the same kinds are not listed");
        }
        return List.copyOf(warnings);
    }
}
