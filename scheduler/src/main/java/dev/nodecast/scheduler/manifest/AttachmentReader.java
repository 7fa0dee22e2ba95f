package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.model.Attachments;
import dev.nodecast.scheduler.model.Attachments.ClaimMount;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads which volumes and devices a pod needs of its node. */
final class AttachmentReader {

    private AttachmentReader() {}

    static Attachments attachments(Fields podSpec) {
        List<ClaimMount> claims = podSpec.maps("volumes", AttachmentReader::mount).stream()
                .flatMap(Optional::stream)
                .toList();
        boolean devices = !podSpec.items("resourceClaims").isEmpty()
                || containersClaim(podSpec, "containers")
                || containersClaim(podSpec, "initContainers");
        return new Attachments(claims, devices);
    }

    /** Whether a container uses a resource claim; the reader of containers passes over it. */
    private static boolean containersClaim(Fields podSpec, String containers) {
        return items(podSpec.node().get(containers))
                .anyMatch(container -> container instanceof MapNode map
                        && items(map.at("resources", "claims")).findAny().isPresent());
    }

    private static Stream<TreeNode> items(Optional<TreeNode> node) {
        return node.stream().flatMap(n -> n instanceof ListNode list ? list.items().stream() : Stream.empty());
    }

    private static Optional<ClaimMount> mount(Fields volume) {
        ignoreOtherVolumes(volume);
        String name = volume.text("name").orElse("");
        Optional<ClaimMount> shared = volume.map("persistentVolumeClaim", claim -> {
                    claim.ignore("readOnly").require("claimName");
                    return claim.text("claimName");
                })
                .flatMap(claim -> claim)
                .map(claim -> new ClaimMount(claim, false));
        return volume.has("ephemeral") ? Optional.of(new ClaimMount(name, true)) : shared;
    }

    private static void ignoreOtherVolumes(Fields volume) {
        volume.ignore("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "hostPath", "image", "nfs");
        volume.ignore("projected", "secret", "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder");
        volume.ignore("fc", "flexVolume", "flocker", "gcePersistentDisk", "gitRepo", "glusterfs", "iscsi");
        volume.ignore("photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos");
        volume.ignore("vsphereVolume");
    }
}
