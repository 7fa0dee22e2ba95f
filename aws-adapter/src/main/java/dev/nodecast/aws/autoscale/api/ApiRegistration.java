package dev.nodecast.aws.autoscale.api;

import dev.nodecast.aws.autoscale.AutoscaleSettings.ServiceAddress;
import dev.nodecast.aws.kubernetes.ApiItem;
import dev.nodecast.aws.kubernetes.ApiReply;
import dev.nodecast.aws.kubernetes.ApiRequest;
import dev.nodecast.aws.kubernetes.ApiServer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The object by which the API server passes requests for external metrics on. There is one for the whole cluster, so one that
 * passes them on to somebody else (KEDA, prometheus-adapter, …) is left as it is: to take it over would take their metrics away.
 */
final class ApiRegistration {

    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String US = "nodecast";
    static final String NAME = ExternalMetrics.VERSION + "." + ExternalMetrics.GROUP;

    private static final String PATH = "/apis/apiregistration.k8s.io/v1/apiservices";
    private static final int PRIORITY = 100;

    private final ApiServer api;
    private final ServiceAddress service;
    private final String caBundle;

    /** @param caPem whom the API server is to trust */
    ApiRegistration(ApiServer api, ServiceAddress service, String caPem) {
        this.api = api;
        this.service = service;
        this.caBundle = CertificateStore.encoded(caPem);
    }

    /**
     * Makes it so that requests come here.
     *
     * @return who else has them, in words; null where they come here now
     * @throws IOException where that cannot be found out or written
     */
    @Nullable
    String register() throws IOException, InterruptedException {
        ApiReply there = api.send(ApiRequest.get(PATH + "/" + NAME));
        if (there.notFound()) {
            ApiReply made = api.send(ApiRequest.post(PATH, object()));
            if (made.conflict()) {
                return register();
            }
            expect(made);
            return null;
        }
        expect(there);
        ApiItem registered = new ApiItem(there.body());
        if (!ours(registered)) {
            return owner(registered);
        }
        if (!asWanted(registered)) {
            expect(api.send(ApiRequest.patch(PATH + "/" + NAME, Map.of("spec", spec()))));
        }
        return null;
    }

    private static void expect(ApiReply reply) throws IOException {
        if (!reply.ok()) {
            throw new IOException("APIService " + NAME + " cannot be registered: " + reply.message()
                    + "; grant get and patch of it, and create of apiservices (the chart does)");
        }
    }

    private boolean ours(ApiItem registered) {
        return registered.text("spec", "service", "namespace").equals(service.namespace())
                && registered.text("spec", "service", "name").equals(service.name());
    }

    private boolean asWanted(ApiItem registered) {
        return registered.text("spec", "caBundle").equals(caBundle)
                && registered.number("spec", "service", "port") == service.port();
    }

    private static String owner(ApiItem registered) {
        String name = registered.text("spec", "service", "name");
        String to = name.isEmpty()
                ? "the API server itself"
                : "Service " + registered.text("spec", "service", "namespace") + "/" + name;
        String manager = registered.label(MANAGED_BY);
        String part = registered.label("app.kubernetes.io/part-of");
        String more =
                (part.isEmpty() ? "" : ", part of " + part) + (manager.isEmpty() ? "" : ", managed by " + manager);
        return to + more;
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "apiregistration.k8s.io/v1");
        object.put("kind", "APIService");
        object.put("metadata", Map.of("name", NAME, "labels", Map.of(MANAGED_BY, US)));
        object.put("spec", spec());
        return object;
    }

    private Map<String, Object> spec() {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("group", ExternalMetrics.GROUP);
        spec.put("version", ExternalMetrics.VERSION);
        spec.put("groupPriorityMinimum", PRIORITY);
        spec.put("versionPriority", PRIORITY);
        spec.put("caBundle", caBundle);
        spec.put("service", Map.of("namespace", service.namespace(), "name", service.name(), "port", service.port()));
        return spec;
    }
}
