package dev.nodecast.cli;

import dev.nodecast.cli.screen.AutoscalerScreen;
import dev.nodecast.scenarios.file.value.TimeSpans;
import dev.nodecast.scenarios.hpa.AutoscalerStudy;
import dev.nodecast.scenarios.hpa.GapRule;
import dev.nodecast.scenarios.hpa.HpaStudyJson;
import dev.nodecast.scenarios.hpa.HpaTrajectoryReader;
import dev.nodecast.scenarios.hpa.HpaVectorReader;
import dev.nodecast.scenarios.hpa.MeasuredMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nodecast hpa}: what an autoscaler would have done, without a cluster. */
@Command(
        name = "hpa",
        mixinStandardHelpOptions = true,
        description = {
            "Replays a metric series through a HorizontalPodAutoscaler or a KEDA ScaledObject and prints the desired"
                    + " replicas and the reason at each sync. The series does not react to the replicas.",
            "The first column of the series is the time (time_s, or timestamp); each metric takes the column of its name,"
                    + " a single metric the single column. Values of Pods and resource metrics are totals (cores, bytes)"
                    + " that the ready pods share."
        })
final class HpaCommand implements Callable<Integer> {

    /** How a replay is printed. */
    enum ReplayFormat {
        TABLE,
        CHART,
        JSON
    }

    @Option(
            names = "--hpa",
            paramLabel = "FILE",
            description = "Manifest of the autoscaler, its target beside it or not.")
    private @Nullable Path manifest;

    @Option(names = "--metrics", paramLabel = "SERIES", description = "CSV, or JSON of Prometheus' query_range.")
    private @Nullable Path series;

    @Option(names = "--name", description = "Which autoscaler, where the file holds several.")
    private @Nullable String name;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "Replicas at the start (default: of the Deployment in the file, else the minimum).")
    private @Nullable Integer replicas;

    @Option(
            names = "--pod-startup",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = "From a pod's creation to its readiness, such as 90s (default: 0s).")
    private String podStartup = "0s";

    @Option(
            names = "--gaps",
            defaultValue = "REFUSE",
            description =
                    "What a hole in the series means: refuse, missing (as in an outage), or hold (default: refuse).")
    private GapRule gaps = GapRule.REFUSE;

    @Option(
            names = "--kubernetes-version",
            paramLabel = "1.N",
            defaultValue = "1.37",
            description = "Version of the cluster (default: 1.37).")
    private String kubernetesVersion = "1.37";

    @Option(names = "--format", defaultValue = "TABLE", description = "table, chart or json (default: table).")
    private ReplayFormat format = ReplayFormat.TABLE;

    @Option(
            names = "--vectors",
            paramLabel = "FILE",
            description = "Single syncs as recorded from a real controller; prints one object {id: expected}.")
    private @Nullable Path vectors;

    @Option(
            names = "--trajectory",
            paramLabel = "FILE",
            description = "One recorded trajectory; prints {metricDesired, stabilized, desired}.")
    private @Nullable Path trajectory;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() {
        if (vectors != null) {
            only(manifest == null && series == null && trajectory == null, "--vectors");
            print(Json.text(HpaStudyJson.ofVectors(HpaVectorReader.read(vectors), minor())) + "\n");
        } else if (trajectory != null) {
            only(manifest == null && series == null, "--trajectory");
            HpaFeatures features = HpaFeatures.ofMinorVersion(minor());
            print(Json.text(HpaStudyJson.ofTrajectory(
                            HpaTrajectoryReader.read(trajectory).replay(features)))
                    + "\n");
        } else if (manifest != null && series != null) {
            replay(manifest, series);
        } else {
            throw refused("found " + (manifest == null ? "no --hpa" : "no --metrics")
                    + ", expected --hpa FILE with --metrics SERIES, or --vectors FILE, or --trajectory FILE");
        }
        return ExitCode.DONE;
    }

    private void replay(Path hpa, Path measured) {
        AutoscalerStudy.Report report = AutoscalerStudy.run(hpa, MeasuredMetrics.read(measured, gaps), settings());
        for (Diagnostic warning : report.warnings()) {
            spec.commandLine().getErr().println(Terminal.renderer().render(warning));
        }
        print(
                switch (format) {
                    case TABLE -> AutoscalerScreen.table(report);
                    case CHART -> AutoscalerScreen.chart(report);
                    case JSON -> Json.text(HpaStudyJson.of(report)) + "\n";
                });
    }

    private AutoscalerStudy.Settings settings() {
        if (replicas != null && replicas < 0) {
            throw refused("--replicas: found " + replicas + ", expected 0 or more");
        }
        return new AutoscalerStudy.Settings(
                Optional.ofNullable(name),
                replicas == null ? OptionalInt.empty() : OptionalInt.of(replicas),
                startupNs(),
                minor());
    }

    private long startupNs() {
        return TimeSpans.parseNs(podStartup)
                .orElseThrow(() -> refused("--pod-startup: found " + podStartup + ", expected " + TimeSpans.EXPECTED));
    }

    private int minor() {
        if (!kubernetesVersion.matches("1\\.\\d{1,3}(\\.\\d+)?")) {
            throw refused("--kubernetes-version: found " + kubernetesVersion + ", expected one such as 1.34");
        }
        return Integer.parseInt(kubernetesVersion.split("\\.", -1)[1]);
    }

    private void only(boolean alone, String option) {
        if (!alone) {
            throw refused(option + " stands alone: it reads everything from its file");
        }
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private CommandLine.ParameterException refused(String why) {
        return new CommandLine.ParameterException(spec.commandLine(), why);
    }
}
