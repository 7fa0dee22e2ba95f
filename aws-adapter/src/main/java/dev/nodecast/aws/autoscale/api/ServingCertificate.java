package dev.nodecast.aws.autoscale.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the metrics API is served with.
 *
 * @param certificatePem the certificate, with those between it and its authority
 * @param keyPem the private key (PKCS 8)
 * @param caPem whom clients are to trust
 */
record ServingCertificate(String certificatePem, String keyPem, String caPem) {

    private static final Duration LIFE = Duration.ofDays(5L * 365);
    private static final Duration BEFORE = Duration.ofHours(1);
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final byte SIGNS_DATA_AND_CERTIFICATES = (byte) 0x84;
    private static final int UNUSED_USAGE_BITS = 2;
    private static final int DNS_NAME = 0x82;
    private static final int VERSION_TAG = 0xa0;
    private static final int EXTENSIONS_TAG = 0xa3;
    private static final int SERIAL_BITS = 127;
    private static final int LAST_YEAR_OF_UTC_TIME = 2049;

    /** One that vouches for itself, for a server that is found by these names. */
    static ServingCertificate selfSigned(List<String> dnsNames, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] body = body(keys, dnsNames, now);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(body);
            byte[] certificate = Der.sequence(body, algorithm(), Der.bits(0, signature.sign()));
            String pem = pem("CERTIFICATE", certificate);
            return new ServingCertificate(
                    pem, pem("PRIVATE KEY", keys.getPrivate().getEncoded()), pem);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java cannot make a certificate", missing);
        }
    }

    private static byte[] body(KeyPair keys, List<String> dnsNames, Instant now) {
        byte[] name = Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.text("nodecast"))));
        return Der.sequence(
                Der.tagged(VERSION_TAG, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE)),
                algorithm(),
                name,
                Der.sequence(time(now.minus(BEFORE)), time(now.plus(LIFE))),
                name,
                keys.getPublic().getEncoded(),
                Der.tagged(EXTENSIONS_TAG, extensions(dnsNames)));
    }

    private static byte[] algorithm() {
        return Der.sequence(Der.oid(ECDSA_WITH_SHA256));
    }

    private static byte[] extensions(List<String> dnsNames) {
        byte[] usage = Der.bits(UNUSED_USAGE_BITS, new byte[] {SIGNS_DATA_AND_CERTIFICATES});
        byte[][] names = dnsNames.stream()
                .map(name -> Der.tagged(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII)))
                .toArray(byte[][]::new);
        return Der.sequence(
                critical(BASIC_CONSTRAINTS, Der.sequence(Der.yes())),
                critical(KEY_USAGE, usage),
                Der.sequence(Der.oid(EXTENDED_KEY_USAGE), Der.octets(Der.sequence(Der.oid(SERVER_AUTHENTICATION)))),
                Der.sequence(Der.oid(ALTERNATIVE_NAMES), Der.octets(Der.sequence(names))));
    }

    private static byte[] critical(String id, byte[] content) {
        return Der.sequence(Der.oid(id), Der.yes(), Der.octets(content));
    }

    private static byte[] time(Instant instant) {
        boolean utc = instant.atOffset(ZoneOffset.UTC).getYear() <= LAST_YEAR_OF_UTC_TIME;
        String form = utc ? "yyMMddHHmmss'Z'" : "yyyyMMddHHmmss'Z'";
        return Der.time(DateTimeFormatter.ofPattern(form, Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(instant));
    }

    private static String pem(String kind, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }

    /**
     * The keys for a TLS server.
     *
     * @throws IOException where they cannot be used; the message says what may help
     */
    KeyManager[] keyManagers() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("serving", privateKey(), new char[0], chain().toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the serving certificate cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private List<Certificate> chain() throws GeneralSecurityException, IOException {
        List<Certificate> chain = new ArrayList<>(CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(certificatePem.getBytes(StandardCharsets.US_ASCII))));
        if (chain.isEmpty()) {
            throw new IOException("the serving certificate is empty, expected PEM: -----BEGIN CERTIFICATE-----");
        }
        return chain;
    }

    /** When it ends. */
    Instant end() throws IOException {
        try {
            return ((X509Certificate) chain().getFirst()).getNotAfter().toInstant();
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("the serving certificate cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private PrivateKey privateKey() throws IOException {
        String begin = "-----BEGIN PRIVATE KEY-----";
        int from = keyPem.indexOf(begin);
        int to = keyPem.indexOf("-----END PRIVATE KEY-----");
        if (from < 0 || to < from) {
            throw new IOException("the serving key is not in the form of PKCS 8, expected " + begin
                    + "; openssl pkcs8 -topk8 -nodes makes it");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(keyPem.substring(from + begin.length(), to));
        @Nullable PrivateKey elliptic = key("EC", bytes);
        @Nullable PrivateKey key = elliptic == null ? key("RSA", bytes) : elliptic;
        if (key != null) {
            return key;
        }
        throw new IOException("the serving key is neither of elliptic curves nor of RSA");
    }

    private static @Nullable PrivateKey key(String algorithm, byte[] bytes) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException another) {
            return null;
        }
    }
}
