package dev.nodecast.cli;

import static dev.nodecast.cli.CaseFiles.pendingPod;
import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code nodecast decide} says where objects cannot be used, or ask for what cannot be. */
class DecideBadInputTest {

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cpu: -1|an amount cannot be negative|spec.containers[0].resources.requests.cpu",
                "cpu: 4 cores|`cpu` is not a quantity|a Kubernetes quantity such as `500m`",
                "memory: 12Gb|`memory` is not a quantity|found: \"12Gb\"",
                "cpu: 99999999999999999999999|this amount is absurdly large|less than 2^63"
            })
    void quantitiesThatAreNoneAreRefusedWithTheirPlace(String request, String message, String detail)
            throws IOException {
        CommandLine run = decide(CaseFiles.POOL + pendingPod("p", "1").replace("cpu: '1'", request));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(message, detail, "objects.yaml:13:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--now 9999-01-01T00:00:00Z|--now: found 9999-01-01T00:00Z, expected a time between 1970 and 2261",
                "--now 1600-01-01T00:00:00Z|--now: found 1600-01-01T00:00Z, expected a time between 1970 and 2261",
                "--packing optimal --node-cost 9000000000000|--node-cost: found 9000000000000, expected USD an hour from 0 to 1000",
                "--packing optimal --node-cost=-1|--node-cost: found -1, expected USD an hour from 0 to 1000",
                "--packing optimal --packing-work 0|--packing-work: packing work: found 0 steps"
            })
    void optionsOutOfRangeAreRefusedWithTheRange(String options, String message) throws IOException {
        Path objects = Files.writeString(folder.resolve("objects.yaml"), CaseFiles.POOL + pendingPod("p", "1"));
        CommandLine run =
                nodecast(("decide provisioning --region us-east-1 --input " + objects + " " + options).split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    void aWorkloadOfMorePodsThanCanBeDecidedOnIsRefusedWithItsPlace() throws IOException {
        CommandLine run = decide(CaseFiles.POOL + """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 2000000000
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: main, image: 'app:1'}]}
                """);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("too many pods of one workload", "objects.yaml:", "at most 1000000");
    }

    @Test
    void aPodWhoseRequirementsContradictEachOtherIsToldSo() throws IOException {
        String contradicting = pendingPod("p", "1")
                .replace(
                        "spec: {",
                        "spec: {nodeSelector: {topology.kubernetes.io/zone: a}, affinity: {nodeAffinity: {"
                                + "requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions:"
                                + " [{key: topology.kubernetes.io/zone, operator: In, values: [b]}]}]}}}, ");
        assertThat(decide(CaseFiles.POOL + contradicting).out())
                .contains("what is asked for contradicts itself: zone b and zone a");
    }

    @Test
    void aPoolWhoseRequirementsContradictEachOtherIsNotUsedAndThatIsSaid() throws IOException {
        String contradicting = CaseFiles.POOL.replace(
                "values: [on-demand]}",
                "values: [on-demand]}, {key: karpenter.sh/capacity-type, operator: NotIn, values: [on-demand]}");
        assertThat(decide(contradicting + pendingPod("p", "1")).out())
                .contains("POOLS NOT USED")
                .contains("default: what is asked for contradicts itself: capacity type on-demand"
                        + " and capacity type other than on-demand");
    }

    @Test
    void aPoolThatNoTypeSuitsSaysWhatTheTypesAreNot() throws IOException {
        String spot = CaseFiles.POOL.replace("values: [on-demand]", "values: [spot]");
        assertThat(decide(spot + pendingPod("p", "1")).out())
                .contains("no pool has an instance type that it could launch")
                .contains("default: none of 2 types meets its requirements: 2 not of capacity type spot");
    }

    @Test
    void aResourceThatNoTypeHasIsNamed() throws IOException {
        String fpga = pendingPod("p", "1").replace("cpu: '1'", "cpu: '1', example.com/fpga: '1'");
        assertThat(decide(CaseFiles.POOL + fpga).out()).contains("pool default: 2 of 2 types lack example.com/fpga");
    }

    @Test
    void aPoolWithALimitOfZeroSaysSo() throws IOException {
        String none = CaseFiles.POOL.replace("---", "  limits: {cpu: 0}\n---");
        assertThat(decide(none + pendingPod("p", "1")).out())
                .contains("pool default: no type fits into what is left of its limits: cpu 0 of 0");
    }

    @Test
    void aPoolWhoseNodeClassIsMissingIsNotUsed() throws IOException {
        String other = """
                apiVersion: karpenter.k8s.aws/v1
                kind: EC2NodeClass
                metadata: {name: other}
                spec:
                  amiSelectorTerms: [{alias: al2023@latest}]
                  role: nodes
                  subnetSelectorTerms: [{tags: {a: b}}]
                  securityGroupSelectorTerms: [{tags: {a: b}}]
                ---
                """;
        assertThat(decide(CaseFiles.POOL + other + pendingPod("p", "1")).out())
                .contains("POOLS NOT USED")
                .contains("default: its EC2NodeClass `default` is not among the objects; there is other");
    }

    @Test
    void aPoolThatIsNotReadyIsNotUsed() throws IOException {
        String unready = CaseFiles.POOL.replace(
                "---", "status: {conditions: [{type: Ready, status: 'False', message: no subnets}]}\n---");
        assertThat(decide(unready + pendingPod("p", "1")).out())
                .contains("default: its condition Ready is False: no subnets")
                .contains("1 pod left waiting");
    }

    @Test
    void referencesToPriorityClassesAndPoolsThatAreMissingAreWarnedOf() throws IOException {
        String claim = """
                apiVersion: karpenter.sh/v1
                kind: NodeClaim
                metadata: {name: c, uid: c, labels: {karpenter.sh/nodepool: gone}}
                spec:
                  nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
                  requirements: []
                ---
                """;
        String urgent = pendingPod("p", "1").replace("spec: {", "spec: {priorityClassName: urgent, ");
        CommandLine run = decide(CaseFiles.POOL + claim + urgent);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("the NodePool `gone` of this NodeClaim is not among the objects")
                .contains("the priority class is not among the objects given");
    }

    @Test
    void manyPodsWithAnAffinityThatNothingSatisfiesAreExplainedOnce() throws IOException {
        String affinity =
                "spec: {affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey:"
                        + " topology.kubernetes.io/zone, labelSelector: {matchLabels: {app: nowhere}}}]}}, ";
        String pods = IntStream.range(0, 2_000)
                .mapToObj(i -> pendingPod("lonely-" + i, "1").replace("spec: {", affinity))
                .collect(Collectors.joining());
        CommandLine run = decide(CaseFiles.POOL + pods);
        assertThat(run.out())
                .startsWith("0 nodes to launch for 0 pods, 0 pods on nodes that exist, 2000 pods left waiting")
                .contains("2000 pods like lonely-…: each asks for 1 cpu\n    pool default: no zone has a pod that its"
                        + " affinity asks for\n");
        assertThat(run.out().lines().count()).isLessThan(10);
    }

    @Test
    void aCaseWithoutItsCatalogueNamesWhereOneIsLookedFor() throws IOException {
        Path broken = CaseFiles.caseOf(folder, "p-lost", CaseFiles.POOL);
        Files.delete(folder.resolve("types.json"));
        CommandLine run = nodecast("decide", "provisioning", "--case", broken.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("there is no such catalogue of instance types", "`types.json`", "from one above it");
    }

    private CommandLine decide(String objects) throws IOException {
        Files.writeString(folder.resolve("objects.yaml"), objects);
        Files.writeString(folder.resolve("types.json"), CaseFiles.TYPES);
        return nodecast(
                "decide",
                "provisioning",
                "--input",
                folder.resolve("objects.yaml").toString(),
                "--instance-types",
                folder.resolve("types.json").toString(),
                "--now",
                "2026-01-15T12:00:00Z");
    }
}
