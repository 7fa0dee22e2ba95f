package dev.nodecast.cli;

import dev.nodecast.aws.controller.ControllerSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How the controller reaches its cluster, whether it may act, and where it is seen. */
final class ControllerOperationArguments {

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "How to reach the cluster (default: as kubectl does, in a pod its service account).")
    private @Nullable Path kubeconfig;

    @Option(names = "--context", description = "The context of the kubeconfig (default: its current one).")
    private @Nullable String context;

    @Option(
            names = "--shadow",
            description =
                    "Watches and decides, but changes nothing: no writes, no lease, no events. May run beside Karpenter.")
    private boolean shadow;

    @Option(
            names = "--take-over",
            description = "Acts although a Karpenter runs in the cluster; without it only --shadow starts then.")
    private boolean takeOver;

    @Option(
            names = "--leader-elect",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Acts only while holding the lease nodecast-leader-election (default: on).")
    private boolean leaderElect = true;

    @Option(
            names = "--namespace",
            defaultValue = "kube-system",
            description = "The namespace of the lease (default: kube-system).")
    private String namespace = "kube-system";

    @Option(
            names = "--kube-qps",
            paramLabel = "N",
            defaultValue = "200",
            description = "Writes to the API server a second, over time (default: 200).")
    private int qps = 200;

    @Option(
            names = "--kube-burst",
            paramLabel = "N",
            defaultValue = "300",
            description = "Writes to the API server at once (default: 300).")
    private int burst = 300;

    @Option(
            names = "--bind-address",
            defaultValue = "0.0.0.0",
            description = "Where metrics and health are served (default: 0.0.0.0).")
    private String address = "0.0.0.0";

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Serves /metrics for Prometheus; -1 for not at all (default: 8080).")
    private int metricsPort = 8080;

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Serves /healthz and /readyz; -1 for not at all (default: 8081).")
    private int healthPort = 8081;

    ControllerSettings.Connection connection(CommandLine commandLine) {
        if (qps < 1 || burst < 1) {
            throw new CommandLine.ParameterException(
                    commandLine,
                    "found --kube-qps " + qps + " and --kube-burst " + burst + ", expected 1 or more of each");
        }
        return new ControllerSettings.Connection(kubeconfig, context, qps, burst);
    }

    String address() {
        return address;
    }

    ControllerSettings.Mode mode() {
        return new ControllerSettings.Mode(shadow, takeOver, leaderElect, namespace);
    }

    ControllerSettings.Ports ports() {
        return new ControllerSettings.Ports(address, metricsPort, healthPort);
    }
}
