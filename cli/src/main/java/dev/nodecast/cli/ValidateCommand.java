package dev.nodecast.cli;

import dev.nodecast.scheduler.catalog.Catalogue;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.review.Review;
import dev.nodecast.scheduler.review.ReviewResult;
import dev.nodecast.scheduler.review.system.ReviewContext;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nodecast validate}: what is wrong with a design, before anything is run. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Reviews manifests and what surrounds them as one system: Kubernetes YAML, ServiceMonitor and dashboard JSON,",
            "Terraform, and the fenced blocks and tables of Markdown documents."
        })
final class ValidateCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files and folders; - for standard input.")
    private List<Path> files = List.of();

    @Option(names = "--format", defaultValue = "TEXT", description = "text or json (default: text).")
    private Format format = Format.TEXT;

    @Option(names = "--kubernetes-version", description = "Such as 1.31; by default as the Terraform code says.")
    private @Nullable String kubernetesVersion;

    @Option(names = "--region", description = "Such as ap-northeast-2; by default as the zones in the files say.")
    private @Nullable String region;

    @Option(
            names = "--today",
            paramLabel = "DATE",
            description = "Judge support periods as of this day (default: today).")
    private @Nullable LocalDate today;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        ReviewContext context = new ReviewContext(
                today == null ? LocalDate.now(ZoneOffset.UTC) : today,
                Optional.ofNullable(kubernetesVersion),
                Optional.ofNullable(region),
                Catalogue.bundled());
        ReviewResult result = Review.of(files, System.in, context);
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            out.println(Json.text(asJson(result.diagnostics())));
        } else {
            out.print(Terminal.renderer().render(result.diagnostics()));
            if (result.diagnostics().list().isEmpty()) {
                out.println("nothing to complain about");
            }
        }
        out.flush();
        if (!result.anythingReadable()) {
            return ExitCode.BAD_INPUT;
        }
        return result.hasErrors() ? ExitCode.NOT_AS_WISHED : ExitCode.DONE;
    }

    private static Map<String, Object> asJson(Diagnostics diagnostics) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schemaVersion", 1);
        json.put("errors", diagnostics.count(Severity.ERROR));
        json.put("warnings", diagnostics.count(Severity.WARNING));
        json.put("notes", diagnostics.count(Severity.NOTE));
        List<Map<String, Object>> findings = new ArrayList<>();
        diagnostics.list().forEach(diagnostic -> findings.add(asJson(diagnostic)));
        json.put("findings", findings);
        return json;
    }

    private static Map<String, Object> asJson(Diagnostic diagnostic) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("severity", diagnostic.severity().word());
        json.put("rule", diagnostic.ruleId());
        json.put("file", diagnostic.mark().file());
        json.put("line", diagnostic.mark().line());
        json.put("column", diagnostic.mark().column());
        put(json, "field", diagnostic.fieldPath().isEmpty() ? null : diagnostic.fieldPath());
        json.put("message", diagnostic.message());
        put(json, "found", diagnostic.found());
        put(json, "expected", diagnostic.expected());
        put(json, "consequence", diagnostic.consequence());
        put(json, "help", diagnostic.help());
        return json;
    }

    private static void put(Map<String, Object> json, String key, @Nullable String value) {
        if (value != null) {
            json.put(key, value);
        }
    }
}
