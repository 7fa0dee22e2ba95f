package dev.nodecast.scheduler.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.DiagnosticRenderer;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.tree.Limits;
import dev.nodecast.scheduler.manifest.tree.TreeBuilder;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PriorityClass;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {

    private final Diagnostics diagnostics = new Diagnostics();
    private final ManifestReader reader = new ManifestReader(diagnostics);

    @Test
    void anUnknownFieldIsShownLikeACompilerShowsIt() {
        read("""
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: worker
                spec:
                  replica: 2
                  selector: {matchLabels: {app: w}}
                  template:
                    metadata: {labels: {app: w}}
                    spec:
                      containers:
                        - name: w
                          image: w:1
                """);

        assertThat(DiagnosticRenderer.plain().render(diagnostics)).isEqualTo("""
                error[NC0205]: there is no field `replica` in `spec`
                 --> f.yaml:6:3
                  |
                6 |   replica: 2
                  |   ^^^^^^^
                  = field: spec.replica
                  = found: `replica`
                  = expected: `replicas`
                  = help: did you mean `replicas`?

                1 error
                """);
    }

    @Test
    void whatKubectlPrintsIsReadWithoutAWord() {
        Manifests manifests = read("""
                apiVersion: v1
                kind: List
                metadata:
                  resourceVersion: ""
                items:
                - apiVersion: v1
                  kind: Pod
                  metadata:
                    name: p
                    namespace: prod
                    uid: 1234
                    resourceVersion: "17"
                    creationTimestamp: "2026-10-01T00:00:10Z"
                    managedFields:
                    - apiVersion: v1
                      fieldsType: FieldsV1
                      fieldsV1: {f:metadata: {f:labels: {}}}
                      manager: kubelet
                      operation: Update
                      time: "2026-10-01T00:00:11Z"
                  spec:
                    nodeName: n1
                    containers:
                    - name: c
                      image: i
                      resources: {requests: {cpu: 100m}}
                      terminationMessagePath: /dev/termination-log
                  status:
                    phase: Running
                    qosClass: Burstable
                    conditions:
                    - {type: Ready, status: "True", lastTransitionTime: "2026-10-01T00:01:00Z"}
                """.replace("uid: 1234", "uid: \"1234\""));

        assertThat(diagnostics.list()).isEmpty();
        Pod pod = manifests.values(Pod.class).getFirst();
        assertThat(pod.nodeName()).isEqualTo("n1");
        assertThat(pod.ready()).isTrue();
        assertThat(pod.spec().requests().cpuMilli()).isEqualTo(100);
    }

    @Test
    void timesCountFromTheGivenEpoch() {
        ManifestReader fromStart =
                new ManifestReader(diagnostics, Limits.DEFAULT, Instant.parse("2026-10-01T00:00:00Z"));
        Pod pod = fromStart.read(SourceText.of("f", """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: p, creationTimestamp: '2026-10-01T00:00:10Z'}
                        spec: {containers: [{name: c, image: i}]}
                        """)).values(Pod.class).getFirst();

        assertThat(pod.meta().createdNs()).isEqualTo(10_000_000_000L);
    }

    @Test
    void liveObjectsGoThroughTheSameReader() {
        Map<String, Object> object = Map.of(
                "apiVersion",
                "karpenter.sh/v1",
                "kind",
                "NodePool",
                "metadata",
                Map.of("name", "p"),
                "spec",
                Map.of(
                        "template",
                        Map.of("spec", Map.of("nodeClassRef", Map.of("kind", "X"), "requirements", List.of()))));

        reader.readTrees(List.of(new TreeBuilder("NodePool p of cluster blue").build(object)));

        assertThat(diagnostics.list())
                .extracting(Diagnostic::oneLine)
                .contains("NodePool p of cluster blue: error[NC0206]: `group` is missing");
    }

    @Test
    void standardInputIsNamedWhenItIsWrong() {
        reader.read(List.of(Path.of("-")), new ByteArrayInputStream("a: [".getBytes(StandardCharsets.UTF_8)));

        assertThat(diagnostics.list())
                .singleElement()
                .extracting(d -> d.mark().file())
                .isEqualTo("<stdin>");
    }

    @Test
    void kindsThatAreUnknownMisspeltOrInAnotherGroupAreErrorsWithTheRemedy() {
        read("""
                {apiVersion: apps/v1, kind: Deploymnet, metadata: {name: a}}
                ---
                {apiVersion: extensions/v1beta1, kind: Deployment, metadata: {name: a}}
                ---
                {apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: a}}
                ---
                {apiVersion: example.com/v1, kind: Zebra, metadata: {name: a}}
                ---
                {kind: Pod, metadata: {name: a}}
                ---
                [1, 2]
                """);

        assertThat(diagnostics.list())
                .extracting(d -> d.mark().line() + " " + d.ruleId() + " " + d.help())
                .containsExactly(
                        "1 NC0202 did you mean `Deployment`?",
                        "3 NC0204 write `apiVersion: apps/v1`",
                        "5 NC0204 convert the object to autoscaling/v2",
                        "7 NC0202 leave the object out: what it does cannot be taken into account",
                        "9 NC0201 write `apiVersion: v1`",
                        "11 NC0201 null");
        assertThat(diagnostics.count(Severity.ERROR)).isEqualTo(6);
    }

    @Test
    void kindsThatDoNotMatterAreNotedAndThoseThatMakePodsWarnedOf() {
        Manifests manifests = read("""
                {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {anything: 1}}
                ---
                {apiVersion: batch/v1, kind: CronJob, metadata: {name: a}}
                ---
                {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: a}}
                """);

        assertThat(diagnostics.list())
                .extracting(Diagnostic::severity)
                .containsExactly(Severity.NOTE, Severity.WARNING, Severity.NOTE);
        assertThat(manifests.of(UnreadObject.class)).hasSize(3);
    }

    @Test
    void aPriorityClassGivesItsPodsTheirPriority() {
        Manifests manifests = read(
                deployment("priorityClassName: high")
                        + "---\n{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 1000, preemptionPolicy: Never}\n");

        Deployment deployment = manifests.values(Deployment.class).getFirst();
        assertThat(manifests.values(PriorityClass.class)).hasSize(1);
        assertThat(deployment.template().spec().priority()).isEqualTo(1000);
        assertThat(deployment.template().spec().preemptionAllowed()).isFalse();
        assertThat(diagnostics.list()).isEmpty();
    }

    @Test
    void anObjectDescribedTwiceCountsOnceAsItWasDescribedLast() {
        Manifests manifests = read(deployment("terminationGracePeriodSeconds: 1") + "---\n"
                + deployment("terminationGracePeriodSeconds: 2"));

        assertThat(manifests.values(Deployment.class))
                .singleElement()
                .satisfies(d -> assertThat(d.template().spec().terminationGracePeriodSeconds())
                        .isEqualTo(2));
        assertThat(diagnostics.list()).extracting(Diagnostic::ruleId).containsExactly("NC0212");
    }

    @Test
    void aScaledObjectIsReadWithItsTriggers() {
        ScaledObject scaled = read("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: worker, namespace: prod}
                spec:
                  scaleTargetRef: {name: ai-worker}
                  minReplicaCount: 0
                  maxReplicaCount: 20
                  cooldownPeriod: 300
                  advanced:
                    horizontalPodAutoscalerConfig:
                      behavior:
                        scaleDown: {stabilizationWindowSeconds: 300}
                  triggers:
                    - type: redis
                      metadata: {listName: queue, listLength: "3"}
                      authenticationRef: {name: redis-auth}
                """).values(ScaledObject.class).getFirst();

        assertThat(diagnostics.list()).isEmpty();
        assertThat(scaled.scaleTargetRef().kind()).isEqualTo("Deployment");
        assertThat(scaled.triggers())
                .singleElement()
                .satisfies(t -> assertThat(t.metadata()).containsEntry("listLength", "3"));
        assertThat(scaled.replicas().max()).isEqualTo(20);
    }

    @Test
    void nodesInLimitsAreALimitOnNodes() {
        NodePool pool =
                read(pool("limits: {nodes: 5, cpu: 10}")).values(NodePool.class).getFirst();

        assertThat(pool.nodeLimit()).isEqualTo(5);
        assertThat(pool.limits().names()).containsExactly("cpu");
        assertThat(diagnostics.list()).isEmpty();
    }

    @Test
    void aPoolWithoutRequirementsIsWarnedOf() {
        read(pool("").replaceAll("requirements:\\s+- \\{.*}", "requirements: []"));

        assertThat(diagnostics.list()).singleElement().satisfies(d -> {
            assertThat(d.severity()).isEqualTo(Severity.WARNING);
            assertThat(d.fieldPath()).isEqualTo("spec.template.spec.requirements");
        });
    }

    static String pool(String more) {
        return """
                apiVersion: karpenter.sh/v1
                kind: NodePool
                metadata: {name: p}
                spec:
                  template:
                    spec:
                      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: c}
                      requirements:
                        - {key: karpenter.sh/capacity-type, operator: In, values: [spot]}
                """ + more.indent(2);
    }

    static String deployment(String morePodSpec) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: w}
                spec:
                  selector: {matchLabels: {app: w}}
                  template:
                    metadata: {labels: {app: w}}
                    spec:
                      containers: [{name: w, image: i}]
                """ + morePodSpec.indent(6);
    }

    private Manifests read(String text) {
        return reader.read(SourceText.of("f.yaml", text));
    }
}
