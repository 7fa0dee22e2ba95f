package dev.nodecast.aws.autoscale.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a source lets the controller in. It is bound to an address by whoever runs the controller: an object in the cluster can
 * name an address, and never a secret.
 *
 * @param address as triggers write it: {@code host:port}, or a URL
 * @param username empty for none
 * @param secretFile holds the password or token; read anew each time, so that it may be exchanged; null for none
 * @param caFile PEM certificates by which the server is known; null for those that the system trusts
 */
public record Credential(
        String address,
        String username,
        @Nullable Path secretFile,
        @Nullable Path caFile) {

    /** No credential for an address. */
    static Credential none(String address) {
        return new Credential(address, "", null, null);
    }

    /** The password or token; empty for none. */
    String secret() throws IOException {
        if (secretFile == null) {
            return "";
        }
        try {
            return Files.readString(secretFile).strip();
        } catch (IOException unreadable) {
            throw new IOException("the secret for " + address + " cannot be read from " + secretFile, unreadable);
        }
    }
}
