package dev.nodecast.scheduler.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Karpenter's EC2NodeClass (karpenter.k8s.aws/v1): what EC2 instances of a pool are made from.
 *
 * @param amiTerms which images; a v1beta1 {@code amiFamily} without terms stands here as its alias
 * @param amiFamily how the node is initialised where no alias says so, such as {@code AL2}; null where not given
 * @param subnets which subnets; terms are alternatives
 * @param securityGroups which security groups; all that match are used
 * @param identity under which role its instances act
 * @param blockDevices its volumes; none means the image's own default
 * @param kubelet settings that change what a node offers to pods
 * @param userData script that runs at boot; empty where there is none
 * @param instanceStoreRaid0 local disks become the node's ephemeral storage
 * @param reserved the capacity reservations that it may launch into
 */
public record Ec2NodeClass(
        ObjectMeta meta,
        List<AmiTerm> amiTerms,
        @Nullable String amiFamily,
        List<SelectorTerm> subnets,
        List<SelectorTerm> securityGroups,
        Identity identity,
        List<BlockDevice> blockDevices,
        Kubelet kubelet,
        String userData,
        boolean instanceStoreRaid0,
        Reserved reserved) {

    /**
     * Capacity reservations of a node class.
     *
     * @param terms which ones it asks for; alternatives
     * @param found those that Karpenter has found for them, from its status; none where it is not read from a cluster
     */
    public record Reserved(List<CapacityReservation.Term> terms, List<CapacityReservation> found) {

        public static final Reserved NONE = new Reserved(List.of(), List.of());

        public Reserved {
            terms = List.copyOf(terms);
            found = List.copyOf(found);
        }
    }

    /** A node class that asks for no reserved capacity. */
    public Ec2NodeClass(
            ObjectMeta meta,
            List<AmiTerm> amiTerms,
            @Nullable String amiFamily,
            List<SelectorTerm> subnets,
            List<SelectorTerm> securityGroups,
            Identity identity,
            List<BlockDevice> blockDevices,
            Kubelet kubelet,
            String userData,
            boolean instanceStoreRaid0) {
        this(
                meta,
                amiTerms,
                amiFamily,
                subnets,
                securityGroups,
                identity,
                blockDevices,
                kubelet,
                userData,
                instanceStoreRaid0,
                Reserved.NONE);
    }

    /** One way to name an image; what is not used is empty. */
    public record AmiTerm(String alias, String id, String name, Labels tags) {}

    /** One way to name subnets or security groups; what is not used is empty. */
    public record SelectorTerm(String id, String name, Labels tags) {}

    /** The role of the instances, or an instance profile made by hand; one of both is empty. */
    public record Identity(String role, String instanceProfile) {}

    /**
     * An EBS volume.
     *
     * @param sizeBytes null where the image's size holds
     * @param type such as {@code gp3}; empty where not given
     * @param iops null where the type's default holds
     * @param throughputMiB per second; null where the type's default holds
     */
    public record BlockDevice(
            String deviceName,
            boolean rootVolume,
            @Nullable Long sizeBytes,
            String type,
            @Nullable Long iops,
            @Nullable Long throughputMiB) {}

    /**
     * Kubelet settings; null or none where the provider's defaults hold.
     *
     * @param evictionHard thresholds as written, quantities or percentages
     * @param evictionSoft thresholds as written, quantities or percentages
     */
    public record Kubelet(
            @Nullable Integer maxPods,
            @Nullable Integer podsPerCore,
            Resources systemReserved,
            Resources kubeReserved,
            Labels evictionHard,
            Labels evictionSoft) {

        /** Everything by default. */
        public static final Kubelet DEFAULT =
                new Kubelet(null, null, Resources.NONE, Resources.NONE, Labels.NONE, Labels.NONE);
    }

    public Ec2NodeClass {
        amiTerms = List.copyOf(amiTerms);
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        blockDevices = List.copyOf(blockDevices);
    }

    public String name() {
        return meta.name();
    }
}
