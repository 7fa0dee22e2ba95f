package dev.nodecast.aws.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.aws.kubernetes.FakeApi;
import dev.nodecast.aws.kubernetes.FakeApi.Answer;
import dev.nodecast.aws.kubernetes.WatchedKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a cluster in which something is missing. */
class ClusterAccessTest {

    private static final Answer NONE = new Answer(200, "{\"items\": []}");

    private final FakeApi api = new FakeApi(_ -> NONE);

    @TempDir
    Path folder;

    private Path kubeconfig;

    @BeforeEach
    void aKubeconfig() throws IOException {
        kubeconfig = Files.writeString(
                folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "%s"}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                current-context: c
                users: [{name: u, user: {}}]
                """.formatted(api.client().getMasterUrl()));
    }

    @AfterEach
    void close() {
        api.close();
    }

    private ClusterAccess access() throws InterruptedException {
        return ClusterAccess.open(new ControllerSettings.Connection(kubeconfig, null, 100, 100));
    }

    @Test
    void aClusterWithEverythingIsWatchedWhole() throws InterruptedException {
        try (ClusterAccess access = access()) {
            assertThat(access.watchable(false)).contains(WatchedKind.NODE_POOL, WatchedKind.VOLUME_ATTACHMENT);
            assertThat(access.otherKarpenter()).isNull();
        }
    }

    @Test
    void missingDefinitionsAreNamedWithTheirRemedyAndThoseThatNeedNotBeThereAreNot() throws InterruptedException {
        api.answers(
                asked -> asked.path().contains("karpenter.sh") || asked.path().contains("x-k8s.io")
                        ? new Answer(404, "{}")
                        : NONE);
        try (ClusterAccess access = access()) {
            assertThatThrownBy(() -> access.watchable(false))
                    .isInstanceOf(UnfitClusterException.class)
                    .hasMessageContaining("nodepools.karpenter.sh; install the custom resource definitions")
                    .hasMessageContaining("nodeclaims.karpenter.sh")
                    .hasMessageNotContainingAny("nodeoverlays", "capacitybuffers");
        }
    }

    @Test
    void whatIsForbiddenIsNamedWithTheVerbsToGrant() throws InterruptedException {
        api.answers(asked ->
                asked.path().contains("/nodes") ? new Answer(403, "{\"message\": \"nodes is forbidden\"}") : NONE);
        try (ClusterAccess access = access()) {
            assertThatThrownBy(() -> access.watchable(false))
                    .isInstanceOf(UnfitClusterException.class)
                    .hasMessage("not allowed to list nodes: nodes is forbidden; grant get, list and watch (the chart's"
                            + " ClusterRole does)");
        }
    }

    @Test
    void credentialsThatAreNotAcceptedAreRefusedAtOnce() {
        api.answers(_ -> new Answer(401, "{\"message\": \"Unauthorized\"}"));

        assertThatThrownBy(this::access)
                .isInstanceOf(ControllerException.class)
                .hasMessageContaining("does not accept these credentials: Unauthorized; renew them");
    }

    private static Answer items(String item) {
        return new Answer(200, "{\"items\": [" + item + "]}");
    }

    private void keda(String deployment, String lease) {
        api.answers(asked -> {
            if (asked.path().contains("/deployments")) {
                return asked.path().contains("keda-operator") ? items(deployment) : NONE;
            }
            return asked.path().contains("/leases") ? items(lease) : NONE;
        });
    }

    private static String lease(Instant renewed) {
        return """
                {"metadata": {"name": "operator.keda.sh", "namespace": "keda"},
                 "spec": {"holderIdentity": "keda-operator-1", "leaseDurationSeconds": 15, "renewTime": "%s"}}""".formatted(renewed);
    }

    @Test
    void aKedaOperatorIsKnownByItsDeploymentThatIsReady() throws InterruptedException {
        String operator = """
                {"metadata": {"name": "keda-operator", "namespace": "keda"}, "status": {"readyReplicas": %d}}""";
        try (ClusterAccess access = access()) {
            keda(operator.formatted(1), "");
            assertThat(access.keda()).isEqualTo("Deployment keda/keda-operator");
            keda(operator.formatted(0), "");
            assertThat(access.keda()).isNull();
        }
    }

    /** The chart's operator.name may be any; the lease's name is in KEDA's code (cmd/operator/main.go). */
    @Test
    void aKedaOperatorOfAnotherNameIsKnownByItsLease() throws InterruptedException {
        try (ClusterAccess access = access()) {
            keda("", lease(Instant.now()));
            assertThat(access.keda()).isEqualTo("Lease keda/operator.keda.sh, held by keda-operator-1");
            keda("", lease(Instant.now().minus(Duration.ofHours(1))));
            assertThat(access.keda()).isNull();
        }
    }
}
