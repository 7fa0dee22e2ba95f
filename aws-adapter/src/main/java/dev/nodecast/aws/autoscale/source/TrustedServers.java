package dev.nodecast.aws.autoscale.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom a connection to a source trusts: the system's authorities, or those of a file. */
final class TrustedServers {

    /** What the JDK says where a certificate bears none of the names of the server that was asked for. */
    private static final String OF_ANOTHER = "No (subject alternative|name matching).*";

    private TrustedServers() {}

    /** @param caFile PEM certificates; null for the system's */
    static SSLContext of(@Nullable Path caFile) throws IOException {
        try {
            if (caFile == null) {
                return SSLContext.getDefault();
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store(caFile));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException(
                    "the certificates in " + caFile + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static KeyStore store(Path caFile) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        try (InputStream in = Files.newInputStream(caFile)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
        } catch (IOException unreadable) {
            throw new IOException("the caFile " + caFile + " cannot be read: " + unreadable, unreadable);
        }
        if (number == 0) {
            throw new IOException("the caFile " + caFile + " has no certificate, expected some in PEM");
        }
        return store;
    }

    /** Why a server could not be talked to; where it is its certificate, with what would help. */
    static String why(IOException failed) {
        Optional<Throwable> notNow = cause(failed, CertificateExpiredException.class)
                .or(() -> cause(failed, CertificateNotYetValidException.class));
        if (notNow.isPresent()) {
            return "its certificate is not valid now (" + notNow.get().getMessage() + ")";
        }
        if (cause(failed, CertPathBuilderException.class).isPresent()) {
            return "its certificate is of an authority that is not trusted; bind the authority to this address as caFile in"
                    + " the file of --metric-sources";
        }
        return cause(failed, CertificateException.class)
                .map(refused ->
                        refused.getMessage() != null && refused.getMessage().matches(OF_ANOTHER)
                                ? "its certificate is not for this address (" + refused.getMessage()
                                        + "); write the address as the certificate has it"
                                : "its certificate is refused (" + refused.getMessage() + ")")
                .orElseGet(failed::toString);
    }

    private static Optional<Throwable> cause(Throwable failed, Class<? extends Throwable> type) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }
}
