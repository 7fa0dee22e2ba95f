package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.model.Labels;
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
    private static final int PODS_WITHOUT_ENI_LIMIT = 110;
    private static final String MEMORY_AVAILABLE = "memory.available";
    private static final String NODEFS_AVAILABLE = "nodefs.available";

    /** Millicores from which on the next share of a node's cpu is reserved, and that share. */
    private static final long[][] CPU_STEPS_MILLI = {{0, 1_000}, {1_000, 2_000}, {2_000, 4_000}, {4_000, 1L << 31}};

    private static final double[] CPU_SHARES = {0.06, 0.01, 0.005, 0.0025};

    public static NodeSizing of(InstanceFacts facts, NodeSizingOptions options) {
        long pods = pods(facts, options);
        long reservedForPods = options.family().reservesByEniLimit() ? eniLimitedPods(facts, 0) : pods;
        Resources capacity = capacity(facts, options, pods);
        Resources kubeReserved = Resources.of(
                        Resources.CPU, cpuReservedMilli(facts.cpu().vcpu() * 1_000L))
                .with(Resources.MEMORY, (11 * reservedForPods + 255) * MIB)
                .with(Resources.EPHEMERAL_STORAGE, GIB);
        return new NodeSizing(
                capacity,
                replaced(kubeReserved, options.kubelet().kubeReserved()),
                options.kubelet().systemReserved(),
                evictionThreshold(capacity, options.kubelet().evictionHard()));
    }

    /** Soft thresholds keep nothing from pods: they only warn. */
    private static Resources evictionThreshold(Resources capacity, Labels evictionHard) {
        long storage = capacity.get(Resources.EPHEMERAL_STORAGE);
        return Resources.of(Resources.MEMORY, signal(evictionHard, MEMORY_AVAILABLE, capacity.memoryBytes(), 100 * MIB))
                .with(
                        Resources.EPHEMERAL_STORAGE,
                        signal(evictionHard, NODEFS_AVAILABLE, storage, Math.ceilDiv(storage, 10)));
    }

    private static long signal(Labels thresholds, String name, long capacity, long normally) {
        String stated = thresholds.get(name);
        return stated == null
                ? normally
                : EvictionSignal.parse(stated)
                        .map(signal -> signal.of(capacity))
                        .orElse(normally);
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
        facts.gpus()
                .resource()
                .ifPresent(name -> amounts.put(name, (long) facts.gpus().count()));
        return Resources.of(amounts);
    }

    private static long memoryBytes(InstanceFacts facts, double vmOverhead) {
        long mib = facts.memoryMib() - (facts.cpu().arch().equals("arm64") ? ARM_CMA_MIB : 0);
        // the provider's own order of floating-point operations, so that both round alike
        long overheadMib = (long) Math.ceil((double) (mib * MIB) * vmOverhead / 1024 / 1024);
        return (mib - overheadMib) * MIB;
    }

    private static long ephemeralStorageBytes(InstanceFacts facts, NodeSizingOptions options) {
        boolean localDisks = options.disk().raid0() && facts.disk().localNvmeGb() > 0;
        return localDisks ? facts.disk().localNvmeGb() * GB : options.disk().volumeBytes();
    }

    private static long pods(InstanceFacts facts, NodeSizingOptions options) {
        NodeSizingOptions.PodLimit limit = options.pods();
        long pods = podsOfNode(facts, options);
        return limit.podsPerCore() > 0 && options.family().honoursPodsPerCore()
                ? Math.min(pods, (long) limit.podsPerCore() * facts.cpu().vcpu())
                : pods;
    }

    private static long podsOfNode(InstanceFacts facts, NodeSizingOptions options) {
        NodeSizingOptions.PodLimit limit = options.pods();
        Integer configured = limit.maxPods();
        if (configured != null) {
            return configured;
        }
        if (!options.family().limitedByEnis()) {
            return PODS_WITHOUT_ENI_LIMIT;
        }
        return limit.prefixDelegation()
                ? prefixDelegationPods(facts, limit.reservedEnis())
                : eniLimitedPods(facts, limit.reservedEnis());
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
