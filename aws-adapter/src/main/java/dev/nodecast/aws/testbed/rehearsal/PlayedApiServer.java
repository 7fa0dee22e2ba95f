package dev.nodecast.aws.testbed.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Serves {@link PlayedObjects} as an API server does, over TLS. Selectors are not looked at: it has what was put there. */
final class PlayedApiServer implements AutoCloseable {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NOT_FOUND = 404;

    /** A client that asks for a web socket takes this as a wish for plain HTTP. */
    private static final int NO_WEB_SOCKETS = 503;

    private static final int WAIT_MS = 500;

    private final PlayedObjects objects;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    PlayedApiServer(PlayedObjects objects, Certificate certificate) throws IOException {
        this.objects = objects;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            JsonNode given = body.length == 0
                    ? JsonMapper.shared().missingNode()
                    : JsonMapper.shared().readTree(body);
            if (path.equals("/version")) {
                reply(exchange, OK, version());
            } else if (ApiPath.of(path).plural().isEmpty()) {
                reply(exchange, OK, objects.kinds(path.replaceFirst("/apis?/", "")));
            } else if (exchange.getRequestHeaders().containsKey("Upgrade")) {
                exchange.sendResponseHeaders(NO_WEB_SOCKETS, -1);
            } else if (asks(exchange, "watch=true")) {
                watch(exchange, ApiPath.of(path));
            } else {
                change(exchange, ApiPath.of(path), given);
            }
        }
    }

    private static ObjectNode version() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("major", "1")
                .put("minor", "34")
                .put("gitVersion", "v1.34.0");
    }

    private static boolean asks(HttpExchange exchange, String parameter) {
        String query = exchange.getRequestURI().getQuery();
        return query != null && Arrays.asList(query.split("&")).contains(parameter);
    }

    private void change(HttpExchange exchange, ApiPath path, JsonNode given) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                if (path.name().isEmpty()) {
                    reply(exchange, OK, objects.list(path));
                } else {
                    reply(exchange, objects.get(path));
                }
            }
            case "POST" -> {
                if (path.sub().equals("eviction")) {
                    reply(exchange, objects.delete(path));
                } else {
                    reply(exchange, CREATED, objects.create(path, given));
                }
            }
            case "DELETE" -> reply(exchange, objects.delete(path));
            default -> reply(exchange, objects.patch(path, given));
        }
    }

    /** Events until the client goes; a socket that only listens finds that out by writing. */
    private void watch(HttpExchange exchange, ApiPath path) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(OK, 0);
        long known = known(exchange);
        try (OutputStream out = exchange.getResponseBody()) {
            while (!Thread.currentThread().isInterrupted()) {
                for (PlayedObjects.Event event : objects.after(known, path, WAIT_MS)) {
                    ObjectNode line = JsonMapper.shared().createObjectNode().put("type", event.type());
                    line.set("object", event.object());
                    out.write((line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    known = event.version();
                }
                out.flush();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static long known(HttpExchange exchange) {
        return Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
                .filter(parameter -> parameter.startsWith("resourceVersion="))
                .map(parameter -> parameter.substring(parameter.indexOf('=') + 1))
                .filter(number -> !number.isEmpty())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    private static void reply(HttpExchange exchange, Optional<ObjectNode> object) throws IOException {
        reply(
                exchange,
                object.isPresent() ? OK : NOT_FOUND,
                object.orElseGet(() -> JsonMapper.shared()
                        .createObjectNode()
                        .put("kind", "Status")
                        .put("apiVersion", "v1")
                        .put("status", "Failure")
                        .put("reason", "NotFound")
                        .put("message", "there is none")
                        .put("code", NOT_FOUND)));
    }

    private static void reply(HttpExchange exchange, int code, ObjectNode object) throws IOException {
        byte[] body = JsonMapper.shared().writeValueAsBytes(object);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
