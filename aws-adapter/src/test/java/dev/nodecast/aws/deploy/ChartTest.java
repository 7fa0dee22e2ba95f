package dev.nodecast.aws.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The chart, rendered by helm where there is one: on the PATH, as {@code -Dnodecast.helm=FILE}, or built by {@code testbed helm},
 * which the profile {@code bed} sees to.
 */
class ChartTest {

    private static final Path CHART = Path.of("deploy/chart/nodecast");
    private static final List<String> WRITES = List.of("create", "update", "patch", "delete", "deletecollection", "*");

    private record Run(int code, String output) {}

    private static Run helm(String... arguments) throws IOException, InterruptedException {
        Optional<String> helm = program();
        assumeTrue(
                helm.isPresent(),
                "there is no helm on the PATH, as -Dnodecast.helm, or built by testbed/testbed helm: charts are not rendered");
        List<String> command = new ArrayList<>(List.of(helm.get()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static Run run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private static Optional<String> program() throws IOException, InterruptedException {
        Optional<String> present = Stream.concat(
                        Stream.ofNullable(System.getProperty("nodecast.helm")),
                        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                                .map(folder -> folder + "/helm"))
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst();
        return present.isPresent() ? present : ofTestBed();
    }

    /** The one that was built with the test bed; with the profile `bed` it is built where it was not yet. */
    private static Optional<String> ofTestBed() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "testbed/testbed", "helm"));
        if (!Boolean.getBoolean("nodecast.bed")) {
            command.add("--built");
        }
        try {
            Run built = run(command);
            return built.code() == 0 ? built.output().lines().reduce((first, last) -> last) : Optional.empty();
        } catch (IOException noBash) {
            return Optional.empty();
        }
    }

    private static List<JsonNode> rendered(String... settings) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "template", "nodecast", CHART.toString(), "--namespace", "nodecast", "--set", "clusterName=blue"));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        Run run = helm(arguments.toArray(String[]::new));
        assertThat(run.code()).as(run.output()).isZero();
        List<JsonNode> objects = new ArrayList<>();
        for (Object object : new Load(LoadSettings.builder().build()).loadAllFromString(run.output())) {
            if (object != null) {
                objects.add(JsonMapper.shared().valueToTree(object));
            }
        }
        return objects;
    }

    private static List<JsonNode> of(List<JsonNode> objects, String kind) {
        return objects.stream()
                .filter(o -> o.path("kind").asString().equals(kind))
                .toList();
    }

    @Test
    void itIsClean() throws IOException, InterruptedException {
        Run run = helm("lint", "--strict", CHART.toString(), "--set", "clusterName=blue");
        assertThat(run.code()).as(run.output()).isZero();
    }

    @Test
    void twoReplicasRunRestrictedAndProtected() throws IOException, InterruptedException {
        List<JsonNode> objects = rendered();
        JsonNode deployment = of(objects, "Deployment").getFirst();
        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(2);
        JsonNode pod = deployment.at("/spec/template/spec");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
        JsonNode container = pod.at("/containers/0/securityContext");
        assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
        assertThat(of(objects, "PodDisruptionBudget")).hasSize(1);
        assertThat(of(objects, "ServiceMonitor")).isEmpty();
    }

    @Test
    void aShadowHasNoVerbThatWrites() throws IOException, InterruptedException {
        List<JsonNode> objects = rendered("shadow=true");
        assertThat(of(objects, "Role")).isEmpty();
        for (JsonNode role : of(objects, "ClusterRole")) {
            role.path("rules")
                    .forEach(rule -> rule.path("verbs")
                            .forEach(verb -> assertThat(verb.asString()).isNotIn(WRITES)));
        }
        assertThat(of(objects, "Deployment").getFirst().at("/spec/replicas").asInt())
                .isEqualTo(1);
        assertThat(of(objects, "Deployment").getFirst().toString()).contains("--shadow");
    }

    @Test
    void noRoleReadsSecretsOrIsWildcard() throws IOException, InterruptedException {
        List<JsonNode> objects = rendered();
        for (JsonNode role : of(objects, "ClusterRole")) {
            assertThat(role.path("rules").toString()).doesNotContain("secrets", "configmaps", "\"*\"");
        }
    }

    @Test
    void metricsAreServedByAServiceAndRegisteredByNameOnly() throws IOException, InterruptedException {
        List<JsonNode> objects = rendered("autoscale.mode=metrics", "autoscale.sources.series[0].metric=queue_length");
        assertThat(of(objects, "Service")).anySatisfy(service -> {
            assertThat(service.at("/metadata/name").asString()).isEqualTo("nodecast-external-metrics");
            assertThat(service.at("/spec/ports/0/targetPort").asString()).isEqualTo("external-metric");
        });
        assertThat(of(objects, "ConfigMap").getFirst().at("/data/sources.yaml").asString())
                .contains("metric: queue_length");
        assertThat(of(objects, "Deployment").getFirst().toString())
                .contains("--autoscale=metrics", "--autoscale-service=nodecast/nodecast-external-metrics:443");
        assertThat(rules(objects, "nodecast-autoscale"))
                .contains("v1beta1.external.metrics.k8s.io")
                .doesNotContain("scale\"", "update", "secrets");
        assertThat(of(objects, "Role").toString()).contains("nodecast-external-metrics");
    }

    @Test
    void whoScalesMayPatchScalesAndNothingElse() throws IOException, InterruptedException {
        List<JsonNode> objects = rendered("autoscale.mode=scale");
        assertThat(rules(objects, "nodecast-autoscale"))
                .contains("deployments/scale", "scaledobjects/status")
                .doesNotContain("apiservices", "create", "delete");
        assertThat(of(objects, "ConfigMap")).isEmpty();
    }

    @Test
    void aShadowThatServesMetricsHasNoVerbThatWritesEither() throws IOException, InterruptedException {
        List<JsonNode> objects = rendered("autoscale.mode=metrics", "shadow=true");
        assertThat(of(objects, "Role")).isEmpty();
        assertThat(of(objects, "ClusterRole")).hasSize(1);
    }

    private static String rules(List<JsonNode> objects, String role) {
        return of(objects, "ClusterRole").stream()
                .filter(each -> each.at("/metadata/name").asString().equals(role))
                .map(each -> each.path("rules").toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsMissingOrUnknownIsRefused() throws IOException, InterruptedException {
        assertThat(helm("template", CHART.toString()).output()).contains("expected the name of the EKS cluster");
        assertThat(helm("template", CHART.toString(), "--set", "cluster=blue").code())
                .isNotZero();
        assertThat(helm("template", CHART.toString(), "--set", "cloud=kwok").output())
                .contains("kwok.instanceTypesConfigMap");
    }

    @Test
    void theSchemaKnowsEveryValue() throws IOException {
        Object values =
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(CHART.resolve("values.yaml")));
        JsonNode schema =
                JsonMapper.shared().readTree(CHART.resolve("values.schema.json").toFile());
        JsonNode tree = JsonMapper.shared().valueToTree(values);
        assertThat(tree.propertyNames())
                .isNotEmpty()
                .allMatch(name -> schema.path("properties").has(name));
    }
}
