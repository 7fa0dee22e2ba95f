package dev.nodecast.cli;

import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nodecast decide disruption} as its users call it. */
class DecideDisruptionTest {

    @TempDir
    private Path root = Path.of("");

    private static String pool(String consolidateAfter) {
        return CaseFiles.POOL.replace(
                "---\n",
                "  disruption: {consolidationPolicy: WhenEmptyOrUnderutilized, consolidateAfter: %s, budgets: [{nodes: 100%%}]}\n---\n"
                        .formatted(consolidateAfter));
    }

    /** A node with its claim, long initialised. */
    private static String node(String name, String type, int cpu) {
        String labels =
                "{karpenter.sh/nodepool: default, node.kubernetes.io/instance-type: %s, topology.kubernetes.io/zone: a,"
                        + " karpenter.sh/capacity-type: on-demand, kubernetes.io/hostname: %s,"
                        + " karpenter.sh/registered: 'true', karpenter.sh/initialized: 'true'}";
        String size = "{cpu: '%d', memory: 16Gi, pods: '20'}".formatted(cpu);
        return """
            apiVersion: v1
            kind: Node
            metadata: {name: %1$s, uid: %1$s, labels: %2$s}
            spec: {providerID: i-%1$s}
            status: {capacity: %3$s, allocatable: %3$s, conditions: [{type: Ready, status: 'True'}]}
            ---
            apiVersion: karpenter.sh/v1
            kind: NodeClaim
            metadata: {name: %1$s-claim, uid: %1$s-claim, creationTimestamp: '2026-01-14T00:00:00Z', labels: %2$s}
            spec:
              nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
              requirements: []
              expireAfter: Never
            status:
              providerID: i-%1$s
              nodeName: %1$s
              capacity: %3$s
              allocatable: %3$s
              conditions:
              - {type: Launched, status: 'True', lastTransitionTime: '2026-01-14T00:00:00Z'}
              - {type: Registered, status: 'True', lastTransitionTime: '2026-01-14T00:00:00Z'}
              - {type: Initialized, status: 'True', lastTransitionTime: '2026-01-14T00:00:00Z'}
            ---
            """.formatted(name, labels.formatted(type, name), size);
    }

    private static String runningPod(String name, String node, String cpu) {
        return """
            apiVersion: v1
            kind: Pod
            metadata:
              name: %1$s
              namespace: default
              uid: %1$s
              creationTimestamp: '2026-01-14T01:00:00Z'
              ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: rs, controller: true}]
            spec: {nodeName: %2$s, containers: [{name: main, image: 'app:1', resources: {requests: {cpu: '%3$s'}}}]}
            status: {phase: Running, startTime: '2026-01-14T01:00:00Z', conditions: [{type: Ready, status: 'True'}]}
            ---
            """.formatted(name, node, cpu);
    }

    private String aCase(String objects) throws IOException {
        return CaseFiles.caseOf(root, "d-one", objects).toString();
    }

    /** One large node with a pod that a small one would do for. */
    private static String oversized() {
        return pool("0s") + node("big", "large", 8) + runningPod("web-1", "big", "1");
    }

    @Test
    void aCaseIsAnsweredOnOneLineInTheShapeOfTheReference() throws IOException {
        CommandLine run = nodecast("decide", "disruption", "--format", "json", "--case", aCase(oversized()));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("""
                {"case":"d-one","kind":"disruption","command":{"method":"single-node","reason":"Underutilized",\
                "decision":"replace","candidates":["big"],\
                "replacements":[{"nodePool":"default","pods":["web-1"],"requests":{"cpu":"1","pods":"1"},\
                "instanceTypeOptions":[{"name":"small","price":0.1}],"capacityTypes":["on-demand"],"zones":["a"],\
                "requirements":[\
                {"key":"karpenter.sh/capacity-type","operator":"In","values":["on-demand"]},\
                {"key":"karpenter.sh/nodepool","operator":"In","values":["default"]}],\
                "cheapestOffering":{"instanceType":"small","zone":"a","capacityType":"on-demand","price":0.1}}],\
                "rescheduledToExisting":[],"sourcePrice":0.4,"estimatedSavings":0.3},\
                "nodeClaimStates":[{"nodeClaim":"big-claim","consolidatable":true}],"expired":[]}
                """);
    }

    @Test
    void whereNothingIsToBeDoneTheAnswerSaysSo() throws IOException {
        String objects = pool("0s") + node("right", "small", 2) + runningPod("web-1", "right", "1");
        CommandLine run = nodecast("decide", "disruption", "--format", "json", "--case", aCase(objects));

        assertThat(run.json().at("/command/method").asString()).isEqualTo("none");
        assertThat(run.json().at("/command/decision").asString()).isEqualTo("none");
    }

    @Test
    void eachNodeThatStaysHasASentence() throws IOException {
        String objects = pool("0s")
                + node("right", "small", 2)
                + runningPod("web-1", "right", "1500m")
                + node("held", "large", 8)
                + runningPod("web-2", "held", "7")
                        .replace("  namespace", "  annotations: {karpenter.sh/do-not-disrupt: 'true'}\n  namespace");
        CommandLine run = nodecast("decide", "disruption", "--format", "explain", "--case", aCase(objects));

        assertThat(run.out())
                .contains("no node would go now")
                .contains("held stays: pod default/web-2 has the annotation karpenter.sh/do-not-disrupt.")
                .contains("right stays: ");
    }

    @Test
    void aNodeThatNothingKeepsIsToldThatAnotherCommandGoesFirst() throws IOException {
        String objects =
                pool("0s") + node("empty", "small", 2) + node("big", "large", 8) + runningPod("web-1", "big", "1");
        CommandLine run = nodecast("decide", "disruption", "--format", "explain", "--case", aCase(objects));

        assertThat(run.out())
                .contains(
                        "big stays: nothing keeps it, but one command is carried out at a time: when it is done this node"
                                + " is looked at again.")
                .doesNotContain("empty stays");
    }

    @Test
    void theTableShowsWhatGoesWhatComesAndWhatItSaves() throws IOException {
        CommandLine run = nodecast("decide", "disruption", "--case", aCase(oversized()));

        assertThat(run.out())
                .contains("single-node: 1 node would go, 1 node would come, saving $0.3000/h ($219.00 a month)")
                .contains("all nodes of pools cost $0.4000/h")
                .contains("big", "small on-demand in a at $0.1000/h");
    }

    @Test
    void theSequenceGoesOnUntilNothingMoreChanges() throws IOException {
        String objects =
                pool("0s") + node("empty", "small", 2) + node("big", "large", 8) + runningPod("web-1", "big", "1");
        CommandLine run = nodecast("decide", "disruption", "--format", "json", "--sequence", "--case", aCase(objects));

        assertThat(run.json().at("/command/method").asString()).isEqualTo("emptiness");
        assertThat(run.json().at("/sequence/settled").asBoolean()).isTrue();
        assertThat(run.json().at("/sequence/leftOut"))
                .singleElement()
                .satisfies(what -> assertThat(what.asString()).isEqualTo("expiry"));
        assertThat(run.json().at("/sequence/steps").size()).isEqualTo(2);
        assertThat(run.json().at("/sequence/steps/1/method").asString()).isEqualTo("single-node");
        assertThat(run.json().at("/sequence/pricePerHourBefore").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(run.json().at("/sequence/pricePerHourAfter").decimalValue()).isEqualByComparingTo("0.1");
    }

    @Test
    void globalConsolidationTurnsTwoNodesIntoTwoCheaperOnesWhereKarpenterKeepsOneDearNode() throws IOException {
        String objects = pool("0s")
                + node("big-1", "large", 8)
                + node("big-2", "large", 8)
                + runningPod("web-1", "big-1", "1500m")
                + runningPod("web-2", "big-2", "1500m");
        CommandLine karpenter =
                nodecast("decide", "disruption", "--format", "json", "--sequence", "--case", aCase(objects));
        CommandLine global = nodecast(
                "decide",
                "disruption",
                "--format",
                "json",
                "--sequence",
                "--consolidation",
                "global",
                "--case",
                aCase(objects));

        assertThat(karpenter.json().at("/sequence/pricePerHourAfter").decimalValue())
                .isEqualByComparingTo("0.4");
        assertThat(global.json().at("/command/method").asString()).isEqualTo("global");
        assertThat(global.json().at("/command/replacements").size()).isEqualTo(2);
        assertThat(global.json().at("/sequence/pricePerHourAfter").decimalValue())
                .isEqualByComparingTo("0.2");
        assertThat(global.json().at("/bound/leastPricePerHour").decimalValue()).isEqualByComparingTo("0.2");
    }

    @Test
    void theObjectsOfAClusterAreAnsweredWithWhyEachNodeStays() throws IOException {
        Path input = root.resolve("cluster.yaml");
        Path types = root.resolve("types.json");
        Files.writeString(input, pool("Never") + node("big", "large", 8) + runningPod("web-1", "big", "1"));
        Files.writeString(types, CaseFiles.TYPES);
        CommandLine run = nodecast(
                "decide",
                "disruption",
                "--format",
                "json",
                "--input",
                input.toString(),
                "--instance-types",
                types.toString(),
                "--now",
                "2026-01-15T12:00:00Z");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().at("/whyNodesStay/big").asString()).isEqualTo("its NodePool never consolidates");
        assertThat(run.json().at("/pricePerHour").decimalValue()).isEqualByComparingTo("0.4");
    }

    @Test
    void aCaseThatCannotBeReadIsReportedAndTheOthersAreAnswered() throws IOException {
        String broken = CaseFiles.caseOf(root, "d-broken", "kind: [").toString();
        CommandLine run =
                nodecast("decide", "disruption", "--format", "json", "--case", broken, "--case", aCase(oversized()));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("input.yaml:1");
        assertThat(run.out().lines()).singleElement().asString().startsWith("{\"case\":\"d-one\"");
    }

    @Test
    void nothingToDecideOnIsBadInput() {
        CommandLine run = nodecast("decide", "disruption");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--input", "--case");
    }
}
