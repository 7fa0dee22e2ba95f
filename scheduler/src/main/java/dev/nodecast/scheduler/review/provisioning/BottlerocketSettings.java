package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.AmiFamilies;
import dev.nodecast.scheduler.review.system.ReviewedSystem;

/** Settings for Amazon Linux on a node class for Bottlerocket. */
public final class BottlerocketSettings extends Rule {

    /** The rule. */
    public BottlerocketSettings() {
        super(
                "NC1211",
                "Bottlerocket does not take these settings",
                "Bottlerocket has no shell at boot: its user data is TOML. Its images and containers live on the second volume,"
                        + " /dev/xvdb; /dev/xvda holds the system only.",
                "https://karpenter.sh/docs/concepts/nodeclasses/#bottlerocket-2");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Manifest<Ec2NodeClass> nodeClass : system.manifests().of(Ec2NodeClass.class)) {
            if (!AmiFamilies.of(nodeClass.value()).contains("bottlerocket")) {
                continue;
            }
            if (nodeClass.value().userData().stripLeading().startsWith("#!")) {
                findings.add(error(
                                nodeClass.markAt("spec", "userData"),
                                "Bottlerocket takes TOML as user data, not a script")
                        .field("spec.userData")
                        .found("a shell script")
                        .expected("settings in TOML")
                        .consequence("nodes do not join the cluster")
                        .help("write settings such as `[settings.kubernetes]`, or use AL2023 if the script is needed"));
            }
            var devices = nodeClass.value().blockDevices();
            if (!devices.isEmpty()
                    && devices.stream().noneMatch(d -> d.deviceName().equals("/dev/xvdb"))) {
                findings.add(
                        warning(nodeClass.markAt("spec", "blockDeviceMappings"), "images have no volume of their own")
                                .field("spec.blockDeviceMappings")
                                .found("no mapping for /dev/xvdb")
                                .expected("a large /dev/xvdb beside a small /dev/xvda")
                                .consequence("images and containers share Bottlerocket's small default data volume")
                                .help("move the size to a mapping for /dev/xvdb"));
            }
        }
    }
}
