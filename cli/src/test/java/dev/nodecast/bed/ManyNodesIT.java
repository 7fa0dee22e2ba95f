package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Five hundred nodes with two thousand pods; prints what the controller needs for them. */
@Tag("crowd")
@OnTheBed
class ManyNodesIT {

    private static final int PODS = 2_000;
    private static final int NODES = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Duration REST = Duration.ofSeconds(20);

    /** Pods of which four fit on a node of the one type that there is. */
    private static final String WORKLOAD = """
            apiVersion: karpenter.sh/v1
            kind: NodePool
            metadata: {name: small}
            spec:
              template:
                spec:
                  nodeClassRef: {group: karpenter.kwok.sh, kind: KWOKNodeClass, name: default}
                  expireAfter: Never
                  requirements:
                    - {key: karpenter.sh/capacity-type, operator: In, values: [on-demand]}
                    - {key: node.kubernetes.io/instance-type, operator: In, values: [c5.2xlarge]}
              disruption: {consolidationPolicy: WhenEmpty, consolidateAfter: 600s}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: many, namespace: default}
            spec:
              replicas: 2000
              selector: {matchLabels: {app: many}}
              template:
                metadata: {labels: {app: many}}
                spec:
                  containers:
                    - {name: many, image: many, resources: {requests: {cpu: 1900m, memory: 1Gi}}}
            """;

    @Test
    void areLaunchedOnceEach(Cluster cluster) throws Exception {
        cluster.applyResource("small.yaml");
        LiveController controller = cluster.controller();
        Instant begin = Instant.now();
        cluster.apply(WORKLOAD);

        cluster.eventually("all pods run", PATIENCE, () -> cluster.running("default") == PODS);
        Duration took = Duration.between(begin, Instant.now());

        assertThat(cluster.claims()).as("launched is needed").hasSize(NODES);
        cluster.isConsistent();
        Duration before = cpu(controller);
        Thread.sleep(REST);
        double atRest = cpu(controller).minus(before).toMillis() / (double) REST.toMillis();
        System.out.printf(
                "500 nodes, 2,000 pods: all running after %d s; controller: %s resident, %.1f CPU-seconds, %.1f %% of a core at rest%n",
                took.toSeconds(), resident(controller), before.toMillis() / 1e3, 100 * atRest);
    }

    private static Duration cpu(LiveController controller) {
        return controller.handle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** As Linux tells it. */
    private static String resident(LiveController controller) throws IOException {
        Path status = Path.of("/proc/" + controller.handle().pid() + "/status");
        return !Files.exists(status)
                ? "?"
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .map(line -> line.replaceAll("\\D+", "") + " KiB")
                        .findFirst()
                        .orElse("?");
    }
}
