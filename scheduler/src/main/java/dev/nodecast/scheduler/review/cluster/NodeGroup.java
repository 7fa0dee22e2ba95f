package dev.nodecast.scheduler.review.cluster;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.review.source.HclBlock;
import dev.nodecast.scheduler.review.source.HclBody;
import dev.nodecast.scheduler.review.source.HclValue;
import dev.nodecast.scheduler.review.system.Terraform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A managed node group, of the registry's EKS module or a resource of its own.
 *
 * @param name its key or resource name
 * @param defaults settings that hold where the group has none
 */
record NodeGroup(String name, HclBody body, HclBody defaults, SourceMark mark) {

    private static final HclBody NOTHING = new HclBody(List.of(), List.of());

    static List<NodeGroup> of(Terraform terraform) {
        List<NodeGroup> groups = new ArrayList<>();
        for (HclBlock block : terraform.blocks()) {
            if (block.type().equals("module")) {
                HclBody defaults =
                        block.body().object("eks_managed_node_group_defaults").orElse(NOTHING);
                block.body()
                        .object("eks_managed_node_groups")
                        .ifPresent(all -> all.attributes().forEach(group -> {
                            if (group.value() instanceof HclValue.Object object) {
                                groups.add(new NodeGroup(group.name(), object.body(), defaults, group.nameMark()));
                            }
                        }));
            } else if (block.type().equals("resource") && block.label(0).equals("aws_eks_node_group")) {
                groups.add(new NodeGroup(block.label(1), block.body(), NOTHING, block.mark()));
            }
        }
        return groups;
    }

    /** A setting, the group's own or the default. */
    Optional<HclBody.Attribute> setting(String name) {
        return body.attribute(name).or(() -> defaults.attribute(name));
    }

    /** The instance types that it names. */
    List<String> instanceTypes() {
        return setting("instance_types")
                .map(a -> a.value().literals().stream()
                        .map(HclValue.Literal::value)
                        .toList())
                .orElse(List.of());
    }

    boolean isSpot() {
        return setting("capacity_type")
                .flatMap(a -> a.value().literal())
                .orElse("")
                .equalsIgnoreCase("SPOT");
    }
}
