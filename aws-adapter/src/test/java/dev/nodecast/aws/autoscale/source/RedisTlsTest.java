package dev.nodecast.aws.autoscale.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.aws.testbed.redis.SimulatedRedis;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis over TLS: a server is read whose certificate is of a trusted authority and for the trigger's address, and no other. */
class RedisTlsTest {

    private static final char[] PASSWORD = "secret".toCharArray();

    @TempDir
    private static Path folder;

    private static Path store;
    private static Path authority;
    private static Path stranger;

    @BeforeAll
    static void certificates() throws IOException, InterruptedException {
        store = folder.resolve("keys.p12");
        key("authority", "-ext", "bc:c");
        key("stranger", "-ext", "bc:c");
        key("here", "-signer", "authority", "-ext", "san=ip:127.0.0.1");
        key("elsewhere", "-signer", "authority", "-ext", "san=dns:redis.prod.svc");
        key("over", "-signer", "authority", "-ext", "san=ip:127.0.0.1", "-startdate", "-3d", "-validity", "2");
        authority = certificate("authority");
        stranger = certificate("stranger");
    }

    private static void key(String alias, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-dname", "CN=" + alias, "-keyalg", "EC"));
        arguments.addAll(List.of(more));
        keytool(alias, arguments);
    }

    private static Path certificate(String alias) throws IOException, InterruptedException {
        return Files.writeString(folder.resolve(alias + ".pem"), keytool(alias, List.of("-exportcert", "-rfc")));
    }

    private static String keytool(String alias, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(arguments);
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", new String(PASSWORD), "-alias", alias));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    /** A server with that key, and with none of the others. */
    private static SimulatedRedis redis(String alias) throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, PASSWORD);
        }
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return serving(context.getServerSocketFactory());
    }

    private static SimulatedRedis serving(ServerSocketFactory sockets) throws IOException {
        SimulatedRedis redis = new SimulatedRedis(0, "sesame", sockets);
        redis.list(0, "queue:pro", 12);
        return redis;
    }

    private static long read(SimulatedRedis redis, @Nullable Path caFile) throws IOException, InterruptedException {
        return read(redis, caFile, "true");
    }

    private static long read(SimulatedRedis redis, @Nullable Path caFile, String tls)
            throws IOException, InterruptedException {
        Path secret = Files.writeString(folder.resolve("password"), "sesame");
        Credential bound = new Credential(redis.address(), "", secret, caFile);
        ScaleTrigger trigger =
                ScaleTrigger.of("redis", Map.of("address", redis.address(), "listName", "queue:pro", "enableTLS", tls));
        try (Sources sources = new Sources(Map.of(redis.address(), bound))) {
            return sources.of(trigger).readMilli();
        }
    }

    @Test
    void aServerOfTheAuthorityInTheFileIsRead() throws Exception {
        try (SimulatedRedis redis = redis("here")) {
            assertThat(read(redis, authority)).isEqualTo(12_000);
        }
    }

    @Test
    void anyOfSeveralAuthoritiesWillDo() throws Exception {
        Path both =
                Files.writeString(folder.resolve("both.pem"), Files.readString(stranger) + Files.readString(authority));
        try (SimulatedRedis redis = redis("here")) {
            assertThat(read(redis, both)).isEqualTo(12_000);
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsRefusedWithItsRemedy() throws Exception {
        try (SimulatedRedis redis = redis("here")) {
            for (Path trusted : new Path[] {stranger, null}) {
                assertThatThrownBy(() -> read(redis, trusted))
                        .isInstanceOf(IOException.class)
                        .hasMessage("redis " + redis.address()
                                + " cannot be read: its certificate is of an authority that is not trusted; bind the"
                                + " authority to this address as caFile in the file of --metric-sources");
            }
        }
    }

    @Test
    void aServerWithTheCertificateOfAnotherNameIsRefused() throws Exception {
        try (SimulatedRedis redis = redis("elsewhere")) {
            assertThatThrownBy(() -> read(redis, authority))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(
                            "redis " + redis.address() + " cannot be read: its certificate is not for this address (No")
                    .hasMessageContaining("127.0.0.1")
                    .hasMessageEndingWith("write the address as the certificate has it");
        }
    }

    @Test
    void aServerWhoseCertificateIsOverIsRefused() throws Exception {
        try (SimulatedRedis redis = redis("over")) {
            assertThatThrownBy(() -> read(redis, authority))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("its certificate is not valid now (NotAfter: ");
        }
    }

    @Test
    void anAuthorityThatCannotBeReadIsNamed() throws Exception {
        Path missing = folder.resolve("missing.pem");
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        try (SimulatedRedis redis = redis("here")) {
            assertThatThrownBy(() -> read(redis, missing))
                    .hasMessageContaining("redis " + redis.address() + " cannot be read")
                    .hasMessageContaining("the caFile " + missing + " cannot be read");
            assertThatThrownBy(() -> read(redis, empty))
                    .hasMessageContaining("the caFile " + empty + " has no certificate, expected some in PEM");
        }
    }

    @Test
    void aServerInClearIsNotTakenForOneWithTls() throws Exception {
        try (SimulatedRedis redis = serving(ServerSocketFactory.getDefault())) {
            assertThat(read(redis, authority, "false")).isEqualTo(12_000);
            assertThatThrownBy(() -> read(redis, authority)).hasMessageContaining("cannot be read");
        }
    }
}
