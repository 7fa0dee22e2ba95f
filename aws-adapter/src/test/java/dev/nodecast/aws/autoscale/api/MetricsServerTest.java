package dev.nodecast.aws.autoscale.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.aws.autoscale.AutoscaleException;
import dev.nodecast.aws.autoscale.AutoscaleSettings;
import dev.nodecast.aws.autoscale.AutoscaleSettings.Mode;
import dev.nodecast.aws.autoscale.AutoscaleSettings.ServiceAddress;
import dev.nodecast.aws.autoscale.AutoscaleSettings.Serving;
import dev.nodecast.aws.autoscale.MetricSeries;
import dev.nodecast.aws.autoscale.MetricSources;
import dev.nodecast.aws.testbed.redis.SimulatedRedis;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API over HTTPS, from start to end: who is let in, and what is registered for whom. Certificates of clients are keytool's. */
class MetricsServerTest {

    private static final char[] PASSWORD = "secret".toCharArray();
    private static final String PATH = "/apis/external.metrics.k8s.io/v1beta1/namespaces/prod/queue_length";

    @TempDir
    private static Path folder;

    private static Path frontProxy;
    private static Path stranger;
    private static Path somebody;

    private final FakeCluster cluster = new FakeCluster();
    private SimulatedRedis redis;
    private int port;

    @BeforeAll
    static void certificates() throws IOException, InterruptedException {
        frontProxy = keystore("front-proxy", "CN=front-proxy");
        stranger = keystore("stranger", "CN=front-proxy");
        somebody = keystore("somebody", "CN=somebody");
    }

    private static Path keystore(String name, String subject) throws IOException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-dname",
                subject,
                "-keyalg",
                "EC",
                "-ext",
                "eku=clientAuth");
        return file;
    }

    private static String keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", new String(PASSWORD), "-alias", "key"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    private static String certificate(Path keystore) throws IOException, InterruptedException {
        return keytool("-exportcert", "-rfc", "-keystore", keystore.toString());
    }

    @BeforeEach
    void aClusterWithAFrontProxy() throws IOException, InterruptedException {
        redis = new SimulatedRedis(0, "");
        redis.list(0, "queue:pro", 12);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        trust(certificate(frontProxy) + certificate(somebody), "[\"front-proxy\"]");
    }

    private void trust(String ca, String names) {
        cluster.put(
                FakeCluster.AUTHENTICATION,
                Map.of("data", Map.of("requestheader-client-ca-file", ca, "requestheader-allowed-names", names)));
    }

    @AfterEach
    void close() {
        redis.close();
        cluster.close();
    }

    @AfterAll
    static void noCertificates() throws IOException {
        Files.deleteIfExists(frontProxy);
    }

    private MetricsApi serve(boolean shadow) throws InterruptedException {
        ScaleTrigger trigger = ScaleTrigger.of("redis", Map.of("address", redis.address(), "listName", "queue:pro"));
        return new MetricsApi(
                cluster.api(),
                new AutoscaleSettings(
                        Mode.METRICS,
                        new MetricSources(
                                List.of(new MetricSeries("queue_length", "", Labels.NONE, trigger)), Map.of()),
                        Duration.ofSeconds(5),
                        new Serving("127.0.0.1", port, new ServiceAddress("nodecast", "localhost", 443), null)),
                shadow);
    }

    /** As the API server does: it knows the server by the registered authority. Host names are another matter here. */
    private HttpResponse<String> get(@Nullable Path keystore, String caPem)
            throws IOException, InterruptedException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(caPem.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                keystore == null ? null : keys(keystore).getKeyManagers(),
                NameBlind.of(trust.getTrustManagers()),
                null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + PATH))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static KeyManagerFactory keys(Path keystore) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        return factory;
    }

    private String registeredCa() {
        String bundle = cluster.object(FakeCluster.API_SERVICE)
                .path("spec")
                .path("caBundle")
                .asString();
        return new String(Base64.getDecoder().decode(bundle), StandardCharsets.US_ASCII);
    }

    @Test
    void theFrontProxyIsAnsweredAndNobodyElse() throws Exception {
        try (MetricsApi _ = serve(false)) {
            HttpResponse<String> reply = get(frontProxy, registeredCa());
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).contains("\"value\":\"12\"");
            for (Path other : new Path[] {stranger, somebody, null}) {
                assertThatThrownBy(() -> get(other, registeredCa()))
                        .as(String.valueOf(other))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void withoutARegistrationThatNamesTheCertificateNobodyWouldTrustIt() throws Exception {
        try (MetricsApi _ = serve(false)) {
            assertThatThrownBy(() -> get(frontProxy, certificate(stranger))).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void aShadowServesAndWritesNothing() throws Exception {
        try (MetricsApi _ = serve(true)) {
            assertThat(cluster.writes).isEmpty();
            assertThat(cluster.objects).containsOnlyKeys(FakeCluster.AUTHENTICATION);
        }
    }

    @Test
    void itDoesNotBeginWhereAnotherAdapterHasTheApi() {
        cluster.put(
                FakeCluster.API_SERVICE,
                Map.of("spec", Map.of("service", Map.of("namespace", "keda", "name", "keda-metrics-apiserver"))));
        assertThatThrownBy(() -> serve(false))
                .isInstanceOf(AutoscaleException.class)
                .hasMessageContaining("belongs to Service keda/keda-metrics-apiserver")
                .hasMessageContaining("kubectl delete apiservice v1beta1.external.metrics.k8s.io");
        assertThat(cluster.writes).noneMatch(write -> write.contains("apiservices"));
    }

    @Test
    void itDoesNotBeginInAClusterWithoutAggregation() {
        trust("", "[]");
        assertThatThrownBy(() -> serve(false))
                .isInstanceOf(AutoscaleException.class)
                .hasMessageContaining("this cluster has no aggregation of APIs");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (MetricsApi _ = serve(false)) {
            assertThatThrownBy(() -> serve(false))
                    .isInstanceOf(AutoscaleException.class)
                    .hasMessageContaining("port " + port + " of 127.0.0.1 cannot be served")
                    .hasMessageContaining("--autoscale-port");
        }
    }
}
