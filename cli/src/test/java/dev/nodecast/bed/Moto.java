package dev.nodecast.bed;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A moto server: EC2, SSM, IAM, EKS and SQS as somebody else understands them. */
final class Moto implements AutoCloseable {

    private static final Path TESTBED = Path.of("../aws-adapter/testbed");
    private static final Duration INSTALLATION = Duration.ofMinutes(5);
    private static final Duration START = Duration.ofSeconds(60);

    private final Process server;
    private final URI uri;

    private Moto(Process server, URI uri) {
        this.server = server;
        this.uri = uri;
    }

    /** Installs it once, and starts it. */
    static Moto start() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target/bed/moto").toAbsolutePath());
        int port = freePort();
        Process server = new ProcessBuilder(
                        python(),
                        TESTBED.resolve("moto/server.py").toString(),
                        "--port",
                        Integer.toString(port),
                        "--state",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("moto.log").toFile())
                .start();
        Moto moto = new Moto(server, URI.create("http://127.0.0.1:" + port));
        moto.await();
        return moto;
    }

    private static String python() throws IOException, InterruptedException {
        Process script = new ProcessBuilder(TESTBED.resolve("testbed").toString(), "moto")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String path = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!script.waitFor(INSTALLATION.toSeconds(), TimeUnit.SECONDS) || script.exitValue() != 0) {
            throw new IllegalStateException("moto could not be installed; see above");
        }
        return path;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void await() throws InterruptedException {
        Instant until = Instant.now().plus(START);
        while (!answers()) {
            if (!server.isAlive() || Instant.now().isAfter(until)) {
                server.destroy();
                throw new IllegalStateException("moto does not answer; see target/bed/moto/moto.log");
            }
            Thread.sleep(100);
        }
    }

    private boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) uri.resolve("/moto-api/").toURL().openConnection();
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        server.destroy();
    }
}
