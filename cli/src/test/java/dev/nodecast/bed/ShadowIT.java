package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.scenarios.journal.JournalReader;
import dev.nodecast.scenarios.journal.RecordedNode;
import dev.nodecast.scenarios.journal.RecordedRun;
import dev.nodecast.scenarios.journal.RecordedSession;
import dev.nodecast.scenarios.journal.SessionReplay;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller that only watches, beside one that acts: with the role that the chart gives to a shadow, and no other. */
@OnTheBed
class ShadowIT {

    private static final Path CHART = Path.of("../aws-adapter/deploy/chart/nodecast/templates/clusterrole.yaml");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void aShadowWritesNothingAndTellsWhatItWouldHaveDone(Cluster cluster) throws Exception {
        cluster.applyResource("small.yaml");
        Path readOnly = readOnly(cluster);
        // The shadow decides first: once the other's claims are there, there is nothing left to decide.
        cluster.controller("--batch-idle", "3s");
        Path journal = folder.resolve("journal");
        LiveController shadow = cluster.controllerAs(readOnly, "--shadow", "--journal", journal.toString());
        cluster.eventually("the shadow watches", PATIENCE, () -> shadow.log().contains("\"acting:"));

        cluster.scale("default", "web", 3);
        cluster.eventually("three pods run", PATIENCE, () -> cluster.running("default") == 3);
        cluster.eventually(
                "the shadow has compared",
                Duration.ofMinutes(2),
                () -> shadow.log().contains("shadow compared"));

        assertThat(shadow.alive()).as(shadow.tail()).isTrue();
        assertThat(cluster.claims()).as("those of the one that acts").hasSize(3);
        cluster.isConsistent();
        shadow.close();
        assertThat(triedToWrite(cluster)).as("it did not even try to write").isEmpty();
        aWriteWouldBeRefusedAndSeen(cluster, readOnly);
        String compared = shadow.log()
                .lines()
                .filter(line -> line.contains("shadow compared"))
                .findFirst()
                .orElseThrow();
        assertThat(compared).contains("wouldLaunch", "wouldPayUsdPerHour", "othersLaunched", "c5.large on-demand");
        isInTheJournal(journal);
    }

    /** Else the empty list would say nothing. */
    private static void aWriteWouldBeRefusedAndSeen(Cluster cluster, Path readOnly) throws IOException {
        try (KubernetesClient shadow = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(readOnly)))
                .build()) {
            assertThatThrownBy(() -> shadow.nodes()
                            .withName(cluster.nodes().getFirst().getMetadata().getName())
                            .delete())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            refused -> assertThat(refused.getCode()).isEqualTo(403));
        }
        assertThat(triedToWrite(cluster)).hasSize(1);
    }

    private static void isInTheJournal(Path journal) throws IOException {
        List<RecordedSession> sessions = JournalReader.sessions(journal);
        assertThat(sessions).allMatch(RecordedSession::ofShadow);
        List<RecordedNode> wished = RecordedRun.of(sessions.getFirst()).nodes().stream()
                .filter(node -> !node.found())
                .toList();
        assertThat(wished)
                .as("what it would have launched")
                .hasSizeBetween(1, 3)
                .allSatisfy(node -> {
                    assertThat(node.instanceType()).isEqualTo("c5.large");
                    assertThat(node.priceMicroUsdPerHour()).as("at which cost").isPositive();
                });
        for (RecordedSession session : sessions) {
            assertThat(SessionReplay.of(session).agreed()).as(session.name()).isTrue();
        }
    }

    /** What the API server has noted of the shadow's account, allowed or refused. */
    private static List<String> triedToWrite(Cluster cluster) throws IOException {
        return cluster.audited().stream()
                .filter(line -> line.contains("system:serviceaccount:default:shadow"))
                .toList();
    }

    /** A service account with what the chart's first role allows, and a kubeconfig for it. */
    private Path readOnly(Cluster cluster) throws IOException {
        String role = Files.readString(CHART);
        String view = role.substring(0, role.indexOf("{{- if not .Values.shadow }}"))
                .replace("{{ include \"nodecast.name\" . }}-view", "shadow-view")
                .replaceFirst("  labels: \\{\\{.*\n", "");
        cluster.apply(view + """
                ---
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: shadow, namespace: default}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: shadow-view}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: shadow-view}
                subjects: [{kind: ServiceAccount, name: shadow, namespace: default}]
                """);
        TokenRequest token = cluster.client()
                .serviceAccounts()
                .inNamespace("default")
                .withName("shadow")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build());
        Config admin = cluster.client().getConfiguration();
        return Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: shadow
                clusters: [{name: bed, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: shadow, user: {token: "%s"}}]
                contexts: [{name: shadow, context: {cluster: bed, user: shadow}}]
                """.formatted(
                admin.getMasterUrl(), admin.getCaCertData(), token.getStatus().getToken()));
    }
}
