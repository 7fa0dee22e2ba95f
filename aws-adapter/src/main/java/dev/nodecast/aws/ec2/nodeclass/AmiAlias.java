package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.aws.ec2.ClusterFacts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alias such as {@code al2023@latest} and the SSM parameters under which AWS publishes its images (per family in
 * {@code pkg/providers/amifamily} of karpenter-provider-aws).
 *
 * @param family in lower case: al2, al2023, bottlerocket, windows2019, windows2022 or windows2025
 * @param version {@code latest}, or the version of a release
 */
record AmiAlias(String family, String version) {

    private static final String LATEST = "latest";
    private static final String EKS = "/aws/service/eks/optimized-ami/";
    private static final int LAST_WITH_AL2 = 32;
    private static final int FIRST_WITH_WINDOWS_2025 = 35;

    static AmiAlias parse(String alias) {
        int at = alias.indexOf('@');
        return new AmiAlias(
                (at < 0 ? alias : alias.substring(0, at)).toLowerCase(Locale.ROOT),
                at < 0 ? LATEST : alias.substring(at + 1));
    }

    /** Why the cluster's version has no such images; empty where it has. */
    Optional<String> unsupported(ClusterFacts cluster) {
        int minor = cluster.minorVersion();
        if (family.equals("al2") && minor > LAST_WITH_AL2) {
            return Optional.of("AL2 aliases are no longer supported on EKS 1.33+: use al2023@latest");
        }
        if (family.equals("windows2025") && minor > 0 && minor < FIRST_WITH_WINDOWS_2025) {
            return Optional.of(
                    "Windows Server 2025 requires EKS version 1.35 or higher, current version: " + cluster.version());
        }
        return Optional.empty();
    }

    /** For each parameter the variants of the image that it names. */
    SortedMap<String, List<AmiVariant>> parameters(String k8s) {
        SortedMap<String, List<AmiVariant>> parameters = new TreeMap<>();
        switch (family) {
            case "al2023" -> {
                for (AmiVariant variant : AmiVariant.values()) {
                    parameters.put(al2023(k8s, "x86_64", variant), List.of(variant));
                }
                parameters.put(al2023(k8s, "arm64", AmiVariant.STANDARD), List.of(AmiVariant.STANDARD));
                parameters.put(al2023(k8s, "arm64", AmiVariant.NVIDIA), List.of(AmiVariant.NVIDIA));
            }
            case "al2" -> {
                parameters.put(al2(k8s, "", ""), List.of(AmiVariant.STANDARD));
                parameters.put(al2(k8s, "-arm64", "arm64-"), List.of(AmiVariant.STANDARD));
                parameters.put(al2(k8s, "-gpu", "gpu-"), List.of(AmiVariant.NEURON, AmiVariant.NVIDIA));
            }
            case "bottlerocket" -> {
                parameters.put(bottlerocket(k8s, "", "x86_64"), List.of(AmiVariant.STANDARD, AmiVariant.NEURON));
                parameters.put(bottlerocket(k8s, "", "arm64"), List.of(AmiVariant.STANDARD));
                parameters.put(bottlerocket(k8s, "-nvidia", "x86_64"), List.of(AmiVariant.NVIDIA));
                parameters.put(bottlerocket(k8s, "-nvidia", "arm64"), List.of(AmiVariant.NVIDIA));
            }
            default -> {
                if (windows()) {
                    parameters.put(
                            "/aws/service/ami-windows-latest/Windows_Server-" + family.substring("windows".length())
                                    + "-English-Core-EKS_Optimized-" + k8s + "/image_id",
                            List.of());
                }
            }
        }
        return parameters;
    }

    boolean windows() {
        return WindowsBuild.of(family).isPresent();
    }

    private String al2023(String k8s, String arch, AmiVariant variant) {
        String release = version.equals(LATEST)
                ? "recommended"
                : "amazon-eks-node-al2023-" + arch + "-" + variant.text() + "-" + k8s + "-" + version;
        return EKS + k8s + "/amazon-linux-2023/" + arch + "/" + variant.text() + "/" + release + "/image_id";
    }

    private String al2(String k8s, String folder, String infix) {
        String release = version.equals(LATEST) ? "recommended" : "amazon-eks-" + infix + "node-" + k8s + "-" + version;
        return EKS + k8s + "/amazon-linux-2" + folder + "/" + release + "/image_id";
    }

    /** Releases are tagged with a v, parameters are named without. */
    private String bottlerocket(String k8s, String flavour, String arch) {
        return "/aws/service/bottlerocket/aws-k8s-" + k8s + flavour + "/" + arch + "/" + version.replaceFirst("^v+", "")
                + "/image_id";
    }
}
