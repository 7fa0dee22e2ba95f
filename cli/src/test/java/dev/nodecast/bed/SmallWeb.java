package dev.nodecast.bed;

import java.time.Duration;

/** The Deployment and the pool of {@code small.yaml}: what tests begin with that are about nodes, whatever runs on them. */
final class SmallWeb {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private SmallWeb() {}

    /** Goes on when so many pods run on nodes of a controller that has just begun. */
    static LiveController runs(Cluster cluster, int pods) throws Exception {
        cluster.applyResource("small.yaml");
        LiveController controller = cluster.controller();
        grows(cluster, pods);
        return controller;
    }

    /** Goes on when so many pods run. */
    static void grows(Cluster cluster, int pods) throws Exception {
        cluster.scale("default", "web", pods);
        cluster.eventually(pods + " pods run", PATIENCE, () -> cluster.running("default") == pods);
    }
}
