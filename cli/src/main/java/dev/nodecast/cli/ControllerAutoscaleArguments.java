package dev.nodecast.cli;

import dev.nodecast.aws.autoscale.AutoscaleSettings;
import dev.nodecast.aws.autoscale.AutoscaleSettings.CertificateFiles;
import dev.nodecast.aws.autoscale.AutoscaleSettings.Mode;
import dev.nodecast.aws.autoscale.AutoscaleSettings.ServiceAddress;
import dev.nodecast.aws.autoscale.AutoscaleSettings.Serving;
import dev.nodecast.aws.autoscale.LiveHpa;
import dev.nodecast.aws.autoscale.MetricSources;
import dev.nodecast.aws.autoscale.MetricSourcesReader;
import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.manifest.grammar.Durations;
import dev.nodecast.scheduler.manifest.tree.Limits;
import dev.nodecast.scheduler.manifest.tree.SourceReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What the controller has to do with the autoscaling of pods. */
final class ControllerAutoscaleArguments {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long LONGEST_NS = 3600 * SECOND_NS;
    private static final int PORT_MAX = 65_535;
    private static final Pattern SERVICE = Pattern.compile("([a-z0-9-]+)/([a-z0-9-]+)(?::(\\d{1,5}))?");

    /** What is asked for. */
    enum Kind {
        METRICS,
        SCALE
    }

    @Option(
            names = "--autoscale",
            paramLabel = "metrics|scale",
            description = {
                "metrics: serves external.metrics.k8s.io for queue lengths, so that Kubernetes' own autoscaler can read"
                        + " them; refused where another adapter has that API.",
                "scale: scales workloads itself, by ScaledObjects where no KEDA runs, and by HorizontalPodAutoscalers whose"
                        + " scaleTargetRef.apiVersion is nodecast.dev/v1. To zero without a feature gate.",
                "(default: neither; autoscaling is Kubernetes' own)"
            })
    private @Nullable Kind autoscale;

    @Option(
            names = "--metric-sources",
            paramLabel = "FILE",
            description = "The external metrics and where they are read, and how sources let the controller in.")
    private @Nullable Path metricSources;

    @Option(
            names = "--metric-interval",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "scale: reads each queue this often (default: 5s).")
    private String interval = "5s";

    @Option(
            names = "--autoscale-sync-period",
            paramLabel = "DURATION",
            defaultValue = "15s",
            description = "scale: looks at each HorizontalPodAutoscaler this often (default: 15s, as Kubernetes).")
    private String syncPeriod = "15s";

    @Option(
            names = "--autoscale-port",
            paramLabel = "PORT",
            defaultValue = "6443",
            description = "metrics: where the API is served (default: 6443).")
    private int port = 6443;

    @Option(
            names = "--autoscale-service",
            paramLabel = "NAMESPACE/NAME[:PORT]",
            description = "metrics: the Service by which the API server finds it (default: nodecast-external-metrics in"
                    + " --namespace, port 443).")
    private @Nullable String service;

    @Option(
            names = "--autoscale-tls-cert",
            paramLabel = "FILE",
            description =
                    "metrics: the serving certificate, with --autoscale-tls-key and --autoscale-tls-ca (default: one"
                            + " that is made and kept in Secret nodecast-external-metrics).")
    private @Nullable Path certificate;

    @Option(names = "--autoscale-tls-key", paramLabel = "FILE", description = "metrics: its key, PKCS 8.")
    private @Nullable Path key;

    @Option(names = "--autoscale-tls-ca", paramLabel = "FILE", description = "metrics: its authority.")
    private @Nullable Path ca;

    /**
     * What was asked for; what is wrong with it is said now.
     *
     * @param address where the controller serves
     * @param namespace its own
     */
    AutoscaleSettings settings(String address, String namespace, CommandLine commandLine) {
        MetricSources sources = sources(commandLine);
        Mode mode = switch (autoscale) {
            case null -> Mode.OFF;
            case METRICS -> Mode.METRICS;
            case SCALE -> Mode.SCALE;
        };
        if (mode == Mode.OFF && metricSources != null) {
            throw refused(commandLine, "--metric-sources: found a file, expected --autoscale metrics or scale with it");
        }
        if (mode == Mode.METRICS && sources.series().isEmpty()) {
            throw refused(
                    commandLine,
                    "--autoscale metrics: found no series, expected --metric-sources FILE with some: the metrics to serve");
        }
        if (port < 0 || port > PORT_MAX) {
            throw refused(commandLine, "--autoscale-port: found " + port + ", expected 0 to " + PORT_MAX);
        }
        return new AutoscaleSettings(
                mode,
                sources,
                Duration.ofNanos(duration("--metric-interval", interval, commandLine)),
                new Serving(address, port, service(namespace, commandLine), files(commandLine)));
    }

    /** How the scheduler's autoscaling of pods is set. */
    AutoscalingLoop.Settings loop(CommandLine commandLine) {
        return LiveHpa.settings(duration("--autoscale-sync-period", syncPeriod, commandLine));
    }

    private MetricSources sources(CommandLine commandLine) {
        if (metricSources == null) {
            return MetricSources.NONE;
        }
        Diagnostics diagnostics = new Diagnostics();
        MetricSources sources = new SourceReader(Limits.DEFAULT, diagnostics)
                .file(metricSources)
                .map(source -> new MetricSourcesReader(diagnostics).read(source))
                .orElseThrow(() -> new InvalidInput(diagnostics.list()));
        diagnostics.throwIfErrors();
        Remarks.print(diagnostics, commandLine.getErr());
        return sources;
    }

    private ServiceAddress service(String namespace, CommandLine commandLine) {
        String text = service == null ? namespace + "/nodecast-external-metrics" : service;
        Matcher parts = SERVICE.matcher(text);
        if (!parts.matches()) {
            throw refused(
                    commandLine,
                    "--autoscale-service: found " + text + ", expected NAMESPACE/NAME or NAMESPACE/NAME:PORT");
        }
        int servicePort = parts.group(3) == null ? 443 : Integer.parseInt(parts.group(3));
        if (servicePort < 1 || servicePort > PORT_MAX) {
            throw refused(
                    commandLine, "--autoscale-service: found port " + servicePort + ", expected 1 to " + PORT_MAX);
        }
        return new ServiceAddress(parts.group(1), parts.group(2), servicePort);
    }

    private @Nullable CertificateFiles files(CommandLine commandLine) {
        if (certificate == null && key == null && ca == null) {
            return null;
        }
        if (certificate == null || key == null || ca == null) {
            throw refused(
                    commandLine,
                    "--autoscale-tls-cert, --autoscale-tls-key, --autoscale-tls-ca: found some, expected all three or none");
        }
        return new CertificateFiles(certificate, key, ca);
    }

    private static long duration(String option, String text, CommandLine commandLine) {
        OptionalLong ns = Durations.parseNs(text);
        if (ns.isEmpty() || ns.getAsLong() < SECOND_NS || ns.getAsLong() > LONGEST_NS) {
            throw refused(commandLine, option + ": found " + text + ", expected a duration from 1s to 1h");
        }
        return ns.getAsLong();
    }

    private static CommandLine.ParameterException refused(CommandLine commandLine, String why) {
        return new CommandLine.ParameterException(commandLine, why);
    }
}
