package dev.nodecast.aws.metrics;

import dev.nodecast.aws.metrics.GaugeText.Family;

/** All gauges of one moment. */
public final class ClusterGauges {

    private static final Family NODES =
            new Family("karpenter_cluster_state_node_count", "Current count of nodes in cluster state");
    private static final Family SYNCED = new Family(
            "karpenter_cluster_state_synced",
            "1 if what is known of the cluster is complete, else 0; the loop acts on complete knowledge only");
    private static final Family UNSCHEDULABLE =
            new Family("karpenter_scheduler_unschedulable_pods_count", "Pods that wait for a node");

    private ClusterGauges() {}

    /** Them in Prometheus' text format. */
    public static String text(Scene scene) {
        GaugeText text = new GaugeText();
        text.add(NODES, scene.state().nodes().size());
        text.add(SYNCED, 1);
        text.add(UNSCHEDULABLE, scene.state().provisionablePods().size(), "controller", "provisioner");
        Prices prices = Prices.of(scene);
        PoolGauges.write(scene, prices, text);
        NodeGauges.write(scene, text);
        PodGauges.write(scene, text);
        DisruptionGauges.write(scene.outlook(), text);
        ConditionGauges.write(scene, text);
        prices.write(text);
        return text.toString();
    }
}
