package dev.nodecast.scenarios.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scenarios.file.ScenarioSource;
import dev.nodecast.scenarios.result.Figures;
import dev.nodecast.scenarios.result.ScenarioResult;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Capacity reservations, static pools, NodeOverlays and CapacityBuffers, from the manifests to the bill of a day. */
class SupplyScenarioTest {

    private static final Options ONE = Options.of("test").withThreads(1).withBounds(false);

    @TempDir
    private Path folder;

    private String manifests = "";
    private String settings = "";

    @BeforeEach
    void aNodeClass() {
        manifest("""
                apiVersion: karpenter.k8s.aws/v1
                kind: EC2NodeClass
                metadata: {name: default}
                spec:
                  amiSelectorTerms: [{alias: al2023@latest}]
                  subnetSelectorTerms: [{tags: {a: b}}]
                  securityGroupSelectorTerms: [{tags: {a: b}}]
                  role: node
                  capacityReservationSelectorTerms: [{tags: {team: ml}}]
                """);
    }

    private void manifest(String text) {
        manifests += "---\n" + text;
    }

    private void pool(String more) {
        manifest("""
                apiVersion: karpenter.sh/v1
                kind: NodePool
                metadata: {name: pool}
                spec:
                  template:
                    spec:
                      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
                      expireAfter: Never
                      requirements:
                        - {key: node.kubernetes.io/instance-type, operator: In, values: [g4dn.xlarge, g5.xlarge]}
                        - {key: karpenter.sh/capacity-type, operator: In, values: [reserved, on-demand]}
                        - {key: topology.kubernetes.io/zone, operator: In, values: [ap-northeast-2a]}
                """ + more.indent(2));
    }

    private void workers(int replicas) {
        manifest("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: worker, namespace: prod}
                spec:
                  replicas: %d
                  selector: {matchLabels: {app: worker}}
                  template:
                    metadata: {labels: {app: worker}}
                    spec:
                      containers:
                        - name: w
                          image: w:1
                          resources: {requests: {cpu: "2", memory: 8Gi}, limits: {nvidia.com/gpu: 1}}
                """.formatted(replicas));
    }

    private ScenarioResult run() throws IOException {
        Files.writeString(folder.resolve("all.yaml"), manifests);
        String text = """
                name: supply
                duration: 1d
                manifests: [all.yaml]
                bill: {controlPlane: false, storage: false}
                """ + settings;
        return Experiment.run(new ScenarioSource(SourceText.of("test.yaml", text), folder), List.of(), ONE);
    }

    @Test
    void reservedCapacityIsTakenFirstAndTheRestOfItIsPaidForToo() throws IOException {
        settings = """
                capacityReservations:
                  - {id: cr-1, instanceType: g5.xlarge, zone: ap-northeast-2a, count: 3, tags: {team: ml}}
                """;
        pool("");
        workers(2);

        ScenarioResult result = run();

        Figures.Cost cost = result.figures().cost();
        assertThat(result.figures().fleet()).containsOnlyKeys("pool/g5.xlarge/reserved");
        assertThat(result.figures().nodes().launched().mean()).isEqualTo(2);
        // Three instances are paid for all day long; what two of them did not run is waste.
        double perHour = 1.237;
        assertThat(cost.compute().mean() + cost.commitment().mean()).isCloseTo(3 * 24 * perHour, within(0.01));
        assertThat(cost.commitment().mean()).isGreaterThan(24 * perHour);
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void podsBeyondTheReservationGetOnDemandCapacityAFewSecondsLater() throws IOException {
        settings = """
                capacityReservations:
                  - {id: cr-1, instanceType: g5.xlarge, zone: ap-northeast-2a, count: 1, tags: {team: ml}}
                """;
        pool("");
        workers(3);

        ScenarioResult result = run();

        assertThat(result.figures().fleet().keySet())
                .containsExactlyInAnyOrder("pool/g5.xlarge/reserved", "pool/g4dn.xlarge/on-demand");
        assertThat(result.figures().nodes().launched().mean()).isEqualTo(3);
    }

    @Test
    void aReservationThatNobodyAsksForIsWarnedOf() throws IOException {
        settings = "capacityReservations: [{id: cr-1, instanceType: g5.xlarge, zone: ap-northeast-2a}]\n";
        pool("");
        workers(1);

        ScenarioResult result = run();

        assertThat(result.warnings())
                .singleElement()
                .asString()
                .contains("no EC2NodeClass asks for capacity reservation `cr-1`");
        assertThat(result.figures().cost().commitment().mean()).isCloseTo(24 * 1.237, within(0.01));
    }

    @Test
    void aStaticPoolIsThereWithoutPodsWithinItsLimit() throws IOException {
        pool("""
                replicas: 5
                limits: {nodes: 2}
                """);

        Figures figures = run().figures();

        assertThat(figures.nodes().launched().mean()).isEqualTo(2);
        assertThat(figures.fleet()).containsOnlyKeys("pool/g4dn.xlarge/on-demand");
    }

    @Test
    void anOverlayChangesWhatIsBoughtAndNotWhatItCosts() throws IOException {
        pool("");
        workers(1);
        double perHour = run().figures().cost().compute().mean();
        manifest("""
                apiVersion: karpenter.sh/v1alpha1
                kind: NodeOverlay
                metadata: {name: agreed-price}
                spec:
                  requirements: [{key: node.kubernetes.io/instance-type, operator: In, values: [g5.xlarge]}]
                  price: "0.01"
                """);

        Figures figures = run().figures();

        assertThat(figures.fleet()).containsOnlyKeys("pool/g5.xlarge/on-demand");
        assertThat(figures.cost().compute().mean()).isGreaterThan(perHour * 1.5).isCloseTo(24 * 1.237, within(0.1));
    }

    @Test
    void anOverlayThatMatchesNothingIsWarnedOf() throws IOException {
        pool("");
        manifest("""
                apiVersion: karpenter.sh/v1alpha1
                kind: NodeOverlay
                metadata: {name: typo}
                spec:
                  requirements: [{key: node.kubernetes.io/instance-type, operator: In, values: [g5.xlarg]}]
                  priceAdjustment: "-10%"
                """);

        assertThat(run().warnings())
                .singleElement()
                .asString()
                .contains("NodeOverlay `typo` has no effect: its requirements match nothing");
    }

    @Test
    void aBufferKeepsANodeFreeBesideThoseOfTheWorkload() throws IOException {
        pool("disruption: {consolidationPolicy: WhenEmptyOrUnderutilized, consolidateAfter: 0s}\n");
        workers(4);
        manifest("""
                apiVersion: autoscaling.x-k8s.io/v1beta1
                kind: CapacityBuffer
                metadata: {name: spare, namespace: prod}
                spec:
                  scalableRef: {apiGroup: apps, kind: Deployment, name: worker}
                  percentage: 25
                """);

        Figures figures = run().figures();

        // Four nodes for the pods and one for a quarter of them, all day long.
        assertThat(figures.nodes().launched().mean()).isEqualTo(5);
        assertThat(figures.gpuHours().idle().mean()).isGreaterThan(23);
    }

    @Test
    void aBufferThatRefersToNothingIsWarnedOf() throws IOException {
        pool("");
        manifest("""
                apiVersion: autoscaling.x-k8s.io/v1beta1
                kind: CapacityBuffer
                metadata: {name: spare, namespace: prod}
                spec: {podTemplateRef: {name: chunk}, replicas: 2}
                """);

        assertThat(run().warnings())
                .singleElement()
                .asString()
                .contains("CapacityBuffer `prod/spare` refers to something that is not there");
    }
}
