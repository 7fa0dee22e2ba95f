package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.model.Resources;
import java.util.Map;
import java.util.TreeMap;

/**
 * How big a node of an instance type is and what kubelet keeps of it, by the rules of Karpenter's AWS provider
 * (karpenter-provider-aws at 1d927085dd81, {@code pkg/providers/instancetype/types.go}).
 *
 * @param capacity memory is what EC2 advertises, less 64 MiB on arm64, less the hypervisor's share
 */
public record NodeSizing(
        Resources capacity, Resources kubeReserved, Resources systemReserved, Resources evictionThreshold) {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long GB = 1_000_000_000L;
    private static final int ARM_CMA_MIB = 64;
    private static final int ADDRESSES_PER_PREFIX = 16;
    private static final int HOST_NETWORK_PODS = 2;

    /** Millicores from which on the next share of a node's cpu is reserved, and that share. */
    private static final long[][] CPU_STEPS_MILLI = {{0, 1_000}, {1_000, 2_000}, {2_000, 4_000}, {4_000, 1L << 31}};

    private static final double[] CPU_SHARES = {0.06, 0.01, 0.005, 0.0025};

    public static NodeSizing of(InstanceFacts facts, NodeSizingOptions options) {
        long pods = pods(facts, options);
        long reservedForPods = options.memoryReservedByEniLimit() ? eniLimitedPods(facts, 0) : pods;
        Resources capacity = capacity(facts, options, pods);
        Resources kubeReserved = Resources.of(
                        Resources.CPU, cpuReservedMilli(facts.cpu().vcpu() * 1_000L))
                .with(Resources.MEMORY, (11 * reservedForPods + 255) * MIB)
                .with(Resources.EPHEMERAL_STORAGE, GIB);
        Resources eviction = Resources.of(Resources.MEMORY, 100 * MIB)
                .with(Resources.EPHEMERAL_STORAGE, Math.ceilDiv(capacity.get(Resources.EPHEMERAL_STORAGE), 10));
        return new NodeSizing(
                capacity,
                replaced(kubeReserved, options.kubelet().kubeReserved()),
                options.kubelet().systemReserved(),
                replaced(eviction, options.kubelet().evictionHard()));
    }

    /** All that pods cannot have. */
    public Resources overhead() {
        return kubeReserved.plus(systemReserved).plus(evictionThreshold);
    }

    public Resources allocatable() {
        return capacity.minus(overhead());
    }

    private static Resources capacity(InstanceFacts facts, NodeSizingOptions options, long pods) {
        Map<String, Long> amounts = new TreeMap<>();
        amounts.put(Resources.CPU, facts.cpu().vcpu() * 1_000L);
        amounts.put(Resources.MEMORY, memoryBytes(facts, options.vmMemoryOverhead()));
        amounts.put(Resources.PODS, pods);
        amounts.put(Resources.EPHEMERAL_STORAGE, ephemeralStorageBytes(facts, options));
        if (facts.gpus().count() > 0 && facts.gpus().manufacturer().equals("nvidia")) {
            amounts.put(Resources.NVIDIA_GPU, (long) facts.gpus().count());
        }
        return Resources.of(amounts);
    }

    private static long memoryBytes(InstanceFacts facts, double vmOverhead) {
        long mib = facts.memoryMib() - (facts.cpu().arch().equals("arm64") ? ARM_CMA_MIB : 0);
        // the provider's own order of floating-point operations, so that both round alike
        long overheadMib = (long) Math.ceil((double) (mib * MIB) * vmOverhead / 1024 / 1024);
        return (mib - overheadMib) * MIB;
    }

    private static long ephemeralStorageBytes(InstanceFacts facts, NodeSizingOptions options) {
        boolean localDisks = options.instanceStoreRaid0() && facts.disk().localNvmeGb() > 0;
        return localDisks ? facts.disk().localNvmeGb() * GB : options.ephemeralStorageBytes();
    }

    private static long pods(InstanceFacts facts, NodeSizingOptions options) {
        Integer configured = options.maxPods();
        long pods;
        if (configured != null) {
            pods = configured;
        } else if (options.prefixDelegation()) {
            pods = prefixDelegationPods(facts, options.reservedEnis());
        } else {
            pods = eniLimitedPods(facts, options.reservedEnis());
        }
        return options.podsPerCore() > 0
                ? Math.min(pods, (long) options.podsPerCore() * facts.cpu().vcpu())
                : pods;
    }

    /** {@code ENIs × (addresses per ENI − 1) + 2}: each interface keeps one address, two pods use the host's network. */
    static long eniLimitedPods(InstanceFacts facts, int reservedEnis) {
        long usable = Math.max(0, facts.network().enis() - reservedEnis);
        return usable == 0 ? 0 : usable * (facts.network().ipv4PerEni() - 1) + HOST_NETWORK_PODS;
    }

    /**
     * With /28 prefixes in the place of addresses, capped as EKS's max-pods calculator recommends: 110 pods up to 30 vCPUs,
     * 250 above. Karpenter itself does not know prefix delegation; users set {@code maxPods} to this number.
     */
    static long prefixDelegationPods(InstanceFacts facts, int reservedEnis) {
        long usable = Math.max(0, facts.network().enis() - reservedEnis);
        long addresses = usable * (facts.network().ipv4PerEni() - 1) * ADDRESSES_PER_PREFIX + HOST_NETWORK_PODS;
        return Math.min(addresses, facts.cpu().vcpu() > 30 ? 250 : 110);
    }

    /** 6 % of the first core, 1 % of the second, 0.5 % of the next two, 0.25 % of the rest, each rounded down. */
    private static long cpuReservedMilli(long cpuMilli) {
        long reserved = 0;
        for (int i = 0; i < CPU_SHARES.length; i++) {
            long within = Math.clamp(cpuMilli, CPU_STEPS_MILLI[i][0], CPU_STEPS_MILLI[i][1]) - CPU_STEPS_MILLI[i][0];
            reserved += (long) (within * CPU_SHARES[i]);
        }
        return reserved;
    }

    private static Resources replaced(Resources computed, Resources configured) {
        Map<String, Long> amounts = computed.asMap();
        configured.forEach(amounts::put);
        return Resources.of(amounts);
    }
}
