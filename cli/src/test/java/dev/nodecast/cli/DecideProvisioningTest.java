package dev.nodecast.cli;

import static dev.nodecast.cli.CaseFiles.caseOf;
import static dev.nodecast.cli.CaseFiles.pendingPod;
import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nodecast decide provisioning} as its users call it. */
class DecideProvisioningTest {

    @TempDir
    private Path root = Path.of("");

    @Test
    void aCaseIsAnsweredOnOneLineInTheShapeOfTheReference() throws IOException {
        String objects = CaseFiles.POOL + pendingPod("fits", "3") + pendingPod("never", "9");
        CommandLine run = decide("--case", caseOf(root, "p-one", objects).toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("""
                {"case":"p-one","kind":"provisioning",\
                "newNodeClaims":[{"nodePool":"default","pods":["fits"],"requests":{"cpu":"3","pods":"1"},\
                "instanceTypeOptions":[{"name":"large","price":0.4}],\
                "capacityTypes":["on-demand"],"zones":["a"],\
                "requirements":[\
                {"key":"karpenter.sh/capacity-type","operator":"In","values":["on-demand"]},\
                {"key":"karpenter.sh/nodepool","operator":"In","values":["default"]}],\
                "cheapestOffering":{"instanceType":"large","zone":"a","capacityType":"on-demand","price":0.4}}],\
                "existingNodes":[],\
                "podErrors":[{"pod":"never","reasons":["instance-resources"]}],\
                "summary":{"newNodeClaims":1,"podsOnNew":1,"podsOnExisting":0,"podErrors":1,"cheapestTotalPrice":0.4}}
                """);
    }

    @Test
    void aPackingAtTheLeastCostSaysItsCostItsBoundAndWhatKarpenterWouldPay() throws IOException {
        // Four pods of one core: Karpenter takes one large node at 0.4; small holds one each: 4 x 0.1, as dear. With
        // two
        // pods it takes 2 x 0.1 = 0.2.
        String objects = CaseFiles.POOL + pendingPod("one", "1") + pendingPod("two", "1");
        String folder = caseOf(root, "p-two", objects).toString();

        assertThat(decide("--case", folder, "--packing", "optimal").out())
                .contains("\"cheapestTotalPrice\":0.2}")
                .contains("\"packing\":{\"cost\":0.2,\"bound\":0.2,\"gapPercent\":0.0,\"optimal\":true,"
                        + "\"greedyCost\":0.4,\"greedyNodes\":1,");
        assertThat(decide("--case", folder, "--packing", "optimal", "--node-cost", "0.3")
                        .out())
                .contains("\"packing\":{\"cost\":0.7,\"bound\":0.7,");
        assertThat(decide("--case", folder).out()).doesNotContain("packing");
    }

    @Test
    void whatIsNoCostOfANodeAndNoWorkIsRefused() throws IOException {
        String folder = caseOf(root, "p-none", CaseFiles.POOL).toString();
        CommandLine tooFine = decide("--case", folder, "--packing", "optimal", "--node-cost", "0.1234567");
        assertThat(tooFine.exitCode()).isEqualTo(2);
        assertThat(tooFine.err())
                .contains(
                        "--node-cost: found 0.1234567, expected USD an hour from 0 to 1000 with at most six decimals");
        CommandLine noWork = decide("--case", folder, "--packing", "optimal", "--packing-work", "0");
        assertThat(noWork.exitCode()).isEqualTo(2);
        assertThat(noWork.err()).contains("packing work: found 0 steps, expected at least 1");
    }

    @Test
    void severalCasesAreAnsweredOneALineInTheirOrder() throws IOException {
        String first =
                caseOf(root, "p-b", CaseFiles.POOL + pendingPod("one", "1")).toString();
        String second =
                caseOf(root, "p-a", CaseFiles.POOL + pendingPod("two", "2")).toString();
        CommandLine run = decide("--case", first, "--case", second);

        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("{\"case\":\"p-b\""),
                        line -> assertThat(line).startsWith("{\"case\":\"p-a\""));
    }

    @Test
    void aCaseThatCannotBeReadIsReportedAndTheOthersAreAnswered() throws IOException {
        String broken = caseOf(root, "p-broken", "kind: [").toString();
        String good = caseOf(root, "p-good", CaseFiles.POOL).toString();
        CommandLine run = decide("--case", broken, "--case", good);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("input.yaml:1");
        assertThat(run.out().lines()).singleElement().asString().startsWith("{\"case\":\"p-good\"");
    }

    @Test
    void overlaysChangeWhatIsBoughtAndBuffersAskForRoom() throws IOException {
        String objects = CaseFiles.POOL + """
                apiVersion: karpenter.sh/v1alpha1
                kind: NodeOverlay
                metadata: {name: cheap, uid: o}
                spec:
                  requirements: [{key: node.kubernetes.io/instance-type, operator: In, values: [large]}]
                  price: "0.05"
                ---
                apiVersion: v1
                kind: PodTemplate
                metadata: {name: chunk, namespace: default, uid: t}
                template: {spec: {containers: [{name: c, image: 'c:1', resources: {requests: {cpu: 500m}}}]}}
                ---
                apiVersion: autoscaling.x-k8s.io/v1beta1
                kind: CapacityBuffer
                metadata: {name: spare, namespace: default, uid: b}
                spec: {podTemplateRef: {name: chunk}, replicas: 2}
                ---
                """ + pendingPod("waits", "1");
        CommandLine run = decide("--case", caseOf(root, "p-supply", objects).toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("\"pods\":[\"capacity-buffer-spare-1\",\"capacity-buffer-spare-2\",\"waits\"]")
                .contains("\"instanceTypeOptions\":[{\"name\":\"large\",\"price\":0.05}]");
    }

    private static CommandLine decide(String... arguments) {
        String[] all = new String[arguments.length + 4];
        all[0] = "decide";
        all[1] = "provisioning";
        all[2] = "--format";
        all[3] = "json";
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return nodecast(all);
    }
}
