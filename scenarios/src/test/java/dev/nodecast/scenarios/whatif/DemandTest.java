package dev.nodecast.scenarios.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scenarios.journal.JournalReader;
import dev.nodecast.scenarios.journal.MetricHistory;
import dev.nodecast.scenarios.journal.RecordedRun;
import dev.nodecast.scenarios.journal.RunJournal;
import dev.nodecast.scheduler.autoscaling.hpa.PodMetricSample;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.recording.Answer;
import dev.nodecast.scheduler.recording.Cause;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import dev.nodecast.scheduler.recording.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What autoscalers ask for, given what a loop read: by hand. Ten minutes; a queue of 0, of 40 from 60 s on, of 0 from 300 s on. */
class DemandTest {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final ObjectKey WORKER = ObjectKey.of("prod", "worker");
    private static final Workload TARGET = new Workload("Deployment", WORKER);
    private static final Question.Query QUEUE = new Question.Query.External(MetricIdentifier.named("queue"));
    private static final Question.Query CPU = new Question.Query.OfResource("cpu");
    private static final ScaleTrigger LIST =
            ScaleTrigger.of("redis", Map.of("address", "redis:6379", "listName", "jobs", "listLength", "5"));

    private static final String HPA = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: worker, namespace: prod}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
              minReplicas: 1
              maxReplicas: 100
              behavior:
                scaleUp: {stabilizationWindowSeconds: 0, policies: [{type: Pods, value: 100, periodSeconds: 15}]}
                scaleDown: {stabilizationWindowSeconds: 0, policies: [{type: Pods, value: 100, periodSeconds: 15}]}
              metrics:
            """;

    @TempDir
    private Path folder;

    private static void at(RunJournal journal, long second) {
        journal.take(new Entry.TurnBegan(second * SECOND_NS, new Cause.ConditionsAsked()));
    }

    private static void read(RunJournal journal, long milli) {
        journal.take(new Entry.Answered(new Question.Metric(TARGET, QUEUE), 0, new Answer.Series(List.of(milli))));
        journal.take(new Entry.Answered(
                new Question.Trigger(LIST), 0, new Answer.Reading(new TriggerReading.Measured(milli))));
    }

    private Path journal() throws IOException {
        Path to = Files.createTempDirectory(folder, "journal");
        try (RunJournal journal = RunJournal.in(to, "run", "test")) {
            journal.take(new Entry.Began(Instant.EPOCH, new LoopConfiguration.Karpenter(Settings.defaults())));
            journal.take(new Entry.TurnBegan(0, new Cause.Observed(new Observation.PodObserved(pod()))));
            at(journal, 0);
            read(journal, 0);
            SequencedMap<String, PodMetricSample> samples = new LinkedHashMap<>();
            samples.put("a", new PodMetricSample(900, 0, 0));
            samples.put("b", new PodMetricSample(600, 0, 0));
            journal.take(new Entry.Answered(new Question.Metric(TARGET, CPU), 0, new Answer.Samples(samples)));
            at(journal, 60);
            read(journal, 40_000);
            at(journal, 300);
            read(journal, 0);
            at(journal, 600);
            journal.end();
        }
        return to;
    }

    /** The one pod that there was at the beginning. */
    private static Pod pod() {
        return new ManifestReader(new Diagnostics())
                .read(SourceText.of("pod", """
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          name: worker-abc-1
                          namespace: prod
                          labels: {pod-template-hash: abc}
                          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: worker-abc, uid: u, controller: true}]
                        spec: {containers: [{name: c, image: c}]}
                        """))
                .values(Pod.class)
                .getFirst();
    }

    private Demand under(String... manifests) throws IOException {
        var session = JournalReader.sessions(journal()).getFirst();
        Path file = Files.writeString(folder.resolve("manifests.yaml"), String.join("---\n", manifests));
        return Demand.under(List.of(file), RecordedRun.of(session), MetricHistory.of(session));
    }

    private static Map<Long, Integer> seconds(Demand demand) {
        Map<Long, Integer> steps = new LinkedHashMap<>();
        demand.replicas().get(WORKER).forEach((ns, replicas) -> steps.put(ns / SECOND_NS, replicas));
        return steps;
    }

    /** 40 jobs at 4 each are 10 pods, at 8 each 5; the sync at 60 s sees them, that at 300 s sees none. */
    @Test
    void anHpaAsksForWhatTheReadingsOfThenGive() throws IOException {
        String external =
                "  - {type: External, external: {metric: {name: queue}, target: {type: AverageValue, averageValue: \"%s\"}}}\n";
        assertThat(seconds(under(HPA + "    " + external.formatted("4").strip() + "\n")))
                .containsExactly(Map.entry(0L, 1), Map.entry(60L, 10), Map.entry(300L, 1));
        Demand half = under(HPA + "    " + external.formatted("8").strip() + "\n");
        assertThat(seconds(half)).containsExactly(Map.entry(0L, 1), Map.entry(60L, 5), Map.entry(300L, 1));
        // 1 pod for 60 s, 5 for 240 s, 1 for 300 s
        assertThat(half.podHours(WORKER, 600 * SECOND_NS)).isEqualTo((60 + 5 * 240 + 300) / 3600.0);
    }

    /** The pods of then used 1.5 cores together: at 500m each that is 3 pods, whoever runs. */
    @Test
    void whatPodsUsedIsSharedByThePodsOfNow() throws IOException {
        String cpu =
                "    - {type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 500m}}}\n";
        assertThat(seconds(under(HPA + cpu))).containsValues(3);
    }

    /** A trigger that compares the same list with another number reads the same. */
    @Test
    void aScaledObjectWithAnotherTargetReadsTheSameList() throws IOException {
        Demand demand = under("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: worker, namespace: prod}
                spec:
                  scaleTargetRef: {name: worker}
                  minReplicaCount: 0
                  maxReplicaCount: 30
                  cooldownPeriod: 60
                  triggers:
                    - {type: redis, metadata: {address: "redis:6379", listName: jobs, listLength: "2", activationListLength: "1"}}
                """);
        // 40 jobs at 2 each are 20 pods; at 5 each, as it was then, they would be 8
        assertThat(seconds(demand).values()).contains(20).endsWith(0);
        assertThat(demand.remarks()).singleElement().asString().contains("scales prod/worker");
    }

    @Test
    void whatWasNotReadIsNamedAndTheReplicasStay() throws IOException {
        Demand demand = under(HPA
                + "    - {type: Pods, pods: {metric: {name: rps}, target: {type: AverageValue, averageValue: 5}}}\n");
        assertThat(seconds(demand)).containsExactly(Map.entry(0L, 1));
        assertThat(demand.remarks())
                .singleElement()
                .asString()
                .contains(
                        "pods' metric rps was not read",
                        "external metric queue",
                        "trigger redis",
                        "use of cpu of prod/worker");
    }

    @Test
    void anAutoscalerOfSomethingElseThanADeploymentIsLeftOut() throws IOException {
        Demand demand = under(
                HPA.replace("kind: Deployment", "kind: StatefulSet")
                        + "    - {type: External, external: {metric: {name: queue}, target: {type: AverageValue, averageValue: 4}}}\n");
        assertThat(demand.remarks()).singleElement().asString().contains("it scales a StatefulSet");
    }
}
