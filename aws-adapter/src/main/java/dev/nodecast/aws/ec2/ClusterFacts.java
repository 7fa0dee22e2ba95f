package dev.nodecast.aws.ec2;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.KubernetesNetworkConfigResponse;

/**
 * What nodes must know of the cluster to join it.
 *
 * @param endpoint of its API server
 * @param caBundle of the API server, base64; empty where nodes find it themselves
 * @param serviceCidr the addresses of Services; empty where not known
 * @param version such as {@code 1.35}
 */
public record ClusterFacts(
        String name, String region, String endpoint, String caBundle, String serviceCidr, String version) {

    /**
     * Asks EKS.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException where there is no such cluster or no permission
     */
    public static ClusterFacts of(EksClient eks, String name, String region) {
        Cluster cluster = eks.describeCluster(r -> r.name(name)).cluster();
        KubernetesNetworkConfigResponse network = cluster.kubernetesNetworkConfig();
        return new ClusterFacts(
                name,
                region,
                orEmpty(cluster.endpoint()),
                cluster.certificateAuthority() == null
                        ? ""
                        : orEmpty(cluster.certificateAuthority().data()),
                network == null
                        ? ""
                        : Optional.ofNullable(network.serviceIpv4Cidr())
                                .orElseGet(() -> orEmpty(network.serviceIpv6Cidr())),
                orEmpty(cluster.version()));
    }

    /** The address of the cluster's DNS: the tenth of its Services, as EKS has it; empty where not known. */
    public String dnsAddress() {
        int slash = serviceCidr.indexOf('/');
        if (slash < 0) {
            return "";
        }
        String network = serviceCidr.substring(0, slash);
        return network.contains(":") ? network + "a" : network.substring(0, network.lastIndexOf('.')) + ".10";
    }

    public boolean ipv6() {
        return serviceCidr.contains(":");
    }

    /** The number after the first dot of its version; 0 where it is not known. */
    public int minorVersion() {
        String[] parts = version.split("\\.", -1);
        return parts.length > 1 && parts[1].matches("[0-9]+") ? Integer.parseInt(parts[1]) : 0;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
