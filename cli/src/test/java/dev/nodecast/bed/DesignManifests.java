package dev.nodecast.bed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The manifests of the corrected design. */
final class DesignManifests {

    private static final String LIBRARY = "/dev/nodecast/scenarios/library/manifests/design-corrected/";

    private DesignManifests() {}

    /** As the library has it, but for the class of the nodes, which kwok fakes. */
    static String of(String name) throws IOException {
        return unchanged(name)
                .replace("group: karpenter.k8s.aws", "group: karpenter.kwok.sh")
                .replace("kind: EC2NodeClass", "kind: KWOKNodeClass");
    }

    /** As the library has it. */
    static String unchanged(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Cluster.class.getResourceAsStream(LIBRARY + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
