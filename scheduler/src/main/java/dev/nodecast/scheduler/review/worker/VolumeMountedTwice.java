package dev.nodecast.scheduler.review.worker;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Workload;
import java.util.List;
import java.util.regex.Pattern;

/** A file system that the node mounts at boot and that the pods mount by a claim of their own. */
public final class VolumeMountedTwice extends Rule {

    private static final Pattern MOUNT = Pattern.compile("(?m)^\\s*(sudo\\s+)?mount\\s.*(nfs|efs)");

    /** The rule. */
    public VolumeMountedTwice() {
        super(
                "NC1406",
                "The node's mount is not what the pods use",
                "A pod sees a file system that the node has mounted only through a hostPath volume. Pods that mount a"
                        + " PersistentVolumeClaim get the file system from its CSI driver, and the mount in the user data only"
                        + " delays the boot, for as long as it takes where the file system does not answer (a hard mount waits for ever).",
                "https://docs.aws.amazon.com/eks/latest/userguide/efs-csi.html");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Manifest<Ec2NodeClass> nodeClass : system.manifests().of(Ec2NodeClass.class)) {
            if (!MOUNT.matcher(nodeClass.value().userData()).find()) {
                continue;
            }
            List<Workload> users = system.workloads().stream()
                    .filter(w -> !w.pod().attachments().claimNames().isEmpty())
                    .filter(w -> system.poolsFor(w).stream()
                            .anyMatch(p -> p.value()
                                    .template()
                                    .nodeClassRef()
                                    .name()
                                    .equals(nodeClass.header().name())))
                    .toList();
            if (!users.isEmpty()) {
                Workload user = users.getFirst();
                findings.add(note(
                                nodeClass.markAt("spec", "userData"),
                                "the node mounts a file system that the pods do not use")
                        .field("spec.userData")
                        .found("a mount at boot, while " + user + " mounts the claim `"
                                + user.pod().attachments().claimNames().getFirst() + "`")
                        .expected("one of the two")
                        .consequence(
                                "each node waits for a mount that no pod sees; the claim needs the EFS CSI driver and a"
                                        + " PersistentVolume of its own")
                        .help("remove the mount and install the EFS CSI driver, or use a hostPath volume"));
            }
        }
    }
}
