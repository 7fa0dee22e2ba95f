package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node to be asked for.
 *
 * @param pods the pods it is for
 * @param requests of the pods and of the daemonsets that run on every one of its types
 * @param requirements what the node must be; the host's name is not part of it
 * @param labels the labels that are known before launch: those of the pool, and single values of custom labels
 * @param options the types it may be, in the order of launch: ascending price of the cheapest offering that is available
 *     and allowed, equal prices by name
 * @param minValuesRelaxed whether fewer values than asked for are left
 */
public record PlannedClaim(
        NodePool nodePool,
        List<Pod> pods,
        Resources requests,
        Requirements requirements,
        Labels labels,
        List<InstanceType> options,
        boolean minValuesRelaxed) {

    /** The most types that a claim names. */
    public static final int MAX_TYPES = 600;

    public PlannedClaim {
        pods = List.copyOf(pods);
        options = List.copyOf(options);
    }

    /** Whether the types that it names have as many different values of labels as it asks for. */
    boolean keepsMinValues() {
        return options.size() <= MAX_TYPES || MinValues.satisfied(requirements, options.subList(0, MAX_TYPES));
    }

    /** The same claim with fewer types, which keep their order. */
    public PlannedClaim withOptions(List<InstanceType> fewer) {
        return new PlannedClaim(nodePool, pods, requests, requirements, labels, fewer, minValuesRelaxed);
    }

    /** The same claim under other requirements; its types are put in the order of the prices these allow. */
    public PlannedClaim withRequirements(Requirements others) {
        List<InstanceType> ordered = LaunchOrder.byPrice(options, others);
        return new PlannedClaim(nodePool, pods, requests, others, labels, ordered, minValuesRelaxed);
    }

    /** Whether a NodeOverlay has set the price of any type that it names, so that a launch goes by these prices. */
    boolean priceOverlaid() {
        return named().anyMatch(type -> type.overlaid().price());
    }

    private Stream<InstanceType> named() {
        return options.stream().limit(MAX_TYPES);
    }

    /** The capacity types of all offerings it could get, sorted. */
    public SortedSet<String> capacityTypes() {
        return offerings(Offering::capacityType);
    }

    /** The zones of all offerings it could get, sorted. */
    public SortedSet<String> zones() {
        return offerings(Offering::zone);
    }

    private SortedSet<String> offerings(Function<Offering, String> property) {
        return options.stream()
                .flatMap(type -> LaunchOrder.offerings(type, requirements))
                .map(property)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The claim as it is created: it may be any of the first 600 types, of the capacity types that these are sold as. That of
     * a static pool says no more than its pool does.
     *
     * @param name of the claim, which nobody else has
     */
    public NodeClaim toNodeClaim(String name, long nowNs) {
        NodePool.Template template = nodePool.template();
        ObjectMeta.Owner owner = new ObjectMeta.Owner(
                "NodePool", nodePool.name(), nodePool.meta().uid());
        ObjectMeta meta =
                new ObjectMeta("", name, name, labels, annotations(template.annotations()), owner, nowNs, null);
        return new NodeClaim(
                meta,
                launchRequirements().stated(),
                template.taints(),
                template.startupTaints(),
                requests,
                template.nodeClassRef(),
                template.expireAfterNs(),
                template.terminationGracePeriodNs(),
                NodeClaim.Status.NEW);
    }

    private Requirements launchRequirements() {
        if (nodePool.replicas() != null) {
            return requirements;
        }
        List<InstanceType> first = options.subList(0, Math.min(MAX_TYPES, options.size()));
        String[] names = first.stream().map(InstanceType::name).toArray(String[]::new);
        Requirements launch = requirements.and(Requirement.in(WellKnown.INSTANCE_TYPE, names));
        String[] sold = withOptions(first).capacityTypes().toArray(String[]::new);
        return sold.length == 0 ? launch : launch.and(Requirement.in(WellKnown.CAPACITY_TYPE, sold));
    }

    private Labels annotations(Labels stated) {
        Labels annotations = stated;
        for (String key : List.of(WellKnown.NODE_POOL_HASH, WellKnown.NODE_POOL_HASH_VERSION)) {
            String value = nodePool.meta().annotations().get(key);
            annotations = value == null ? annotations : annotations.with(key, value);
        }
        if (priceOverlaid()) {
            annotations = annotations.with(WellKnown.PRICE_OVERLAY_APPLIED, "true");
        }
        return named().anyMatch(type -> type.overlaid().capacity())
                ? annotations.with(WellKnown.CAPACITY_OVERLAY_APPLIED, "true")
                : annotations;
    }
}
