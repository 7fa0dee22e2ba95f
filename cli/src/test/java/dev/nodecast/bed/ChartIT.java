package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart on a real API server: it is taken as it is, its pods pass as restricted, and its roles are enough. */
@OnTheBed
class ChartIT {

    private static final Path ADAPTER = Path.of("../aws-adapter");
    private static final String NAMESPACE = "nodecast";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private record Run(int code, String output) {}

    private static Run run(String input, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output + errors);
    }

    private static String rendered(String settings) throws IOException, InterruptedException {
        Run helm = run("", List.of("bash", ADAPTER.resolve("testbed/testbed").toString(), "helm"));
        assertThat(helm.code()).as(helm.output()).isZero();
        List<String> command = new ArrayList<>(List.of(
                helm.output().lines().findFirst().orElseThrow(),
                "template",
                "nodecast",
                ADAPTER.resolve("deploy/chart/nodecast").toString(),
                "--namespace",
                NAMESPACE));
        Arrays.stream(settings.split(" ")).forEach(setting -> command.addAll(List.of("--set", setting)));
        Run chart = run("", command);
        assertThat(chart.code()).as(chart.output()).isZero();
        return chart.output();
    }

    /** A namespace in which only restricted pods are let in, and everything else is warned of. */
    private static void makeNamespace(Cluster cluster) {
        cluster.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .addToLabels("pod-security.kubernetes.io/warn", "restricted")
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    private static List<HasMetadata> objects(KubernetesClient client, String manifests) {
        return client.load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)))
                .items();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clusterName=blue interruptionQueue=blue",
                "clusterName=blue shadow=true",
                "cloud=kwok kwok.instanceTypesConfigMap=types",
                "clusterName=blue journal.enabled=true takeOver=true replicas=3"
            })
    void theApiServerTakesEveryObjectWithoutAWarning(String settings, Cluster cluster) throws Exception {
        makeNamespace(cluster);
        String manifests = rendered(settings);
        String kubectl = Path.of(
                        Objects.requireNonNull(
                                cluster.bed().controlPlane().environment().get("BED_BIN")),
                        "kubectl")
                .toString();
        Run applied = run(
                manifests,
                List.of(
                        kubectl,
                        "--kubeconfig=" + cluster.kubeconfig(),
                        "apply",
                        "--dry-run=server",
                        "--validate=strict",
                        "-f",
                        "-"));
        assertThat(applied.code()).as(applied.output()).isZero();
        assertThat(applied.output()).doesNotContainIgnoringCase("warning");
        assertThat(applied.output().lines().filter(line -> line.endsWith("(server dry run)")))
                .hasSameSizeAs(objects(cluster.client(), manifests));
    }

    @Test
    void itsPodIsLetInAsRestrictedAndALaxerOneIsNot(Cluster cluster) throws Exception {
        makeNamespace(cluster);
        List<HasMetadata> objects = objects(cluster.client(), rendered("clusterName=blue"));
        objects.stream()
                .filter(object -> object.getKind().equals("ServiceAccount"))
                .forEach(account -> cluster.client().resource(account).serverSideApply());
        Deployment deployment = objects.stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .findFirst()
                .orElseThrow();
        Pod pod = new PodBuilder()
                .withNewMetadataLike(deployment.getSpec().getTemplate().getMetadata())
                .withName("controller")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withSpec(deployment.getSpec().getTemplate().getSpec())
                .build();
        assertThat(cluster.client().resource(pod).dryRun().create().getSpec().getContainers())
                .hasSize(1);

        Pod laxer = new PodBuilder(pod)
                .editSpec()
                .editFirstContainer()
                .editSecurityContext()
                .withAllowPrivilegeEscalation(true)
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
        assertThat(refusal(cluster.client(), laxer)).contains("violates PodSecurity \"restricted");
    }

    private static String refusal(KubernetesClient client, Pod pod) {
        try {
            client.resource(pod).dryRun().create();
            return "";
        } catch (KubernetesClientException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    /** The controller as its ServiceAccount: a verb that is missing would show as a node that does not come or go. */
    @Test
    void itsRolesAreEnoughToLaunchAndToEnd(Cluster cluster) throws Exception {
        makeNamespace(cluster);
        List<HasMetadata> rights =
                objects(cluster.client(), rendered("cloud=kwok kwok.instanceTypesConfigMap=types")).stream()
                        .filter(object -> List.of(
                                        "ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding")
                                .contains(object.getKind()))
                        .toList();
        rights.forEach(object -> cluster.client().resource(object).serverSideApply());
        try {
            cluster.applyResource("small.yaml");
            LiveController controller = cluster.controllerAs(kubeconfig(cluster), "--namespace", NAMESPACE);
            cluster.scale("default", "web", 2);
            cluster.eventually("both pods run", PATIENCE, () -> cluster.running("default") == 2);
            cluster.isConsistent();
            cluster.scale("default", "web", 0);
            cluster.eventually(
                    "all nodes are gone", PATIENCE, () -> cluster.nodes().isEmpty());
            cluster.eventually(
                    "all claims are gone", PATIENCE, () -> cluster.claims().isEmpty());
            assertThat(controller.log()).doesNotContainIgnoringCase("forbidden");
        } finally {
            rights.forEach(object -> cluster.client().resource(object).delete());
        }
    }

    private static Path kubeconfig(Cluster cluster) throws IOException {
        String token = cluster.client()
                .serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName("nodecast")
                .tokenRequest(new TokenRequest())
                .getStatus()
                .getToken();
        String admin = Files.readString(cluster.kubeconfig());
        return Files.writeString(
                Files.createTempFile("nodecast", ".kubeconfig"),
                admin.replaceFirst("client-certificate-data: [^,]+, client-key-data: [^}]+}", "token: " + token + "}"));
    }
}
