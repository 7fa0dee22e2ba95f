package dev.nodecast.scheduler.decide;

import static dev.nodecast.scheduler.decide.SmallInput.POOL;
import static dev.nodecast.scheduler.decide.SmallInput.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What an answer takes for granted or leaves out where the objects do not say it, in sentences. */
class AssumptionsTest {

    private static final String STATIC_POOL =
            POOL.replace("name: default}\nspec:\n", "name: fixed}\nspec:\n  replicas: 3\n");

    private static List<String> assumed(String objects) {
        return SmallInput.of(objects).assumptions();
    }

    private static String staticNode(String name, String metadata) {
        return """
            apiVersion: v1
            kind: Node
            metadata: {name: %1$s, uid: %1$s, labels: {karpenter.sh/nodepool: fixed}%2$s}
            spec: {providerID: i-%1$s}
            status: {capacity: {cpu: 4}, allocatable: {cpu: 4}}
            ---
            """.formatted(name, metadata);
    }

    private static String podWithClaim(String name, String volume) {
        return """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s}
            spec:
              containers: [{name: a, image: 'a:1'}]
              volumes: [{name: data, %s}]
            ---
            """.formatted(name, volume);
    }

    private static String overlay(String name, String spec) {
        return """
            apiVersion: karpenter.sh/v1alpha1
            kind: NodeOverlay
            metadata: {name: %s}
            spec:
              requirements: [{key: topology.kubernetes.io/zone, operator: In, values: [a]}]
              %s
            ---
            """.formatted(name, spec);
    }

    @Test
    void nothingIsAssumedWhereTheObjectsSayAll() {
        assertThat(assumed(POOL)).isEmpty();
    }

    @Test
    void whereEveryPoolIsStaticNothingIsLaunchedForPods() {
        assertThat(assumed(STATIC_POOL)).contains("Every NodePool is a static one: nothing is launched for pods");
        assertThat(assumed(POOL + STATIC_POOL)).noneMatch(sentence -> sentence.startsWith("Every NodePool"));
    }

    /** 1 of 3 stays, one is leaving: 2 more are launched. */
    @Test
    void nodesThatAStaticPoolLacksAreLaunchedBesideTheAnswer() {
        String nodes = staticNode("n1", "") + staticNode("n2", ", deletionTimestamp: '1970-01-01T00:00:00Z'");
        assertThat(assumed(POOL + STATIC_POOL + nodes))
                .containsExactly(
                        "NodePool fixed is static and has 1 of its 3 nodes: 2 more are launched whatever pods ask"
                                + " for, and are not part of this answer");
    }

    @Test
    void aStaticPoolThatHasItsNodesIsNotSpokenOf() {
        assertThat(assumed(POOL + STATIC_POOL + staticNode("n1", "") + staticNode("n2", "") + staticNode("n3", "")))
                .isEmpty();
    }

    @Test
    void volumeClaimsThatNobodyPrintedAreTakenAsBoundAndTheFirstIsNamed() {
        String one = podWithClaim("p1", "persistentVolumeClaim: {claimName: disk-1}");
        String two = podWithClaim("p2", "persistentVolumeClaim: {claimName: disk-2}");
        assertThat(assumed(POOL + one))
                .containsExactly("volume claim default/disk-1 not among the objects: taken as bound to volumes that any"
                        + " node can attach");
        assertThat(assumed(POOL + one + two))
                .containsExactly(
                        "volume claim default/disk-1 and 1 more not among the objects: taken as bound to volumes"
                                + " that any node can attach");
    }

    /** Where claims were printed, one that is missing is missing in the cluster too: its pod waits for it. */
    @Test
    void aClaimThatIsMissingAmongPrintedOnesIsNotMadeUp() {
        String printed = """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: other}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                ---
                """;
        assertThat(assumed(POOL + printed + podWithClaim("p1", "persistentVolumeClaim: {claimName: disk-1}")))
                .isEmpty();
    }

    @Test
    void aBufferWhoseTemplateIsMissingKeepsNoRoom() {
        String buffer = """
                apiVersion: autoscaling.x-k8s.io/v1beta1
                kind: CapacityBuffer
                metadata: {name: spare, namespace: prod}
                spec: {podTemplateRef: {name: chunk}, replicas: 2}
                ---
                """;
        String template = """
                apiVersion: v1
                kind: PodTemplate
                metadata: {name: chunk, namespace: prod}
                template: {spec: {containers: [{name: c, image: 'c:1', resources: {requests: {cpu: 500m}}}]}}
                ---
                """;
        assertThat(assumed(POOL + buffer))
                .containsExactly("CapacityBuffer prod/spare keeps no room: what it refers to is not among the objects");
        assertThat(assumed(POOL + buffer + template)).isEmpty();
    }

    @Test
    void anOverlayThatDoesNotHoldIsNamedWithTheReason() {
        assertThat(assumed(POOL + overlay("a", "price: '0.05'") + overlay("b", "price: '0.06'")))
                .containsExactly("NodeOverlay a has no effect: it conflicts with another overlay of weight 0");
    }

    /** With a list of types people say themselves what is reserved. */
    @Test
    void reservationsThatNodeClassesFoundAreLeftOutOfTheBundledCatalogue() {
        String nodeClass = """
                apiVersion: karpenter.k8s.aws/v1
                kind: EC2NodeClass
                metadata: {name: default}
                spec:
                  amiSelectorTerms: [{alias: al2023@latest}]
                  subnetSelectorTerms: [{tags: {a: b}}]
                  securityGroupSelectorTerms: [{tags: {a: b}}]
                  role: node
                  capacityReservationSelectorTerms: [{id: cr-0123}]
                status:
                  capacityReservations:
                  - {availabilityZone: ap-northeast-2a, id: cr-0123, instanceMatchCriteria: targeted, instanceType: p5.48xlarge, ownerID: '1', reservationType: default, state: active}
                ---
                """;
        String pool = POOL.replace(
                "requirements: [",
                "requirements: [{key: topology.kubernetes.io/zone, operator: In, values: [ap-northeast-2a]}, ");
        String sentence =
                "Capacity reservations are left out: no object says how many more instances they can hold; give"
                        + " the instance types with --instance-types to say so";
        assertThat(SmallInput.ofCatalogue(pool + nodeClass).assumptions()).contains(sentence);
        assertThat(SmallInput.ofCatalogue(pool).assumptions()).doesNotContain(sentence);
        assertThat(assumed(pool + nodeClass)).doesNotContain(sentence);
    }

    @Test
    void poolsThatCanBuyReservedCapacityAreNamedAsPackedAsKarpenterDoes() {
        String optimal =
                POOL.replace("{name: default}", "{name: default, annotations: {nodecast.dev/packing: optimal}}");
        String reserved = SmallInput.TYPES.replace(
                "- {zone: a, capacityType: on-demand, price: 0.4}",
                "- {zone: a, capacityType: reserved, price: 0, reservation: {id: cr-1, remaining: 2}}");
        String web = deployment("web", 1, "cpu: 1");

        assertThat(ProvisioningForm.of(ProvisioningDecision.of(SmallInput.of(optimal + web, reserved))))
                .containsEntry("packedAsKarpenter", List.of("default"));
        assertThat(ProvisioningForm.of(ProvisioningDecision.of(SmallInput.of(optimal + web))))
                .doesNotContainKey("packedAsKarpenter");
        assertThat(ProvisioningForm.of(ProvisioningDecision.of(SmallInput.of(POOL + web, reserved))))
                .doesNotContainKey("packedAsKarpenter");
    }
}
