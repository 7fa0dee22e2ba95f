package dev.nodecast.scenarios.resolve;

import dev.nodecast.scheduler.catalog.InstanceTypes;
import dev.nodecast.scheduler.catalog.NodeSizingOptions;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What NodePools can buy, by their EC2NodeClasses. */
final class NodeClasses {

    private static final long GIB = 1L << 30;

    /** Size of the root volume where the node class states none: that of the EKS images. */
    private static final long DEFAULT_VOLUME_GIB = 20;

    private final Scenario scenario;

    NodeClasses(Scenario scenario) {
        this.scenario = scenario;
    }

    Optional<Ec2NodeClass> of(NodePool pool) {
        return scenario.manifests()
                .named(Ec2NodeClass.class, pool.template().nodeClassRef().name());
    }

    /** Volumes of each node of the pool together. */
    long volumeGib(NodePool pool) {
        List<Ec2NodeClass.BlockDevice> devices =
                of(pool).map(Ec2NodeClass::blockDevices).orElse(List.of());
        if (devices.isEmpty()) {
            return DEFAULT_VOLUME_GIB;
        }
        long gib = 0;
        for (Ec2NodeClass.BlockDevice device : devices) {
            Long bytes = device.sizeBytes();
            gib += bytes == null ? DEFAULT_VOLUME_GIB : Math.ceilDiv(bytes, GIB);
        }
        return gib;
    }

    /** The types that fit the pool's requirements, with the offerings that do. */
    List<InstanceType> instanceTypes(NodePool pool) {
        Requirements wanted = Requirements.stated(pool.template().requirements());
        List<InstanceType> types =
                InstanceTypes.of(scenario.prices(), scenario.file().cluster().zones(), sizing(pool));
        return of(pool)
                .map(nodeClass -> new ReservationMapping(scenario).offered(types, nodeClass))
                .orElse(types)
                .stream()
                .filter(type -> fits(type, wanted))
                .toList();
    }

    private NodeSizingOptions sizing(NodePool pool) {
        return of(pool).map(NodeSizingOptions::of).orElse(NodeSizingOptions.DEFAULT);
    }

    private static boolean fits(InstanceType type, Requirements wanted) {
        for (Map.Entry<String, List<String>> label : type.labels().entrySet()) {
            List<String> values = label.getValue();
            boolean possible =
                    values.isEmpty() || values.stream().anyMatch(value -> wanted.allows(label.getKey(), value));
            if (!possible) {
                return false;
            }
        }
        return type.offerings().stream().anyMatch(offering -> sold(offering, wanted));
    }

    private static boolean sold(Offering offering, Requirements wanted) {
        return wanted.allows(WellKnown.ZONE, offering.zone())
                && wanted.allows(WellKnown.CAPACITY_TYPE, offering.capacityType());
    }
}
