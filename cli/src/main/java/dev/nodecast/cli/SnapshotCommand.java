package dev.nodecast.cli;

import dev.nodecast.aws.snapshot.KubectlOutput;
import dev.nodecast.aws.snapshot.LiveObjects;
import dev.nodecast.aws.snapshot.ReplicaHistory;
import dev.nodecast.aws.snapshot.Snapshot;
import dev.nodecast.scenarios.file.value.TimeSpans;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
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
            "Writes a cluster as a scenario that `nodecast simulate` runs at once: its objects as manifests, nodes that no"
                    + " NodePool made as fleets, and with --prometheus the replicas that Deployments had.",
            "It reads only. Secrets and ConfigMaps are not asked for, and environment variables of containers are left out."
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
            description = "Asks this Prometheus for the replicas that Deployments had (kube_deployment_spec_replicas).")
    private @Nullable URI prometheus;

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
        Duration length = Duration.ofNanos(TimeSpans.parseNs(duration)
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(), "--duration: found " + duration + ", expected " + TimeSpans.EXPECTED)));
        List<String> notes = take(length);
        PrintWriter out = spec.commandLine().getOut();
        notes.forEach(note -> out.println("note: " + note));
        out.println("written; now: nodecast simulate " + output.resolve("scenario.yaml"));
        out.flush();
        return ExitCode.DONE;
    }

    private List<String> take(Duration length) throws IOException {
        Instant now = InstantSource.system().instant();
        ReplicaHistory history = prometheus == null ? null : new ReplicaHistory(prometheus, now, length);
        if (!input.isEmpty()) {
            return Snapshot.take(new KubectlOutput(input), new Snapshot.Wish("snapshot", now, length, history), output);
        }
        Config config = Config.autoConfigure(context);
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            String name = context == null ? "snapshot" : context.replaceAll("[^A-Za-z0-9.-]+", "-");
            return Snapshot.take(new LiveObjects(client), new Snapshot.Wish(name, now, length, history), output);
        }
    }
}
