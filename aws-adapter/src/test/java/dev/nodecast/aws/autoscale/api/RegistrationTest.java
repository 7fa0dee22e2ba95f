package dev.nodecast.aws.autoscale.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.aws.autoscale.AutoscaleSettings.ServiceAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The one registration of external metrics in a cluster, and the certificate that goes with it. */
class RegistrationTest {

    private static final ServiceAddress OURS = new ServiceAddress("nodecast", "external-metrics", 443);
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");

    private final FakeCluster cluster = new FakeCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    private ApiRegistration registration(String ca) {
        return new ApiRegistration(cluster.api(), OURS, ca);
    }

    @Test
    void whereThereIsNoneItIsMade() throws IOException, InterruptedException {
        assertThat(registration("ca").register()).isNull();
        assertThat(cluster.object(FakeCluster.API_SERVICE).path("spec").toString())
                .isEqualTo(
                        "{\"group\":\"external.metrics.k8s.io\",\"version\":\"v1beta1\",\"groupPriorityMinimum\":100,"
                                + "\"versionPriority\":100,\"caBundle\":\"Y2E=\",\"service\":"
                                + cluster.object(FakeCluster.API_SERVICE)
                                        .path("spec")
                                        .path("service")
                                + "}");
        assertThat(cluster.object(FakeCluster.API_SERVICE)
                        .path("spec")
                        .path("service")
                        .path("name")
                        .asString())
                .isEqualTo("external-metrics");
        assertThat(registration("ca").register()).isNull();
        assertThat(cluster.writes).hasSize(1);
    }

    @Test
    void anotherCertificateIsWrittenIntoOurs() throws IOException, InterruptedException {
        assertThat(registration("ca").register()).isNull();
        assertThat(registration("another").register()).isNull();
        assertThat(cluster.writes).endsWith("PATCH " + FakeCluster.API_SERVICE);
        assertThat(cluster.object(FakeCluster.API_SERVICE)
                        .path("spec")
                        .path("caBundle")
                        .asString())
                .isEqualTo("YW5vdGhlcg==");
    }

    @Test
    void thatOfAnotherAdapterIsLeftAndItsOwnerNamed() throws IOException, InterruptedException {
        cluster.put(
                FakeCluster.API_SERVICE,
                Map.of(
                        "metadata",
                        Map.of("labels", Map.of("app.kubernetes.io/part-of", "keda-operator")),
                        "spec",
                        Map.of("service", Map.of("namespace", "keda", "name", "keda-metrics-apiserver", "port", 443))));
        assertThat(registration("ca").register())
                .isEqualTo("Service keda/keda-metrics-apiserver, part of keda-operator");
        assertThat(cluster.writes).isEmpty();
    }

    @Test
    void aPermissionThatIsMissingIsNamed() {
        cluster.forbidden = "apiservices";
        assertThatThrownBy(() -> registration("ca").register())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nodecast cannot do that")
                .hasMessageContaining("grant get and patch of it, and create of apiservices");
    }

    @Test
    void replicasShareTheCertificateThatTheFirstHasMade() throws IOException, InterruptedException {
        ServingCertificate first = new CertificateStore(cluster.api(), OURS).shared(NOW);
        ServingCertificate second = new CertificateStore(cluster.api(), OURS).shared(NOW.plusSeconds(5));
        assertThat(second).isEqualTo(first);
        assertThat(cluster.object(FakeCluster.SECRET).path("type").asString()).isEqualTo("kubernetes.io/tls");
        assertThat(first.end()).isEqualTo(NOW.plus(Duration.ofDays(1825)));
    }

    @Test
    void aCertificateThatIsNearItsEndIsExchanged() throws IOException, InterruptedException {
        CertificateStore store = new CertificateStore(cluster.api(), OURS);
        ServingCertificate first = store.shared(NOW);
        assertThat(store.shared(NOW.plus(Duration.ofDays(1400)))).isEqualTo(first);
        ServingCertificate second = store.shared(NOW.plus(Duration.ofDays(1500)));
        assertThat(second).isNotEqualTo(first);
        assertThat(store.shared(NOW.plus(Duration.ofDays(1500)))).isEqualTo(second);
    }

    @Test
    void aSecretThatMayNotBeReadIsNamedWithTheRemedy() {
        cluster.forbidden = "secrets";
        assertThatThrownBy(() -> new CertificateStore(cluster.api(), OURS).shared(NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Secret nodecast/nodecast-external-metrics")
                .hasMessageContaining("--autoscale-tls-cert");
    }
}
