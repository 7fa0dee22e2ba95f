package dev.nodecast.scheduler.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.grammar.LabelSyntax;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server would refuse is refused with the field's place and what would be right. */
class RejectionsTest {

    static Stream<Arguments> pools() {
        return Stream.of(
                Arguments.of("weight: 101", "NC0210", "spec.weight", "a whole number from 1 to 100"),
                Arguments.of("weight: '5'", "NC0207", "spec.weight", "a whole number from 1 to 100"),
                Arguments.of("limits: {cpu: -1}", "NC0210", "spec.limits.cpu", "0 or more"),
                Arguments.of(
                        "limits: {memory: 9999999999Ei}", "NC0210", "spec.limits.memory", "less than 2^63, about 8Ei"),
                Arguments.of(
                        "limits: {nvidia.com/gpu: 0.5}", "NC0210", "spec.limits['nvidia.com/gpu']", "a whole number"),
                Arguments.of(
                        "disruption: {consolidateAfter: 30}",
                        "NC0209",
                        "spec.disruption.consolidateAfter",
                        "whole hours, minutes and seconds, such as `30s` or `1h30m`, or `Never`"),
                Arguments.of(
                        "disruption: {expireAfter: 1h}",
                        "NC0205",
                        "spec.disruption.expireAfter",
                        "`spec.template.spec.expireAfter`"),
                Arguments.of(
                        "disruption: {consolidationPolicy: WhenUnderutilized}",
                        "NC0208",
                        "spec.disruption.consolidationPolicy",
                        "one of WhenEmpty, WhenEmptyOrUnderutilized, Balanced"),
                Arguments.of(
                        "disruption: {budgets: [{nodes: 10%, schedule: '@daily'}]}",
                        "NC0211", "spec.disruption.budgets[0]", "both or none"),
                Arguments.of(
                        "disruption: {budgets: [{nodes: lots}]}",
                        "NC0209",
                        "spec.disruption.budgets[0].nodes",
                        "a whole number of 0 or more, or a percentage such as \"10%\""));
    }

    @ParameterizedTest
    @MethodSource("pools")
    void nodePools(String more, String rule, String field, String expected) {
        check(ManifestReaderTest.pool(more), rule, field, expected);
    }

    static Stream<Arguments> podSpecs() {
        return Stream.of(
                Arguments.of(
                        "tolerations: [{key: a, operator: Exists, value: b}]",
                        "NC0211",
                        "spec.template.spec.tolerations[0]",
                        "no value, or operator Equal"),
                Arguments.of(
                        "tolerations: [{key: a, effect: NoSchedul}]",
                        "NC0208",
                        "spec.template.spec.tolerations[0].effect",
                        "one of NoSchedule, PreferNoSchedule, NoExecute"),
                Arguments.of("nodeSelector: {gpu: true}", "NC0207", "spec.template.spec.nodeSelector.gpu", "text"),
                Arguments.of(
                        "initContainers: [{name: w, image: i}]",
                        "NC0211",
                        "spec.template.spec",
                        "a different name for each container of the pod"),
                Arguments.of(
                        "initContainers: [{name: x, image: i, resources: {requests: {cpu: 2}, limits: {cpu: 1}}}]",
                        "NC0211",
                        "spec.template.spec.initContainers[0].resources",
                        "a request of at most the limit"),
                Arguments.of(
                        "initContainers: [{name: x, image: i, resources: {requests: {nvidia.com/gpu: 1}}}]",
                        "NC0211",
                        "spec.template.spec.initContainers[0].resources",
                        "a limit equal to the request"),
                Arguments.of(
                        "initContainers: [{name: x, image: i, resources: {limits: {nvidia.com/mig-1g.5gb: 1}}}]",
                        "NC0213",
                        "spec.template.spec.initContainers[0].resources",
                        "whole GPUs: `nvidia.com/gpu`"),
                Arguments.of(
                        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: In}]}]}}}",
                        "NC0211",
                        "spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution"
                                + ".nodeSelectorTerms[0].matchExpressions[0]",
                        "at least one value for In"),
                Arguments.of(
                        "topologySpreadConstraints: [{topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]",
                        "NC0206",
                        "spec.template.spec.topologySpreadConstraints[0].maxSkew",
                        "a value for `maxSkew`"));
    }

    @ParameterizedTest
    @MethodSource("podSpecs")
    void podTemplates(String more, String rule, String field, String expected) {
        check(ManifestReaderTest.deployment(more), rule, field, expected);
    }

    static Stream<Arguments> wholeObjects() {
        return Stream.of(
                Arguments.of(
                        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {matchLabels: {app: x}},"
                                + " template: {metadata: {labels: {app: z}}, spec: {containers: [{name: c, image: i}]}}}}",
                        "NC0211",
                        "spec.selector",
                        "each label of the selector in `spec.template.metadata.labels`"),
                Arguments.of(
                        "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec:"
                                + " {scaleTargetRef: {kind: Deployment, name: b}, minReplicas: 5, maxReplicas: 3}}",
                        "NC0211",
                        "spec.maxReplicas",
                        "maxReplicas of at least 5"),
                Arguments.of(
                        "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a}, spec: {minAvailable: 1,"
                                + " maxUnavailable: 1}}",
                        "NC0211",
                        "spec",
                        "one of the two"),
                Arguments.of(
                        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: []}}",
                        "NC0206",
                        "spec",
                        "at least one container"),
                Arguments.of(
                        "{apiVersion: v1, kind: Pod, metadata: {name: A_b}, spec: {containers: [{name: c}]}}",
                        "NC0209",
                        "metadata.name",
                        LabelSyntax.NAME_EXPECTED));
    }

    @ParameterizedTest
    @MethodSource("wholeObjects")
    void objects(String text, String rule, String field, String expected) {
        check(text, rule, field, expected);
    }

    private static void check(String text, String rule, String field, String expected) {
        Diagnostics diagnostics = new Diagnostics();
        new ManifestReader(diagnostics).read(SourceText.of("f.yaml", text));

        assertThat(diagnostics.list()).as(text).hasSize(1);
        Diagnostic diagnostic = diagnostics.list().getFirst();
        assertThat(diagnostic.ruleId()).as(diagnostic.toString()).isEqualTo(rule);
        assertThat(diagnostic.fieldPath()).isEqualTo(field);
        assertThat(diagnostic.expected()).isEqualTo(expected);
        assertThat(diagnostic.mark().hasLine()).isTrue();
    }
}
