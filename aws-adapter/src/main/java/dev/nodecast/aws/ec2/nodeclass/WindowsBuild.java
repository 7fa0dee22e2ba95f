package dev.nodecast.aws.ec2.nodeclass;

import java.util.Locale;
import java.util.Optional;

/** Builds of Windows Server, as the label {@code node.kubernetes.io/windows-build} gives them. */
public final class WindowsBuild {

    public static final String LABEL = "node.kubernetes.io/windows-build";

    private WindowsBuild() {}

    /** The build of a family such as {@code windows2022}; empty where it is none. */
    public static Optional<String> of(String family) {
        return switch (family.toLowerCase(Locale.ROOT)) {
            case "windows2019" -> Optional.of("10.0.17763");
            case "windows2022" -> Optional.of("10.0.20348");
            case "windows2025" -> Optional.of("10.0.26100");
            default -> Optional.empty();
        };
    }
}
