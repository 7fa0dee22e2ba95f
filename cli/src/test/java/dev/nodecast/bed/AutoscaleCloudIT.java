package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.testbed.http.Faults;
import dev.nodecast.aws.testbed.service.Queue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code --cloud aws … --autoscale}: workers scaled by a queue of the account in which their nodes are launched. SQS is found as EC2
 * is, by the environment; what the queue's policy allows the controller is what AUTOSCALE.md asks for, and nothing else.
 */
@OnTheBed
class AutoscaleCloudIT {

    private static final Duration PATIENCE = Autoscalers.PATIENCE;
    private static final Set<String> DOCUMENTED = Set.of("GetQueueAttributes", "GetQueueUrl");

    @TempDir
    private Path folder;

    private static void scaledObject(Cluster cluster) {
        cluster.apply("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: worker, namespace: default}
                spec:
                  scaleTargetRef: {name: worker}
                  minReplicaCount: 0
                  maxReplicaCount: 4
                  pollingInterval: 1
                  cooldownPeriod: 5
                  triggers:
                    - type: aws-sqs-queue
                      metadata: {queueURL: jobs, queueLength: "2", awsRegion: ap-northeast-2}
                """);
    }

    private static LiveController scaling(CloudWorld world) throws Exception {
        return world.controller("--autoscale", "scale", "--metric-interval", "1s", "--autoscale-sync-period", "2s");
    }

    @Test
    void aQueueOfTheAccountScalesWorkersAndTheirInstancesFromZeroAndBack(Cluster cluster) throws Exception {
        CloudWorld world = CloudWorld.begin(cluster, Faults.Rates.NONE);
        Queue jobs = world.account().aws().makeQueue("jobs", DOCUMENTED);
        Autoscalers autoscalers = Autoscalers.of(cluster, "default", "worker");
        scaling(world);
        scaledObject(cluster);
        cluster.eventually("it is ready", PATIENCE, () -> autoscalers.is("Ready", "True"));
        assertThat(autoscalers.replicas()).isZero();

        for (int job = 0; job < 6; job++) {
            jobs.send("job " + job);
        }
        autoscalers.reaches(3); // 6 / 2
        cluster.isConsistent();
        assertThat(world.account().alive()).hasSize(3);

        // What is being worked on counts.
        List<Queue.Delivery> taken = jobs.receive(10, Duration.ZERO, Duration.ofMinutes(5));
        assertThat(taken).hasSize(6);
        cluster.always("no worker goes", Duration.ofSeconds(8), () -> autoscalers.replicas() == 3);

        taken.forEach(delivery -> jobs.delete(delivery.receiptHandle()));
        autoscalers.reaches(0);
        cluster.eventually(
                "no instance is left",
                PATIENCE,
                () -> world.account().alive().isEmpty() && cluster.claims().isEmpty());
        assertThat(world.account().launched()).isEqualTo(3);
    }

    @Test
    void aRoleThatMayNotReadTheQueueIsToldWhatItLacksAndNothingIsScaled(Cluster cluster) throws Exception {
        CloudWorld world = CloudWorld.begin(cluster, Faults.Rates.NONE);
        world.account().aws().makeQueue("jobs", Set.of("GetQueueUrl")).send("job");
        Autoscalers autoscalers = Autoscalers.of(cluster, "default", "worker");
        scaling(world);
        scaledObject(cluster);
        cluster.eventually(
                "it is told of",
                PATIENCE,
                () -> autoscalers.is("Ready", "False")
                        && autoscalers.hasEvent("ScaledObject", "KEDAScalerFailed", "needs sqs:GetQueueAttributes"));
        autoscalers.nothingIsScaled();
    }

    @Test
    void aQueueOfTheAccountIsServedAsAMetric(Cluster cluster) throws Exception {
        CloudWorld world = CloudWorld.begin(cluster, Faults.Rates.NONE);
        Queue jobs = world.account().aws().makeQueue("jobs", DOCUMENTED);
        jobs.send("first");
        jobs.send("second");
        Autoscalers autoscalers = Autoscalers.of(cluster, "default", "worker");
        Path sources = Files.writeString(folder.resolve("queues.yaml"), """
                series:
                  - metric: jobs
                    type: aws-sqs-queue
                    metadata: {queueURL: jobs, awsRegion: ap-northeast-2}
                """);
        world.controller(autoscalers.serving(sources).toArray(String[]::new));
        autoscalers.metricsAreAvailable();
        assertThat(cluster.client().raw("/apis/external.metrics.k8s.io/v1beta1/namespaces/default/jobs"))
                .contains("\"metricName\":\"jobs\"", "\"value\":\"2\"");
    }
}
