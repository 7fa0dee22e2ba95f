package dev.nodecast.scheduler.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Workload;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objects that an API server has accepted are taken as they are. */
class StoredObjectsTest {

    private final Diagnostics diagnostics = new Diagnostics();

    @Test
    void limitsAreNotCopiedToTheRequestsOfAStoredTemplate() {
        String daemonSet = """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: agent%s}
                spec:
                  selector: {matchLabels: {app: agent}}
                  template:
                    metadata: {labels: {app: agent}}
                    spec: {containers: [{name: a, image: 'a:1', resources: {limits: {cpu: 1}}}]}
                """;
        assertThat(stored(daemonSet.formatted(""))
                        .values(DaemonSet.class)
                        .getFirst()
                        .template()
                        .spec()
                        .requests())
                .isEqualTo(Resources.of("pods", 1));
        assertThat(written(daemonSet.formatted(""))
                        .values(DaemonSet.class)
                        .getFirst()
                        .template()
                        .spec()
                        .requests())
                .isEqualTo(Resources.of(Map.of("cpu", 1_000L, "pods", 1L)));
        assertThat(written(daemonSet.formatted(", uid: u"))
                        .values(DaemonSet.class)
                        .getFirst()
                        .template()
                        .spec()
                        .requests())
                .isEqualTo(Resources.of("pods", 1));
    }

    @Test
    void requestsOfThePodAsAWholeTakeThePlaceOfThoseOfItsContainers() {
        Pod pod = stored("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 1, memory: 1Gi}}}]
                  resources: {requests: {cpu: 3}}
                  overhead: {cpu: 100m}
                """).values(Pod.class).getFirst();
        assertThat(pod.spec().requests())
                .isEqualTo(Resources.of(Map.of("cpu", 3_100L, "memory", 1L << 30, "pods", 1L)));
    }

    @Test
    void anEmptyNominationIsNone() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec: {containers: [{name: a, image: 'a:1'}]}
                status:
                  nominatedNodeName: "%s"
                  conditions: [{type: PodScheduled, status: "False", reason: Unschedulable}]
                """;
        assertThat(stored(pod.formatted("")).values(Pod.class).getFirst().provisionable())
                .isTrue();
        assertThat(stored(pod.formatted("n1")).values(Pod.class).getFirst().provisionable())
                .isFalse();
    }

    @Test
    void whatAnApiServerWouldRefuseIsOnlyWarnedOf() {
        Pod pod = stored("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  nodeSelector: {team: "no label value!"}
                  containers: [{name: a, image: 'a:1'}]
                """).values(Pod.class).getFirst();
        assertThat(pod.spec().nodeSelector().get("team")).isEqualTo("no label value!");
        assertThat(diagnostics.count(Severity.ERROR)).isZero();
        assertThat(diagnostics.count(Severity.WARNING)).isOne();
    }

    @Test
    void onlyAReaderOfClustersReadsOtherWorkloadsAndLeavesUnknownKindsAlone() {
        String objects = """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: j}
                spec:
                  parallelism: 5
                  completions: 8
                  template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}
                status: {succeeded: 6}
                ---
                apiVersion: example.com/v1
                kind: Widget
                metadata: {name: w}
                """;
        Manifests cluster = ManifestReader.ofCluster(diagnostics).read(SourceText.of("c.yaml", objects));
        assertThat(cluster.values(Workload.class)).singleElement().satisfies(job -> {
            assertThat(job.kind()).isEqualTo("Job");
            assertThat(job.pods()).as("two completions are missing").isEqualTo(2);
        });
        assertThat(diagnostics.count(Severity.ERROR)).isZero();

        Diagnostics strict = new Diagnostics();
        assertThat(new ManifestReader(strict)
                        .read(SourceText.of("c.yaml", objects))
                        .values(Workload.class))
                .isEmpty();
        assertThat(strict.count(Severity.ERROR)).as("the unknown kind").isOne();
        assertThat(strict.count(Severity.WARNING))
                .as("the pods of the Job are missing")
                .isOne();
    }

    private Manifests stored(String text) {
        return ManifestReader.ofStoredObjects(diagnostics).read(SourceText.of("s.yaml", text));
    }

    private Manifests written(String text) {
        return new ManifestReader(diagnostics).read(SourceText.of("w.yaml", text));
    }
}
