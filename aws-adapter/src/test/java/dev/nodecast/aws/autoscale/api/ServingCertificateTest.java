package dev.nodecast.aws.autoscale.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The certificate that vouches for itself, read by somebody else's reader. */
class ServingCertificateTest {

    private static X509Certificate certificate(String pem) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The times before and after 2050 are written in two forms. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-10-01T00:00:00Z", "2049-06-01T12:34:56Z", "2060-01-01T00:00:00Z"})
    void itSaysWhatItIsFor(String time) throws GeneralSecurityException {
        Instant now = Instant.parse(time);
        X509Certificate made =
                certificate(ServingCertificate.selfSigned(List.of("a.b.svc", "a.b.svc.cluster.local"), now)
                        .certificatePem());
        made.verify(made.getPublicKey());
        assertThat(made.getNotBefore()).isEqualTo(now.minus(Duration.ofHours(1)));
        assertThat(made.getNotAfter()).isEqualTo(now.plus(Duration.ofDays(1825)));
        assertThat(made.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(2, "a.b.svc"), List.of(2, "a.b.svc.cluster.local"));
        assertThat(made.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(made.getKeyUsage()).containsExactly(true, false, false, false, false, true, false, false, false);
        assertThat(made.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(made.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
    }

    @Test
    void noTwoAreAlike() {
        Instant now = Instant.parse("2026-10-01T00:00:00Z");
        assertThat(ServingCertificate.selfSigned(List.of("a"), now))
                .isNotEqualTo(ServingCertificate.selfSigned(List.of("a"), now));
    }

    @Test
    void aKeyInAnotherFormIsRefusedWithTheRemedy() {
        ServingCertificate good = ServingCertificate.selfSigned(List.of("a"), Instant.parse("2026-10-01T00:00:00Z"));
        String sec1 = "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n";
        assertThatThrownBy(() -> new ServingCertificate(good.certificatePem(), sec1, good.caPem()).keyManagers())
                .hasMessageContaining("not in the form of PKCS 8")
                .hasMessageContaining("openssl pkcs8 -topk8 -nodes");
        assertThatThrownBy(() -> new ServingCertificate("", good.keyPem(), good.caPem()).keyManagers())
                .hasMessageContaining("serving certificate");
    }
}
