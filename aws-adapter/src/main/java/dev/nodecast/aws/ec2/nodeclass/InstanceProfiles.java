package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.aws.ec2.AwsFailure;
import dev.nodecast.aws.ec2.ClusterSource;
import dev.nodecast.aws.ec2.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Instance profiles: the one that is named, or one made for the role of a node class
 * ({@code pkg/providers/instanceprofile}). A profile's name follows from cluster, node class and role, so that one that
 * was made just before a crash is found again.
 */
public final class InstanceProfiles {

    private final IamClient iam;
    private final ClusterSource cluster;
    private final boolean readOnly;

    InstanceProfiles(IamClient iam, ClusterSource cluster, boolean readOnly) {
        this.readOnly = readOnly;
        this.iam = iam;
        this.cluster = cluster;
    }

    Finding<String> find(NodeClass nodeClass, Finding<String> before) {
        String given = nodeClass.spec().instanceProfile();
        if (given != null && !given.isEmpty()) {
            return Finding.found(given, Condition.INSTANCE_PROFILE);
        }
        String role = nodeClass.spec().role();
        if (readOnly && role != null) {
            return Finding.found(nameFor(nodeClass, role), Condition.INSTANCE_PROFILE);
        }
        if (role == null || role.isEmpty()) {
            return new Finding<>(
                    "",
                    Condition.unmet(Condition.INSTANCE_PROFILE, "NoRole", "give spec.role, or spec.instanceProfile"));
        }
        return Finding.of(
                "iam:CreateInstanceProfile",
                before,
                () -> Finding.found(ensured(nodeClass, role), Condition.INSTANCE_PROFILE));
    }

    private String ensured(NodeClass nodeClass, String role) {
        String name = nameFor(nodeClass, role);
        InstanceProfile profile = get(name).orElseGet(() -> create(name, nodeClass));
        // a role may have a path, which the call does not take
        String roleName = role.substring(role.lastIndexOf('/') + 1);
        if (profile.roles().stream().noneMatch(r -> r.roleName().equals(roleName))) {
            profile.roles()
                    .forEach(other -> iam.removeRoleFromInstanceProfile(
                            r -> r.instanceProfileName(name).roleName(other.roleName())));
            iam.addRoleToInstanceProfile(r -> r.instanceProfileName(name).roleName(roleName));
        }
        return name;
    }

    private String nameFor(NodeClass nodeClass, String role) {
        return cluster.get().name() + "_"
                + NodeClassHash.ofText(cluster.get().region() + "/" + nodeClass.name() + "/"
                        + nodeClass.identity().uid() + "/" + role);
    }

    private Optional<InstanceProfile> get(String name) {
        try {
            return Optional.of(
                    iam.getInstanceProfile(r -> r.instanceProfileName(name)).instanceProfile());
        } catch (SdkException e) {
            if (AwsFailure.of(e).notFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private InstanceProfile create(String name, NodeClass nodeClass) {
        Map<String, String> tags = new TreeMap<>(nodeClass.spec().tags());
        tags.put(Tags.owned(cluster.get().name()), "owned");
        tags.put(Tags.CLUSTER, cluster.get().name());
        tags.put(Tags.NODE_CLASS, nodeClass.name());
        tags.put("topology.kubernetes.io/region", cluster.get().region());
        List<Tag> iamTags = tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return iam.createInstanceProfile(
                        r -> r.instanceProfileName(name).path(pathOf(nodeClass)).tags(iamTags))
                .instanceProfile();
    }

    private String pathOf(NodeClass nodeClass) {
        return "/karpenter/" + cluster.get().region() + "/" + cluster.get().name() + "/"
                + nodeClass.identity().uid() + "/";
    }

    /** Deletes every profile that was made for a node class, Karpenter's of the same node class too. */
    void deleteAll(NodeClass nodeClass) {
        String path = pathOf(nodeClass);
        iam.listInstanceProfilesPaginator(r -> r.pathPrefix(path)).instanceProfiles().stream()
                .filter(profile -> profile.path().equals(path))
                .forEach(this::delete);
    }

    private void delete(InstanceProfile profile) {
        String name = profile.instanceProfileName();
        profile.roles()
                .forEach(role -> iam.removeRoleFromInstanceProfile(
                        r -> r.instanceProfileName(name).roleName(role.roleName())));
        iam.deleteInstanceProfile(r -> r.instanceProfileName(name));
    }
}
