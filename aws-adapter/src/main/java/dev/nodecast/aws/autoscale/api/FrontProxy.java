package dev.nodecast.aws.autoscale.api;

import dev.nodecast.aws.kubernetes.ApiItem;
import dev.nodecast.aws.kubernetes.ApiReply;
import dev.nodecast.aws.kubernetes.ApiRequest;
import dev.nodecast.aws.kubernetes.ApiServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets in the API server's front proxy and nobody else: a client must show a certificate of the authority that the cluster names
 * in ConfigMap kube-system/extension-apiserver-authentication, with one of the names that it allows. Whom the proxy speaks for is
 * not asked again: the API server has authorized that user for the metric before it passes the request on.
 *
 * <p>The authority may be exchanged while it is in use; see {@link #refresh}.
 */
final class FrontProxy extends X509ExtendedTrustManager {

    private static final String CONFIG = "/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication";

    private final ApiServer api;
    private volatile Trusted trusted;

    private record Trusted(X509ExtendedTrustManager authority, List<String> names) {}

    /** @throws IOException where the cluster does not say whom to trust; the message says what may help */
    FrontProxy(ApiServer api) throws IOException, InterruptedException {
        this.api = api;
        this.trusted = read(api);
    }

    /** Takes up an authority that was exchanged. */
    void refresh() throws IOException, InterruptedException {
        trusted = read(api);
    }

    private static Trusted read(ApiServer api) throws IOException, InterruptedException {
        ApiReply reply = api.send(ApiRequest.get(CONFIG));
        if (!reply.ok()) {
            throw new IOException("whom the API server's front proxy is known by cannot be read: " + reply.message()
                    + "; bind the Role extension-apiserver-authentication-reader in kube-system to the controller (the chart"
                    + " does)");
        }
        ApiItem config = new ApiItem(reply.body());
        String ca = config.text("data", "requestheader-client-ca-file");
        if (ca.isEmpty()) {
            throw new IOException("this cluster has no aggregation of APIs: ConfigMap kube-system/extension-apiserver-"
                    + "authentication has no requestheader-client-ca-file; start kube-apiserver with --requestheader-client-ca-"
                    + "file, or use --autoscale scale");
        }
        return new Trusted(authority(ca), names(config.text("data", "requestheader-allowed-names")));
    }

    private static List<String> names(String json) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            for (JsonNode name : JsonMapper.shared().readTree(json.isBlank() ? "[]" : json)) {
                names.add(name.asString());
            }
            return names;
        } catch (JacksonException malformed) {
            throw new IOException("requestheader-allowed-names is no list: " + json, malformed);
        }
    }

    private static X509ExtendedTrustManager authority(String pem) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
                store.setCertificateEntry("ca" + number++, each);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
            throw new IOException("this Java has no trust manager for certificates");
        } catch (GeneralSecurityException unusable) {
            throw new IOException("requestheader-client-ca-file cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private void checkName(Trusted by, X509Certificate[] chain) throws CertificateException {
        String name = commonName(chain[0]);
        if (!by.names.isEmpty() && !by.names.contains(name)) {
            throw new CertificateException("a client is named " + name + ", expected one of " + by.names);
        }
    }

    private static String commonName(X509Certificate certificate) throws CertificateException {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> String.valueOf(rdn.getValue()))
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException malformed) {
            throw new CertificateException("the subject of a client's certificate cannot be read", malformed);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        Trusted by = trusted;
        by.authority.checkClientTrusted(chain, authType);
        checkName(by, chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        Trusted by = trusted;
        by.authority.checkClientTrusted(chain, authType, socket);
        checkName(by, chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        Trusted by = trusted;
        by.authority.checkClientTrusted(chain, authType, engine);
        checkName(by, chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw noServers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noServers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noServers();
    }

    private static CertificateException noServers() {
        return new CertificateException("this trust is for clients only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trusted.authority.getAcceptedIssuers();
    }
}
