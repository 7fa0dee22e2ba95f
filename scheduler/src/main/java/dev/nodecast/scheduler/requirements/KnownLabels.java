package dev.nodecast.scheduler.requirements;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Labels that a pod may ask for although neither pool nor node defines them, because instance types do; and labels that
 * nobody may ask for.
 *
 * @param wellKnown keys that need not be defined by a pool
 * @param restrictedDomains domains whose other labels belong to the provisioner
 */
public record KnownLabels(SortedSet<String> wellKnown, SortedSet<String> restrictedDomains) {

    private static final String HOSTNAME = "kubernetes.io/hostname";

    /** Karpenter's own, of every provider. */
    public static final KnownLabels KARPENTER = new KnownLabels(
            sorted(
                    "karpenter.sh/nodepool",
                    "topology.kubernetes.io/zone",
                    "topology.kubernetes.io/region",
                    "node.kubernetes.io/instance-type",
                    "kubernetes.io/arch",
                    "kubernetes.io/os",
                    "karpenter.sh/capacity-type",
                    "node.kubernetes.io/windows-build"),
            sorted("karpenter.sh"));

    /** Karpenter's own and those of its AWS provider. */
    public static final KnownLabels AWS = KARPENTER.withDomain(
            "karpenter.k8s.aws",
            "karpenter.k8s.aws/capacity-reservation-id",
            "karpenter.k8s.aws/capacity-reservation-type",
            "karpenter.k8s.aws/capacity-reservation-interruptible",
            "karpenter.k8s.aws/instance-hypervisor",
            "karpenter.k8s.aws/instance-encryption-in-transit-supported",
            "karpenter.k8s.aws/instance-nitro-enclaves-supported",
            "karpenter.k8s.aws/instance-category",
            "karpenter.k8s.aws/instance-capability-flex",
            "karpenter.k8s.aws/instance-family",
            "karpenter.k8s.aws/instance-generation",
            "karpenter.k8s.aws/instance-size",
            "karpenter.k8s.aws/instance-local-nvme",
            "karpenter.k8s.aws/instance-cpu",
            "karpenter.k8s.aws/instance-cpu-manufacturer",
            "karpenter.k8s.aws/instance-cpu-sustained-clock-speed-mhz",
            "karpenter.k8s.aws/instance-memory",
            "karpenter.k8s.aws/instance-ebs-bandwidth",
            "karpenter.k8s.aws/instance-network-bandwidth",
            "karpenter.k8s.aws/instance-gpu-name",
            "karpenter.k8s.aws/instance-gpu-manufacturer",
            "karpenter.k8s.aws/instance-gpu-count",
            "karpenter.k8s.aws/instance-gpu-memory",
            "karpenter.k8s.aws/instance-accelerator-name",
            "karpenter.k8s.aws/instance-accelerator-manufacturer",
            "karpenter.k8s.aws/instance-accelerator-count",
            "karpenter.k8s.aws/instance-tenancy",
            "karpenter.k8s.aws/placement-group-id",
            "karpenter.k8s.aws/placement-group-partition",
            "topology.k8s.aws/zone-id");

    private static final Map<String, String> ALIASES = aliases();

    public KnownLabels {
        wellKnown = Collections.unmodifiableSortedSet(new TreeSet<>(wellKnown));
        restrictedDomains = Collections.unmodifiableSortedSet(new TreeSet<>(restrictedDomains));
    }

    /** The present name of a label that has an older one. */
    public static String normalized(String key) {
        return ALIASES.getOrDefault(key, key);
    }

    /** These with exactly the given well-known keys, as a catalogue of another provider states them. */
    public KnownLabels withWellKnown(Set<String> keys) {
        return new KnownLabels(new TreeSet<>(keys), restrictedDomains);
    }

    private KnownLabels withDomain(String domain, String... keys) {
        TreeSet<String> known = new TreeSet<>(wellKnown);
        Collections.addAll(known, keys);
        TreeSet<String> domains = new TreeSet<>(restrictedDomains);
        domains.add(domain);
        return new KnownLabels(known, domains);
    }

    /** Whether a pod may not constrain this label. */
    public boolean restricted(String key) {
        if (wellKnown.contains(key)) {
            return false;
        }
        if (key.equals(HOSTNAME)) {
            return true;
        }
        int slash = key.indexOf('/');
        String domain = slash < 0 ? "" : key.substring(0, slash);
        return restrictedDomains.stream().anyMatch(r -> domain.equals(r) || domain.endsWith("." + r));
    }

    private static Map<String, String> aliases() {
        Map<String, String> aliases = new LinkedHashMap<>();
        aliases.put("failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone");
        aliases.put("failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region");
        aliases.put("beta.kubernetes.io/arch", "kubernetes.io/arch");
        aliases.put("beta.kubernetes.io/os", "kubernetes.io/os");
        aliases.put("beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type");
        // By the AWS provider: where the EBS driver says that volumes are.
        aliases.put("topology.ebs.csi.aws.com/zone", "topology.kubernetes.io/zone");
        return Collections.unmodifiableMap(aliases);
    }

    private static SortedSet<String> sorted(String... keys) {
        return new TreeSet<>(List.of(keys));
    }
}
