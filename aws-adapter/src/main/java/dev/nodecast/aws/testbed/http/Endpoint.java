package dev.nodecast.aws.testbed.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nodecast.aws.testbed.http.Faults.Fault;
import dev.nodecast.aws.testbed.http.Service.Reply;
import dev.nodecast.aws.testbed.http.Service.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One address on loopback for all of AWS's services, with what goes wrong on the way to them. */
public final class Endpoint implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Endpoint.class.getName());
    private static final int UNAVAILABLE = 503;
    private static final int INTERNAL = 500;
    private static final int NOT_FOUND = 404;

    private final List<Service> services;
    private final Faults faults;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentSkipListMap<String, LongAdder> calls = new ConcurrentSkipListMap<>();

    /** @param port 0 for any that is free */
    public Endpoint(int port, List<Service> services, Faults faults) throws IOException {
        this.services = List.copyOf(services);
        this.faults = faults;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many calls of each operation came, whatever became of them. */
    public SortedMap<String, Long> calls() {
        SortedMap<String, Long> counts = new TreeMap<>();
        calls.forEach((operation, count) -> counts.put(operation, count.sum()));
        return counts;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = read(exchange);
            Reply reply = replyTo(request);
            if (reply != null) {
                byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", reply.contentType());
                exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                .orElse("");
        return new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(), target, body);
    }

    /** Null where the answer is lost. */
    private @Nullable Reply replyTo(Request request) throws InterruptedException {
        for (Service service : services) {
            Optional<String> operation = service.operation(request);
            if (operation.isPresent()) {
                calls.computeIfAbsent(operation.get(), name -> new LongAdder()).increment();
                return withFault(service, operation.get(), request);
            }
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "no service for {0} {1} {2}",
                request.method(),
                request.path(),
                request.target());
        return new Reply(NOT_FOUND, "text/plain", "the test bed has no service for this request");
    }

    private @Nullable Reply withFault(Service service, String operation, Request request) throws InterruptedException {
        Fault fault = service instanceof Controls ? Fault.NONE : faults.next();
        return switch (fault) {
            case THROTTLED -> service.error(service.throttled());
            case SERVER_ERROR ->
                service.error(new AwsError(INTERNAL, "InternalError", "An internal error has occurred"));
            case SLOW -> {
                Thread.sleep(Duration.ofMillis(faults.slowMs()));
                yield answer(service, operation, request);
            }
            case LOST_REPLY -> {
                answer(service, operation, request);
                yield null;
            }
            case REPEATED -> {
                answer(service, operation, request);
                yield answer(service, operation, request);
            }
            case NONE -> answer(service, operation, request);
        };
    }

    private static Reply answer(Service service, String operation, Request request) {
        try {
            return service.answer(operation, request);
        } catch (AwsError error) {
            return service.error(error);
        } catch (RuntimeException broken) {
            LOG.log(System.Logger.Level.ERROR, "the test bed failed at " + operation, broken);
            return service.error(new AwsError(UNAVAILABLE, "Unavailable", "the test bed failed: " + broken));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** A service of the test bed itself: nothing goes wrong on the way to it. */
    public interface Controls extends Service {}
}
