package dev.nodecast.aws.ec2.launch;

import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Ami;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import java.util.List;
import java.util.Optional;

/** Which image an instance type boots. */
public final class Amis {

    private Amis() {}

    /** The newest that the type can run; empty where there is none. */
    public static Optional<Ami> of(InstanceType type, ResolvedNodeClass nodeClass) {
        return nodeClass.amis().stream()
                .filter(ami -> ami.requirements().stream().allMatch(requirement -> met(requirement, type)))
                .findFirst();
    }

    private static boolean met(NodeSelectorRequirement requirement, InstanceType type) {
        List<String> values = type.labels().getOrDefault(requirement.key(), List.of());
        return switch (requirement.operator()) {
            case IN -> requirement.values().stream().anyMatch(values::contains);
            case EXISTS -> !values.isEmpty();
            case DOES_NOT_EXIST -> values.isEmpty();
            default ->
                throw new IllegalArgumentException("image requirement: found "
                        + requirement.operator().text() + ", expected In, Exists or DoesNotExist");
        };
    }
}
