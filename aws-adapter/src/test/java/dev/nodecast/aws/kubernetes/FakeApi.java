package dev.nodecast.aws.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An API server on loopback that answers as a test says, and remembers what it was asked. */
public final class FakeApi implements AutoCloseable {

    private final HttpServer server;
    private final KubernetesClient client;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Asked, Answer> answers;

    /** A request. */
    public record Asked(String method, String path, String body) {}

    /** A response. */
    public record Answer(int code, String body) {}

    public FakeApi(Function<Asked, Answer> answers) {
        this.answers = answers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Asked asked =
                new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body);
        requests.add(asked.method + " " + asked.path);
        Answer answer = answers.apply(asked);
        byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.code, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public void answers(Function<Asked, Answer> others) {
        answers = others;
    }

    public ApiServer api() {
        return new ApiServer(client);
    }

    public KubernetesClient client() {
        return client;
    }

    /** Method and path of what was asked so far, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
    }
}
