package dev.nodecast.scheduler.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodeOverlay.PriceChange;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.StoredPodTemplate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NodeOverlays, capacity reservations, static pools and CapacityBuffers as people write them. */
class SupplyManifestsTest {

    private final Diagnostics diagnostics = new Diagnostics();

    private Manifests read(String text) {
        return new ManifestReader(diagnostics).read(SourceText.of("f.yaml", text));
    }

    private NodeOverlay overlay(String spec) {
        return read("""
                apiVersion: karpenter.sh/v1alpha1
                kind: NodeOverlay
                metadata: {name: o}
                spec:
                  requirements: [{key: karpenter.k8s.aws/instance-cpu, operator: Gte, values: ["4"]}]
                """ + spec.indent(2)).values(NodeOverlay.class).getFirst();
    }

    private Ec2NodeClass nodeClass(String spec, String status) {
        return read("""
                apiVersion: karpenter.k8s.aws/v1
                kind: EC2NodeClass
                metadata: {name: default}
                spec:
                  amiSelectorTerms: [{alias: al2023@latest}]
                  subnetSelectorTerms: [{tags: {a: b}}]
                  securityGroupSelectorTerms: [{tags: {a: b}}]
                  role: node
                """ + spec.indent(2) + status).values(Ec2NodeClass.class).getFirst();
    }

    private CapacityBuffer buffer(String version, String spec) {
        return read("""
                apiVersion: autoscaling.x-k8s.io/%s
                kind: CapacityBuffer
                metadata: {name: spare, namespace: prod}
                spec:
                """.formatted(version) + spec.indent(2))
                .values(CapacityBuffer.class)
                .getFirst();
    }

    private void expectProblem(String field, String expected) {
        Diagnostic problem = diagnostics.list().getFirst();
        assertThat(problem.fieldPath()).isEqualTo(field);
        assertThat(problem.expected()).contains(expected);
    }

    @Test
    void anOverlayIsReadAsItIsWritten() {
        NodeOverlay overlay = overlay("""
                price: "5.00"
                capacity: {example.com/device: 2}
                weight: 10
                """);
        assertThat(diagnostics.list()).isEmpty();
        assertThat(overlay.price()).isEqualTo(new PriceChange.Fixed(5_000_000));
        assertThat(overlay.capacity()).isEqualTo(Resources.of("example.com/device", 2));
        assertThat(overlay.weight()).isEqualTo(10);
        assertThat(overlay.requirements().getFirst().values()).containsExactly("4");
    }

    @ParameterizedTest
    @CsvSource({"-0.5, -500000", "+1.2, 1200000", "+.05, 50000"})
    void anAdjustmentByAnAmount(String text, long microUsd) {
        assertThat(overlay("priceAdjustment: \"" + text + "\"").price()).isEqualTo(new PriceChange.By(microUsd));
        assertThat(diagnostics.list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"+10%, 10", "-15%, -15", "-99.5%, -99.5", "-100%, -100", "+250%, 250"})
    void anAdjustmentByAShare(String text, BigDecimal percent) {
        PriceChange change = Objects.requireNonNull(
                overlay("priceAdjustment: \"" + text + "\"").price());
        assertThat(change)
                .isInstanceOfSatisfying(
                        PriceChange.ByPercent.class,
                        by -> assertThat(by.percent()).isEqualByComparingTo(percent));
        assertThat(diagnostics.list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "priceAdjustment: \"10%\"                | spec.priceAdjustment | a signed amount",
                "priceAdjustment: \"-101%\"              | spec.priceAdjustment | a signed amount",
                "price: \"-1\"                           | spec.price           | without a sign",
                "price: 5                                | spec.price           | text",
                "{price: \"1\", priceAdjustment: \"+1\"} | spec                 | `price` for a price of its own",
                "capacity: {cpu: 4}                      | spec.capacity        | example.com/device",
                "weight: 0                               | spec.weight          | from 1 to 10000",
            })
    void whatAnOverlayCannotSay(String spec, String field, String expected) {
        overlay(spec.startsWith("{") ? spec.substring(1, spec.length() - 1).replace(", ", "\n") : spec);
        expectProblem(field, expected);
    }

    @Test
    void theReservationsOfANodeClassAreReadFromItsTermsAndItsStatus() {
        Ec2NodeClass nodeClass = nodeClass("""
                capacityReservationSelectorTerms:
                  - id: cr-0123
                  - tags: {team: ml}
                    ownerID: "123456789012"
                """, """
                status:
                  capacityReservations:
                    - availabilityZone: a
                      id: cr-0123
                      instanceMatchCriteria: targeted
                      instanceType: p5.48xlarge
                      ownerID: "123456789012"
                      reservationType: capacity-block
                      state: expiring
                """);
        assertThat(diagnostics.list()).isEmpty();
        assertThat(nodeClass.reserved().terms())
                .containsExactly(
                        new CapacityReservation.Term("cr-0123", Labels.NONE, "", ""),
                        new CapacityReservation.Term("", Labels.of("team", "ml"), "123456789012", ""));
        assertThat(nodeClass.reserved().found())
                .containsExactly(new CapacityReservation(
                        "cr-0123",
                        "p5.48xlarge",
                        "a",
                        "capacity-block",
                        false,
                        true,
                        "123456789012",
                        "targeted",
                        Labels.NONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ownerID: \"1\"}                    | `id: cr-",
                "{id: cr-1, tags: {a: b}}            | `id` only",
                "{id: reservation}                   | an id such as cr-",
                "{instanceMatchCriteria: targetted}  | targeted",
            })
    void whatATermCannotSay(String term, String expected) {
        nodeClass("capacityReservationSelectorTerms: [" + term + "]", "");
        assertThat(diagnostics.list().getFirst().expected()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // id, team, owner, criteria of the term; whether it selects a targeted reservation cr-1 of 12, team=ml
                "cr-1, -, -, -, true",
                "cr-2, -, -, -, false",
                "-, ml, -, -, true",
                "-, '*', -, -, true",
                "-, web, -, -, false",
                "-, ml, 12, -, true",
                "-, ml, 34, -, false",
                "-, -, -, targeted, true",
                "-, -, -, open, false",
                "-, -, 12, -, false"
            })
    void whichReservationsATermSelects(
            @Nullable String id,
            @Nullable String team,
            @Nullable String owner,
            @Nullable String criteria,
            boolean selected) {
        CapacityReservation.Term term = new CapacityReservation.Term(
                Objects.requireNonNullElse(id, ""),
                team == null ? Labels.NONE : Labels.of("team", team),
                Objects.requireNonNullElse(owner, ""),
                Objects.requireNonNullElse(criteria, ""));
        CapacityReservation reservation = new CapacityReservation(
                "cr-1", "p5.48xlarge", "a", "default", false, false, "12", "targeted", Labels.of("team", "ml"));
        assertThat(reservation.selectedBy(List.of(term))).isEqualTo(selected);
    }

    @Test
    void aStaticPoolIsLimitedInNodesOnlyAndHasNoWeight() {
        read(ManifestReaderTest.pool("replicas: 3\nlimits: {nodes: 5}"));
        assertThat(diagnostics.list()).isEmpty();
        NodePool pool = read(ManifestReaderTest.pool("replicas: 3\nlimits: {cpu: 5}\nweight: 2"))
                .values(NodePool.class)
                .getFirst();
        assertThat(pool.replicas()).isEqualTo(3);
        assertThat(diagnostics.list())
                .extracting(Diagnostic::message)
                .containsExactly("a static pool can be limited in nodes only", "a static pool has no weight");
    }

    @ParameterizedTest
    @CsvSource({"v1alpha1", "v1beta1"})
    void aBufferThatFollowsAWorkload(String version) {
        CapacityBuffer buffer = buffer(version, """
                provisioningStrategy: buffer.x-k8s.io/active-capacity
                scalableRef: {apiGroup: apps, kind: Deployment, name: web}
                percentage: 20
                limits: {cpu: "8"}
                """);
        assertThat(diagnostics.list()).isEmpty();
        assertThat(buffer.shape()).isEqualTo(new CapacityBuffer.Shape("Deployment", "web"));
        assertThat(buffer.percentage()).isEqualTo(20);
        assertThat(buffer.limits()).isEqualTo(Resources.of(Resources.CPU, 8_000));
    }

    @Test
    void aBufferOfAPodTemplate() {
        Manifests manifests = read("""
                apiVersion: v1
                kind: PodTemplate
                metadata: {name: chunk, namespace: prod}
                template:
                  metadata: {labels: {app: web}}
                  spec: {containers: [{name: c, image: "c:1", resources: {requests: {cpu: 250m}}}]}
                """);
        assertThat(diagnostics.list()).isEmpty();
        StoredPodTemplate template = manifests.values(StoredPodTemplate.class).getFirst();
        assertThat(template.template().spec().requests().cpuMilli()).isEqualTo(250);
        assertThat(buffer("v1beta1", "podTemplateRef: {name: chunk}\nreplicas: 2")
                        .shape())
                .isEqualTo(new CapacityBuffer.Shape(CapacityBuffer.Shape.POD_TEMPLATE, "chunk"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "podTemplateRef: {name: c}                       | `replicas`, `limits` or both",
                "replicas: 2                                     | `podTemplateRef: {name: NAME}`, or",
                "scalableRef: {kind: Job, name: j}               | one of Deployment, StatefulSet, ReplicaSet",
                "scalableRef: {kind: Deployment, name: d}        | `percentage`, `replicas` or `limits`",
            })
    void whatABufferCannotBe(String spec, String expected) {
        buffer("v1beta1", spec);
        assertThat(diagnostics.list().getFirst().expected()).contains(expected);
    }
}
