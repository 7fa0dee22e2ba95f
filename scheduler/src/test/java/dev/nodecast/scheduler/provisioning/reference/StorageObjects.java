package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.model.Attachments;
import dev.nodecast.scheduler.model.Attachments.ClaimMount;
import dev.nodecast.scheduler.model.CsiNode;
import dev.nodecast.scheduler.model.Namespace;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.PersistentVolume;
import dev.nodecast.scheduler.model.PersistentVolumeClaim;
import dev.nodecast.scheduler.model.StorageClass;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Volumes, what claims them, and namespaces of stored objects, without any defaulting. */
final class StorageObjects {

    private StorageObjects() {}

    static Attachments attachments(Tree spec) {
        List<ClaimMount> claims = new ArrayList<>();
        for (Tree volume : spec.at("volumes").list()) {
            if (volume.at("persistentVolumeClaim").present()) {
                claims.add(new ClaimMount(
                        volume.at("persistentVolumeClaim", "claimName").text(), false));
            } else if (volume.at("ephemeral").present()) {
                claims.add(new ClaimMount(volume.at("name").text(), true));
            }
        }
        return new Attachments(claims, !spec.at("resourceClaims").list().isEmpty());
    }

    static PersistentVolumeClaim claim(Tree object) {
        Tree spec = object.at("spec");
        return new PersistentVolumeClaim(
                PodObjects.meta(object.at("metadata")),
                spec.at("volumeName").text(),
                spec.at("storageClassName").present()
                        ? spec.at("storageClassName").text()
                        : null,
                object.at("status", "phase").text().equals("Lost"));
    }

    static PersistentVolume volume(Tree object) {
        Tree spec = object.at("spec");
        String inTree = spec.at("awsElasticBlockStore").present() ? PersistentVolume.EBS_DRIVER : "";
        return new PersistentVolume(
                PodObjects.meta(object.at("metadata")),
                spec.at("csi", "driver").text(inTree),
                spec.at("hostPath").present() || spec.at("local").present(),
                spec.at("nodeAffinity", "required", "nodeSelectorTerms").list().stream()
                        .map(t -> new NodeSelectorTerm(PodObjects.requirements(t.at("matchExpressions")), List.of()))
                        .toList());
    }

    static StorageClass storageClass(Tree object) {
        return new StorageClass(
                PodObjects.meta(object.at("metadata")),
                object.at("provisioner").text(),
                object.at("volumeBindingMode").text().equals("Immediate"),
                object.at("allowedTopologies").list().stream()
                        .map(t -> t.at("matchLabelExpressions").list().stream()
                                .map(e -> NodeSelectorRequirement.in(
                                        e.at("key").text(), e.at("values").texts().toArray(String[]::new)))
                                .toList())
                        .toList());
    }

    static CsiNode csiNode(Tree object) {
        TreeMap<String, Integer> limits = new TreeMap<>();
        for (Tree driver : object.at("spec", "drivers").list()) {
            if (driver.at("allocatable").present()) {
                limits.put(
                        driver.at("name").text(), driver.at("allocatable", "count").integer(0));
            }
        }
        return new CsiNode(object.at("metadata", "name").text(), limits);
    }

    static Namespace namespace(Tree object) {
        return new Namespace(
                        object.at("metadata", "name").text(),
                        object.at("metadata", "labels").labels())
                .withNameLabel();
    }
}
