package dev.nodecast.aws.controller;

import dev.nodecast.aws.autoscale.AutoscaleSettings;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.recording.Recorder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What can be set of the controller.
 *
 * @param scheduler what can be set of its decisions
 * @param autoscale what it has to do with the autoscaling of pods
 * @param journal takes the record of what is observed, decided and ordered
 */
public record ControllerSettings(
        Connection connection,
        Mode mode,
        Ports ports,
        Settings scheduler,
        AutoscaleSettings autoscale,
        Recorder journal) {

    /**
     * How the cluster is reached.
     *
     * @param kubeconfig null for where kubectl looks, or for the pod's own account
     * @param context of the kubeconfig; null for its current one
     * @param qps writes a second over time
     * @param burst writes at once
     */
    public record Connection(
            @Nullable Path kubeconfig, @Nullable String context, int qps, int burst) {}

    /**
     * Who acts.
     *
     * @param shadow watch and decide, but change nothing
     * @param takeOver act although another Karpenter is in the cluster
     * @param leaderElection act only while holding the lease
     * @param namespace of the lease
     */
    public record Mode(boolean shadow, boolean takeOver, boolean leaderElection, String namespace) {}

    /** Where metrics and health are served; 0 for any free port, negative for not at all. */
    public record Ports(String address, int metrics, int health) {}
}
