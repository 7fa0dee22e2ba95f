package dev.nodecast.aws.ec2.launch;

import dev.nodecast.aws.ec2.Tags;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The labels of a node, as its claim and as its kubelet give them ({@code pkg/cloudprovider}, {@code instanceToNodeClaim}). */
public final class NodeLabels {

    private static final String ZONE_ID = "topology.k8s.aws/zone-id";
    private static final String TENANCY = "karpenter.k8s.aws/instance-tenancy";
    private static final List<String> OF_RESERVATION = List.of(
            WellKnown.CAPACITY_RESERVATION_ID,
            WellKnown.CAPACITY_RESERVATION_TYPE,
            WellKnown.CAPACITY_RESERVATION_INTERRUPTIBLE);

    /** Domains of which the API server lets no kubelet set labels, but a few. */
    private static final List<String> FORBIDDEN = List.of("kubernetes.io", "k8s.io");

    private NodeLabels() {}

    /** Those of what was launched: every label of the type that has one value, and those of the offering. */
    static Labels launched(@Nullable InstanceType type, Instance instance, ResolvedNodeClass nodeClass) {
        SortedMap<String, String> labels = new TreeMap<>();
        if (type != null) {
            type.labels().forEach((key, values) -> {
                if (values.size() == 1 && !OF_RESERVATION.contains(key)) {
                    labels.put(key, values.getFirst());
                }
            });
        }
        labels.put(WellKnown.INSTANCE_TYPE, instance.type());
        labels.put(WellKnown.ZONE, instance.zone());
        labels.put(WellKnown.CAPACITY_TYPE, instance.capacityType());
        labels.put(TENANCY, "default");
        labels.put(Tags.NODE_CLASS, nodeClass.name());
        if (!nodeClass.zoneId(instance.zone()).isEmpty()) {
            labels.put(ZONE_ID, nodeClass.zoneId(instance.zone()));
        }
        reservation(type, instance).ifPresent(reservation -> {
            labels.put(WellKnown.CAPACITY_RESERVATION_ID, reservation.id());
            labels.put(WellKnown.CAPACITY_RESERVATION_TYPE, reservation.type());
            labels.put(WellKnown.CAPACITY_RESERVATION_INTERRUPTIBLE, Boolean.toString(reservation.interruptible()));
        });
        return Labels.of(labels);
    }

    private static Optional<Offering.Reservation> reservation(@Nullable InstanceType type, Instance instance) {
        if (type == null || instance.reservation().isEmpty()) {
            return Optional.empty();
        }
        return type.offerings().stream()
                .flatMap(offering -> Optional.ofNullable(offering.reservation()).stream())
                .filter(reservation -> reservation.id().equals(instance.reservation()))
                .findFirst();
    }

    /** Those that kubelet gives its node when it registers. */
    static SortedMap<String, String> ofKubelet(NodeClaim claim, String capacityType, boolean syncTaints) {
        SortedMap<String, String> labels = new TreeMap<>();
        claim.meta().labels().byKey().forEach((key, value) -> {
            if (!forbidden(key)) {
                labels.put(key, value);
            }
        });
        labels.put(WellKnown.CAPACITY_TYPE, capacityType);
        labels.put(Tags.NODE_CLASS, claim.nodeClassRef().name());
        if (!syncTaints) {
            labels.put(WellKnown.DO_NOT_SYNC_TAINTS, "true");
        }
        return labels;
    }

    private static boolean forbidden(String key) {
        int slash = key.indexOf('/');
        String domain = slash < 0 ? "" : key.substring(0, slash);
        return FORBIDDEN.stream().anyMatch(d -> domain.equals(d) || domain.endsWith("." + d));
    }
}
