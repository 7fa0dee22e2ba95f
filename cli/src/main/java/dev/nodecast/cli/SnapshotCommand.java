package dev.nodecast.cli;

import dev.nodecast.aws.snapshot.KubectlOutput;
import dev.nodecast.aws.snapshot.LiveObjects;
import dev.nodecast.aws.snapshot.Prometheus;
import dev.nodecast.aws.snapshot.Snapshot;
import dev.nodecast.scenarios.file.value.TimeSpans;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nodecast snapshot}: a cluster as a scenario. */
@Command(
        name = "snapshot",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a cluster as a scenario that `nodecast simulate` runs at once: its objects as manifests, nodes"
                    + " that no NodePool made as fleets, and with --prometheus the replicas that workloads had and the"
                    + " lengths of queues.",
            "It reads only. Secrets and ConfigMaps are not asked for, and environment variables of containers are left"
                    + " out."
        })
final class SnapshotCommand implements Callable<Integer> {

    @Option(names = "--context", description = "The context of the kubeconfig (default: its current one).")
    private @Nullable String context;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Reads these files instead, as `kubectl get … -A -o yaml` prints them.")
    private List<Path> input = List.of();

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            description =
                    "Asks this Prometheus for the replicas that Deployments and StatefulSets had (kube-state-metrics),"
                            + " and for the lengths of the queues that HPAs and ScaledObjects read.")
    private @Nullable URI prometheus;

    @Option(
            names = "--job-time",
            paramLabel = "TIME",
            description = "With --prometheus: how long a job of those queues takes on a worker, such as 90s. Then the"
                    + " scenario has jobs, inferred from the lengths, and the autoscalers act; without it workers"
                    + " have the replicas that they had.")
    private @Nullable String jobTime;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "How to reach the cluster (default: as kubectl does).")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "1d",
            description = "Length of the scenario, and how far back history goes (default: 1d).")
    private String duration = "1d";

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "The folder to be made.")
    private Path output = Path.of("");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Duration length = time("--duration", duration);
        if (jobTime != null && prometheus == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--job-time: found no --prometheus beside it, which knows the lengths of queues");
        }
        List<String> notes = take(length);
        PrintWriter out = spec.commandLine().getOut();
        notes.forEach(note -> out.println("note: " + note));
        out.println("written; now: nodecast simulate " + output.resolve("scenario.yaml"));
        out.flush();
        return ExitCode.DONE;
    }

    private Duration time(String option, String text) {
        return Duration.ofNanos(TimeSpans.parseNs(text)
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(), option + ": found " + text + ", expected " + TimeSpans.EXPECTED)));
    }

    private List<String> take(Duration length) throws IOException {
        Instant now = InstantSource.system().instant();
        if (!input.isEmpty()) {
            return Snapshot.take(new KubectlOutput(input), wish("snapshot", now, length), output);
        }
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config()).build()) {
            String name = context == null ? "snapshot" : context.replaceAll("[^A-Za-z0-9.-]+", "-");
            return Snapshot.take(new LiveObjects(client), wish(name, now, length), output);
        }
    }

    private Snapshot.Wish wish(String name, Instant now, Duration length) {
        return new Snapshot.Wish(
                name,
                now,
                length,
                prometheus == null ? null : new Prometheus(prometheus, now, length),
                jobTime == null ? null : time("--job-time", jobTime));
    }

    private Config config() throws IOException {
        if (kubeconfig == null) {
            return Config.autoConfigure(context);
        }
        if (!Files.isReadable(kubeconfig)) {
            throw new IOException("kubeconfig " + kubeconfig + " cannot be read; give another with --kubeconfig");
        }
        return Config.fromKubeconfig(context, kubeconfig.toFile());
    }
}
