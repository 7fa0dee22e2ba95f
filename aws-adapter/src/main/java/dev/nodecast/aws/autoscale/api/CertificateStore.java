package dev.nodecast.aws.autoscale.api;

import dev.nodecast.aws.autoscale.AutoscaleSettings.CertificateFiles;
import dev.nodecast.aws.autoscale.AutoscaleSettings.ServiceAddress;
import dev.nodecast.aws.kubernetes.ApiItem;
import dev.nodecast.aws.kubernetes.ApiReply;
import dev.nodecast.aws.kubernetes.ApiRequest;
import dev.nodecast.aws.kubernetes.ApiServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the serving certificate comes from: files, or a Secret in which the first replica lays down one that it has made, so that
 * all serve with the same and the API server trusts one.
 */
final class CertificateStore {

    static final String SECRET = "nodecast-external-metrics";

    private static final Duration LEFT_AT_LEAST = Duration.ofDays(365);
    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";

    private final ApiServer api;
    private final ServiceAddress service;

    CertificateStore(ApiServer api, ServiceAddress service) {
        this.api = api;
        this.service = service;
    }

    /** The names by which the API server and people in the cluster find the Service. */
    static List<String> names(ServiceAddress service) {
        String name = service.name() + "." + service.namespace() + ".svc";
        return List.of(name, name + ".cluster.local");
    }

    static ServingCertificate ofFiles(CertificateFiles files) throws IOException {
        return new ServingCertificate(
                Files.readString(files.certificate()), Files.readString(files.key()), Files.readString(files.ca()));
    }

    /**
     * That of the Secret; where there is none, or its end is near, one that is made now and laid down there.
     *
     * @throws IOException where the Secret can neither be read nor made
     */
    ServingCertificate shared(Instant now) throws IOException, InterruptedException {
        String path = "/api/v1/namespaces/" + service.namespace() + "/secrets";
        ApiReply there = api.send(ApiRequest.get(path + "/" + SECRET));
        if (there.ok()) {
            ServingCertificate shared = of(new ApiItem(there.body()));
            return shared.end().isAfter(now.plus(LEFT_AT_LEAST)) ? shared : replaced(there, path, now);
        }
        if (!there.notFound()) {
            throw refused(there);
        }
        ServingCertificate made = ServingCertificate.selfSigned(names(service), now);
        ApiReply laidDown = api.send(ApiRequest.post(path, secret(made, "")));
        if (laidDown.conflict()) {
            return of(new ApiItem(api.send(ApiRequest.get(path + "/" + SECRET)).body()));
        }
        if (!laidDown.ok()) {
            throw refused(laidDown);
        }
        return made;
    }

    private ServingCertificate replaced(ApiReply old, String path, Instant now)
            throws IOException, InterruptedException {
        ServingCertificate made = ServingCertificate.selfSigned(names(service), now);
        String version = new ApiItem(old.body()).text("metadata", "resourceVersion");
        ApiReply reply = api.send(ApiRequest.put(path + "/" + SECRET, secret(made, version)));
        if (reply.conflict()) {
            return of(new ApiItem(api.send(ApiRequest.get(path + "/" + SECRET)).body()));
        }
        if (!reply.ok()) {
            throw refused(reply);
        }
        return made;
    }

    private IOException refused(ApiReply reply) {
        return new IOException("the serving certificate cannot be kept in Secret " + service.namespace() + "/" + SECRET
                + ": " + reply.message()
                + "; grant get, create and update of it (the chart does), or give a certificate"
                + " with --autoscale-tls-cert, --autoscale-tls-key and --autoscale-tls-ca");
    }

    private static ServingCertificate of(ApiItem secret) throws IOException {
        String certificate = decoded(secret, CERTIFICATE);
        String key = decoded(secret, KEY);
        if (certificate.isEmpty() || key.isEmpty()) {
            throw new IOException("Secret " + SECRET + " has no " + CERTIFICATE + " and " + KEY
                    + "; delete it, and another will be made");
        }
        return new ServingCertificate(certificate, key, certificate);
    }

    private static String decoded(ApiItem secret, String key) {
        return new String(Base64.getDecoder().decode(secret.text("data", key)), StandardCharsets.US_ASCII);
    }

    private Map<String, Object> secret(ServingCertificate certificate, String version) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("name", SECRET);
        meta.put("namespace", service.namespace());
        meta.put("labels", Map.of(ApiRegistration.MANAGED_BY, ApiRegistration.US));
        if (!version.isEmpty()) {
            meta.put("resourceVersion", version);
        }
        Map<String, Object> secret = new LinkedHashMap<>();
        secret.put("apiVersion", "v1");
        secret.put("kind", "Secret");
        secret.put("type", "kubernetes.io/tls");
        secret.put("metadata", meta);
        secret.put(
                "data", Map.of(CERTIFICATE, encoded(certificate.certificatePem()), KEY, encoded(certificate.keyPem())));
        return secret;
    }

    static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
