package dev.nodecast.cli;

import static dev.nodecast.cli.CaseFiles.pendingPod;
import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code nodecast decide provisioning --input}: the objects of a cluster, or those that people would put into one. */
class DecideInputTest {

    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 3
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: main, image: 'app:1', resources: {requests: {cpu: '2'}}}]}
            ---
            """;

    private static final String NODE = """
            apiVersion: v1
            kind: Node
            metadata:
              name: n1
              uid: n1
              labels: {kubernetes.io/hostname: n1, topology.kubernetes.io/zone: a, node.kubernetes.io/instance-type: small}
            spec: {providerID: i-1}
            status:
              capacity: {cpu: '2', memory: 4Gi, pods: '10'}
              allocatable: {cpu: 1900m, memory: 4Gi, pods: '10'}
              conditions: [{type: Ready, status: 'True'}]
            ---
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void nodesThatAreAlikeStandOnOneLineThoughTheirPodsHaveNamesOfTheirOwn() throws IOException {
        // 7.9 CPUs hold one pod of 5; the small type holds none.
        String out = decide(CaseFiles.POOL + pendingPod("a-1", "5") + pendingPod("a-2", "5") + pendingPod("a-3", "5"))
                .out();
        assertThat(out)
                .contains("  3 x    default  large on-demand a  $0.4000/h  1 pod like a-…  nothing else\n")
                .contains("  in all $1.2000/h");
    }

    @Test
    void workloadsOfTheSameNameEachGetTheirPods() throws IOException {
        String set = WEB.replace("kind: Deployment", "kind: StatefulSet").replace("replicas: 3", "replicas: 2");
        assertThat(decide(CaseFiles.POOL + WEB + set + pendingPod("web-1", "1")).out())
                .contains(" for 6 pods,");
    }

    @Test
    void aWorkloadWhoseOnlyPodHasFailedIsTakenToWantItsPods() throws IOException {
        String failed = pendingPod("web-x", "1")
                .replace("name: web-x", "labels: {app: web}, name: web-x")
                .replaceFirst("status: .*", "status: {phase: Failed}");
        assertThat(decide(CaseFiles.POOL + WEB + failed).out()).contains(" for 3 pods,");
    }

    @Test
    void thatThereIsNoPoolIsSaid() throws IOException {
        assertThat(decide(WEB).out()).contains("There is no NodePool among the objects: nothing can be launched.");
    }

    @Test
    void theTableSaysWhatIsLaunchedAtWhatPriceAndWhoIsLeftAndWhy() throws IOException {
        String objects = CaseFiles.POOL
                + NODE
                + pendingPod("a-1", "3")
                + pendingPod("a-2", "3")
                + pendingPod("tiny", "1")
                + pendingPod("never-1", "9")
                + pendingPod("never-2", "9");
        CommandLine run = decide(objects);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                1 node to launch for 2 pods, 1 pod on nodes that exist, 2 pods left waiting
                at 2026-01-15T12:00:00Z

                  NODES  pool     cheapest           each       pods on each     instead
                  1 x    default  large on-demand a  $0.4000/h  2 pods like a-…  nothing else
                  in all $0.4000/h, $292.00 a month of 730 h, if each is bought in the cheapest way

                ON NODES THAT EXIST
                  n1  tiny

                LEFT WAITING
                  2 pods like never-…: each asks for 9 cpu
                    pool default: 2 of 2 types too small
                """);
    }

    @Test
    void sentencesNameTheAlternativesAndWhatRuledTypesOut() throws IOException {
        String objects = CaseFiles.POOL + pendingPod("one", "1") + pendingPod("two", "3");
        assertThat(decide(objects, "--format", "explain").out())
                .contains("Pool default launches large on-demand in a at $0.4000/h for two, one. Nothing else would do."
                        + " 1 of the pool's 2 types would do; ruled out: 1 too small."
                        + " Without two, 1 more type would do.");
        assertThat(decide(CaseFiles.POOL + pendingPod("one", "1"), "--format", "explain")
                        .out())
                .contains("Pool default launches small on-demand in a at $0.1000/h for one."
                        + " It could also be large on-demand in a at $0.4000/h (+300 %)."
                        + " 2 of the pool's 2 types would do.");
    }

    @Test
    void programsGetTheDecisionInTheReferencesShapeAndItsExplanation() throws IOException {
        String objects = CaseFiles.POOL + pendingPod("fits", "3") + pendingPod("never", "9");
        JsonNode answer = decide(objects, "--format", "json").json();

        assertThat(answer.at("/kind").asString()).isEqualTo("provisioning");
        assertThat(answer.at("/newNodeClaims/0/cheapestOffering/instanceType").asString())
                .isEqualTo("large");
        JsonNode node = answer.at("/explanation/nodes/0");
        assertThat(node.at("/typesPossible").asInt()).isEqualTo(1);
        assertThat(node.at("/typesConsidered").asInt()).isEqualTo(2);
        assertThat(node.at("/typesLost/0/cause").asString()).isEqualTo("too small");
        assertThat(node.at("/purchases/0/price").asDouble()).isEqualTo(0.4);
        JsonNode left = answer.at("/explanation/pods/0");
        assertThat(left.at("/first").asString()).isEqualTo("never");
        assertThat(left.at("/requests/cpu").asString()).isEqualTo("9");
        assertThat(left.at("/pools/0/typesLost/0/types").asInt()).isEqualTo(2);
    }

    @Test
    void whatKubectlPrintsIsReadFromStandardInput() throws IOException {
        String list =
                "apiVersion: v1\nkind: List\nitems:\n" + indented(CaseFiles.POOL) + indented(pendingPod("p", "1"));
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
        try {
            CommandLine run = nodecast(
                    "decide",
                    "provisioning",
                    "--input",
                    "-",
                    "--instance-types",
                    types(CaseFiles.TYPES).toString());
            assertThat(run.out()).startsWith("1 node to launch for 1 pod");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void podsOfAWorkloadThatHasNoneAreTakenAsWaitingAndThatIsSaid() throws IOException {
        CommandLine run = decide(CaseFiles.POOL + WEB);
        assertThat(run.out())
                .contains("for 3 pods")
                .contains("3 pods like web-…")
                .contains("Deployment default/web has no pods among the objects: 3 pods are taken as waiting.");
    }

    @Test
    void aWorkloadWhosePodsAreThereGetsNoOthers() throws IOException {
        String running = """
                apiVersion: v1
                kind: Pod
                metadata: {name: web-1, uid: web-1, labels: {app: web}}
                spec: {nodeName: n1, containers: [{name: main, image: 'app:1'}]}
                status: {phase: Running}
                ---
                """;
        assertThat(decide(CaseFiles.POOL + NODE + WEB + running).out())
                .startsWith("0 nodes to launch for 0 pods")
                .doesNotContain("ASSUMED");
    }

    @Test
    void statefulSetsJobsAndBarePodsOfManifestsWaitToo() throws IOException {
        String objects = CaseFiles.POOL + """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: db}}
                  template:
                    metadata: {labels: {app: db}}
                    spec: {containers: [{name: main, image: 'db:1'}]}
                ---
                apiVersion: batch/v1
                kind: Job
                metadata: {name: once}
                spec:
                  parallelism: 4
                  completions: 3
                  template: {spec: {restartPolicy: Never, containers: [{name: main, image: 'job:1'}]}}
                ---
                apiVersion: batch/v1
                kind: Job
                metadata: {name: done}
                spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: 'job:1'}]}}}
                status: {succeeded: 1, conditions: [{type: Complete, status: 'True'}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: bare}
                spec: {containers: [{name: main, image: 'app:1'}]}
                """;
        assertThat(decide(objects).out())
                .startsWith("1 node to launch for 6 pods")
                .contains("StatefulSet default/db has no pods", "Job default/once has no pods", ": 3 pods are taken")
                .doesNotContain("default/done");
    }

    @Test
    void kindsThatAreNotNeededOrNotKnownAreLeftAloneWithANote() throws IOException {
        CommandLine run = decide(CaseFiles.POOL + """
                apiVersion: v1
                kind: Service
                metadata: {name: a}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: b}
                ---
                apiVersion: example.com/v1
                kind: Widget
                metadata: {name: w}
                """);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("note[NC0203]: Service is not needed here and is left alone", "and 1 more)")
                .contains("note[NC0203]: Widget is not known and is left alone");
    }

    @Test
    void withoutInstanceTypesTheBundledCatalogueOfTheNodesRegionIsUsed() throws IOException {
        Path objects = file(
                "objects.yaml", CaseFiles.POOL + NODE.replace("zone: a,", "zone: eu-west-1b,") + pendingPod("p", "4"));
        CommandLine run = nodecast("decide", "provisioning", "--input", objects.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("bundled catalogue for eu-west-1").contains("1 node to launch");
    }

    @Test
    void aRegionThatIsNotKnownIsAskedFor() throws IOException {
        String objects = file("objects.yaml", CaseFiles.POOL).toString();
        CommandLine none = nodecast("decide", "provisioning", "--input", objects);
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).contains("it is not known in which region instances are bought", "say --region");

        CommandLine wrong = nodecast("decide", "provisioning", "--input", objects, "--region", "mars-north-1");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("`mars-north-1`", "us-east-1");
    }

    @Test
    void instanceTypesMayHaveTheFormOfKarpentersKwokProvider() throws IOException {
        String kwok = """
                [{"name": "c-4x-amd64-linux",
                  "offerings": [{"Price": 0.2, "Available": true, "Requirements": [
                    {"key": "karpenter.sh/capacity-type", "operator": "In", "values": ["on-demand"]},
                    {"key": "topology.kubernetes.io/zone", "operator": "In", "values": ["test-zone-a"]}]}],
                  "architecture": "amd64", "operatingSystems": ["linux"],
                  "resources": {"cpu": "4", "memory": "8Gi", "ephemeral-storage": "20Gi"}}]
                """;
        String byFamily = pendingPod("p", "3")
                .replace("spec: {", "spec: {nodeSelector: {karpenter.kwok.sh/instance-family: c}, ");
        CommandLine run = nodecast(
                "decide",
                "provisioning",
                "--input",
                file("objects.yaml", CaseFiles.POOL + byFamily).toString(),
                "--instance-types",
                types(kwok).toString());
        assertThat(run.out()).contains("c-4x-amd64-linux on-demand test-zone-a", "$0.2000/h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"instanceTypes\": []}"})
    void aFileWithoutInstanceTypesIsRefused(String text) throws IOException {
        CommandLine run = nodecast(
                "decide",
                "provisioning",
                "--input",
                file("objects.yaml", CaseFiles.POOL).toString(),
                "--instance-types",
                types(text).toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("types.json").contains("nstance");
    }

    @Test
    void objectsAndCasesAreNotMixed() {
        for (List<String> arguments : List.of(
                List.<String>of(),
                List.of("--input", "a", "--case", "b"),
                List.of("--case", "b", "--region", "us-east-1"))) {
            List<String> all = new ArrayList<>(List.of("decide", "provisioning"));
            all.addAll(arguments);
            CommandLine run = nodecast(all.toArray(String[]::new));
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("give either --input");
        }
    }

    @Test
    void policiesAreKarpentersOptions() throws IOException {
        String preferring = pendingPod("p", "1")
                .replace(
                        "spec: {",
                        "spec: {affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1,"
                                + " preference: {matchExpressions: [{key: topology.kubernetes.io/zone, operator: In,"
                                + " values: [b]}]}}]}}, ");
        assertThat(decide(CaseFiles.POOL + preferring).out()).contains("large on-demand b");
        assertThat(decide(CaseFiles.POOL + preferring, "--preference-policy", "Ignore")
                        .out())
                .contains("small on-demand a");
        assertThat(decide(CaseFiles.POOL, "--preference-policy", "Perhaps").exitCode())
                .isEqualTo(2);
    }

    private CommandLine decide(String objects, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "decide",
                "provisioning",
                "--input",
                file("objects.yaml", objects).toString(),
                "--instance-types",
                types(CaseFiles.TYPES).toString(),
                "--now",
                "2026-01-15T12:00:00Z"));
        arguments.addAll(List.of(more));
        return nodecast(arguments.toArray(String[]::new));
    }

    private Path types(String text) throws IOException {
        return file("types.json", text);
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file;
    }

    private static String indented(String object) {
        return "- " + object.replace("---\n", "").strip().indent(2).strip() + "\n";
    }
}
