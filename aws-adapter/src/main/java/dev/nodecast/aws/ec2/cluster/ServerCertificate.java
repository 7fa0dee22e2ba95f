package dev.nodecast.aws.ec2.cluster;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate by which a client knows its API server, where Karpenter takes it from, too ({@code GetCABundle}). */
final class ServerCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);

    private ServerCertificate() {}

    /** Base64; empty where the client trusts by other means. */
    static String of(Config config) {
        String data = config.getCaCertData();
        if (data != null && !data.isEmpty()) {
            return data.startsWith("-----")
                    ? Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))
                    : data;
        }
        String file = config.getCaCertFile();
        if (file == null || file.isEmpty()) {
            return "";
        }
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(file)));
        } catch (IOException unreadable) {
            LOG.warn("the certificate of the API server in {} cannot be read: {}", file, unreadable.toString());
            return "";
        }
    }
}
