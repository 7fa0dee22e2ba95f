package dev.nodecast.aws.autoscale.source;

import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** Makes sources of triggers; those of the same place share a client. May be used by many threads. */
public final class Sources implements AutoCloseable {

    private final Map<String, Credential> credentials;
    private final Map<SqsQueue.Place, SqsClient> queues = new ConcurrentHashMap<>();
    private final Map<Credential, HttpClient> servers = new ConcurrentHashMap<>();

    /** @param credentials by the address they are bound to */
    public Sources(Map<String, Credential> credentials) {
        this.credentials = Map.copyOf(credentials);
    }

    /**
     * The source that a trigger names.
     *
     * @throws IllegalArgumentException where its settings are wrong, or its type cannot be read live
     */
    public QueueSource of(ScaleTrigger trigger) {
        return switch (trigger.type()) {
            case "redis" -> RedisQueue.of(trigger, this::credential);
            case "aws-sqs-queue" -> SqsQueue.of(trigger, place -> queues.computeIfAbsent(place, Sources::client));
            case "prometheus" ->
                PrometheusQuery.of(
                        trigger, this::credential, credential -> servers.computeIfAbsent(credential, Sources::http));
            default ->
                throw new IllegalArgumentException("trigger type: found " + trigger.type()
                        + ", expected one that is read live: redis, aws-sqs-queue, prometheus");
        };
    }

    private Credential credential(String address) {
        return credentials.getOrDefault(address, Credential.none(address));
    }

    private static HttpClient http(Credential credential) {
        try {
            return HttpClient.newBuilder()
                    .connectTimeout(Timeouts.CONNECT)
                    .sslContext(TrustedServers.of(credential.caFile()))
                    .build();
        } catch (IOException unusable) {
            throw new IllegalArgumentException(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private static SqsClient client(SqsQueue.Place place) {
        SqsClientBuilder builder = SqsClient.builder()
                .region(Region.of(place.region()))
                .overrideConfiguration(c -> c.apiCallTimeout(Timeouts.ANSWER.plus(Timeouts.CONNECT)))
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Timeouts.CONNECT)
                        .socketTimeout(Timeouts.ANSWER)
                        .build());
        if (!place.endpoint().isEmpty()) {
            builder.endpointOverride(URI.create(place.endpoint()));
        }
        return builder.build();
    }

    @Override
    public void close() {
        List<SqsClient> clients = new ArrayList<>(queues.values());
        clients.forEach(SqsClient::close);
        servers.values().forEach(HttpClient::close);
    }
}
