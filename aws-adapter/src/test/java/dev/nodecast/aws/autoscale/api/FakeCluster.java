package dev.nodecast.aws.autoscale.api;

import dev.nodecast.aws.kubernetes.ApiServer;
import dev.nodecast.aws.kubernetes.FakeApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An API server that keeps the objects that are laid down in it, and knows no merging: a patch of spec replaces it. */
final class FakeCluster implements AutoCloseable {

    static final String AUTHENTICATION = "/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication";
    static final String API_SERVICE = "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.external.metrics.k8s.io";
    static final String SECRET = "/api/v1/namespaces/nodecast/secrets/nodecast-external-metrics";

    private static final String MISSING = "{\"kind\":\"Status\",\"message\":\"not found\",\"reason\":\"NotFound\"}";

    final Map<String, String> objects = new ConcurrentHashMap<>();
    final List<String> writes = new ArrayList<>();

    @Nullable
    String forbidden;

    private final FakeApi fake = new FakeApi(this::answer);

    ApiServer api() {
        return fake.api();
    }

    JsonNode object(String path) {
        return JsonMapper.shared().readTree(objects.get(path));
    }

    void put(String path, Object object) {
        objects.put(path, JsonMapper.shared().writeValueAsString(object));
    }

    private synchronized FakeApi.Answer answer(FakeApi.Asked asked) {
        if (forbidden != null && asked.path().contains(forbidden)) {
            return new FakeApi.Answer(403, "{\"kind\":\"Status\",\"message\":\"nodecast cannot do that\"}");
        }
        if (asked.method().equals("GET")) {
            String there = objects.get(asked.path());
            return there == null ? new FakeApi.Answer(404, MISSING) : new FakeApi.Answer(200, there);
        }
        writes.add(asked.method() + " " + asked.path());
        JsonNode body = JsonMapper.shared().readTree(asked.body());
        if (asked.method().equals("POST")) {
            String path =
                    asked.path() + "/" + body.path("metadata").path("name").asString();
            String before = objects.putIfAbsent(path, asked.body());
            return before == null
                    ? new FakeApi.Answer(201, asked.body())
                    : new FakeApi.Answer(409, "{\"kind\":\"Status\",\"reason\":\"AlreadyExists\"}");
        }
        objects.put(asked.path(), asked.body());
        return new FakeApi.Answer(200, asked.body());
    }

    @Override
    public void close() {
        fake.close();
    }
}
