package dev.nodecast.aws.autoscale.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import tools.jackson.databind.json.JsonMapper;

/** Serves the external metrics API over HTTPS to clients that show a certificate. */
final class MetricsServer implements AutoCloseable {

    private static final int BACKLOG = 64;
    private static final int UNAVAILABLE = 503;

    private final HttpsServer server;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Serves at once.
     *
     * @param clients who may ask
     * @throws IOException where the address cannot be served
     */
    MetricsServer(
            InetSocketAddress address, ServingCertificate certificate, X509TrustManager clients, ExternalMetrics api)
            throws IOException {
        server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(configurator(certificate, clients));
        server.setExecutor(requests);
        server.createContext("/", exchange -> answer(exchange, api));
        server.start();
    }

    /** An address of this process. */
    static InetSocketAddress at(String address, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(address), port);
    }

    private static HttpsConfigurator configurator(ServingCertificate certificate, X509TrustManager clients)
            throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(certificate.keyManagers(), new TrustManager[] {clients}, null);
            return new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                    tls.setNeedClientAuth(true);
                    parameters.setSSLParameters(tls);
                }
            };
        } catch (GeneralSecurityException unusable) {
            throw new IOException("HTTPS cannot be served: " + unusable.getMessage(), unusable);
        }
    }

    private static void answer(HttpExchange exchange, ExternalMetrics api) throws IOException {
        ExternalMetrics.Reply reply;
        try {
            reply = api.answer(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    exchange.getRequestURI().getRawQuery());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            reply = ExternalMetrics.status(UNAVAILABLE, "ServiceUnavailable", "this server is ending");
        }
        byte[] body = JsonMapper.shared().writeValueAsBytes(reply.body());
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.code(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        requests.shutdownNow();
    }
}
