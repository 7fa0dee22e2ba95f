package dev.nodecast.aws.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Single requests to the API server, with the client's credentials. Nothing is tried twice: an eviction that a budget
 * forbids is answered at once, and who may try again when is the caller's concern.
 */
public final class ApiServer {

    private static final long TIMEOUT_S = 30;

    /** An API server takes some hundred streams on a connection, and the watches need theirs. */
    private static final int AT_ONCE = 48;

    private final Semaphore free = new Semaphore(AT_ONCE, true);

    private final KubernetesClient client;
    private final KubernetesSerialization json;
    private final URI address;

    /** @param client one that does not try again by itself */
    public ApiServer(KubernetesClient client) {
        this.client = client;
        this.json = client.getKubernetesSerialization();
        this.address = URI.create(client.getMasterUrl().toString());
    }

    /**
     * The answer, whatever it says.
     *
     * @throws IOException where there is none
     */
    public ApiReply send(ApiRequest request) throws IOException, InterruptedException {
        free.acquire();
        try {
            return answered(request);
        } finally {
            free.release();
        }
    }

    private ApiReply answered(ApiRequest request) throws IOException, InterruptedException {
        HttpRequest.Builder http =
                client.getHttpClient().newHttpRequestBuilder().uri(address.resolve(request.path()));
        Map<String, ?> body = request.body();
        if (body == null) {
            http.method(request.method(), null, null);
        } else {
            http.method(request.method(), request.contentType(), json.asJson(body));
        }
        try {
            HttpResponse<String> reply =
                    client.getHttpClient().sendAsync(http.build(), String.class).get(TIMEOUT_S, TimeUnit.SECONDS);
            return new ApiReply(reply.code(), object(reply.body()));
        } catch (ExecutionException failed) {
            throw new IOException(request.method() + " " + request.path() + ": " + failed.getCause(), failed);
        } catch (TimeoutException late) {
            throw new IOException(
                    request.method() + " " + request.path() + ": no answer within " + TIMEOUT_S + " s", late);
        }
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are texts
    private Map<String, Object> object(String body) {
        String text = body.strip();
        return text.startsWith("{") ? json.unmarshal(text, Map.class) : Map.of();
    }
}
