package dev.nodecast.aws.controller;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves health, readiness and metrics over HTTP. */
final class HealthServer implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int BACKLOG = 16;

    private final List<HttpServer> servers = new ArrayList<>();

    /** The answer to a probe: empty for good, else what is wrong. */
    @FunctionalInterface
    interface Probe {
        String trouble();
    }

    /** Serves {@code /healthz}, {@code /readyz} and {@code /metrics}, by default on the ports of Karpenter. */
    HealthServer(ControllerSettings.Ports ports, Probe healthy, Probe ready, Supplier<String> metrics) {
        Map<String, Supplier<Reply>> probes = new LinkedHashMap<>();
        probes.put("/healthz", () -> reply(healthy));
        probes.put("/readyz", () -> reply(ready));
        serve(ports.address(), ports.health(), probes);
        serve(ports.address(), ports.metrics(), Map.of("/metrics", () -> new Reply(OK, metrics.get())));
    }

    private record Reply(int code, String text) {}

    private static Reply reply(Probe probe) {
        String trouble = probe.trouble();
        return trouble.isEmpty() ? new Reply(OK, "ok\n") : new Reply(UNAVAILABLE, trouble + "\n");
    }

    private void serve(String address, int port, Map<String, Supplier<Reply>> pages) {
        if (port < 0) {
            return;
        }
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), BACKLOG);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            pages.forEach((path, page) -> server.createContext(path, exchange -> answer(exchange, page.get())));
            server.start();
            servers.add(server);
        } catch (IOException taken) {
            throw new ControllerException(
                    "port " + port + " of " + address + " cannot be served: " + taken.getMessage()
                            + "; choose others with --health-port and --metrics-port, or -1 for none",
                    taken);
        }
    }

    private static void answer(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(reply.code, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }
}
