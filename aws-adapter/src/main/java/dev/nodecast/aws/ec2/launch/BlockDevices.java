package dev.nodecast.aws.ec2.launch;

import dev.nodecast.aws.ec2.nodeclass.NodeClass;
import dev.nodecast.aws.ec2.nodeclass.NodeClassSpec;
import dev.nodecast.scheduler.catalog.AmiFamily;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateEbsBlockDeviceRequest;

/** The volumes of an instance: those that the node class states, else those of its family of images. */
final class BlockDevices {

    private static final long GIB = 1L << 30;
    private static final int BOTTLEROCKET_SYSTEM_GIB = 4;
    private static final int DEFAULT_GIB = 20;
    private static final int WINDOWS_GIB = 50;

    private BlockDevices() {}

    static List<LaunchTemplateBlockDeviceMappingRequest> of(NodeClass nodeClass) {
        List<NodeClassSpec.BlockDeviceMapping> stated = nodeClass.spec().blockDeviceMappings();
        if (stated.isEmpty()) {
            return defaults(AmiFamily.of(nodeClass.model()));
        }
        // sizes come from the reader of manifests, which knows quantities
        List<Ec2NodeClass.BlockDevice> read = nodeClass.model().blockDevices();
        List<LaunchTemplateBlockDeviceMappingRequest> mappings = new ArrayList<>();
        for (int i = 0; i < stated.size(); i++) {
            NodeClassSpec.Ebs ebs = stated.get(i).ebs();
            Long bytes = i < read.size() ? read.get(i).sizeBytes() : null;
            mappings.add(LaunchTemplateBlockDeviceMappingRequest.builder()
                    .deviceName(stated.get(i).deviceName())
                    .ebs(
                            ebs == null
                                    ? null
                                    : LaunchTemplateEbsBlockDeviceRequest.builder()
                                            .deleteOnTermination(ebs.deleteOnTermination())
                                            .encrypted(ebs.encrypted())
                                            .iops(ebs.iops())
                                            .kmsKeyId(ebs.kmsKeyID())
                                            .snapshotId(ebs.snapshotID())
                                            .throughput(ebs.throughput())
                                            .volumeInitializationRate(ebs.volumeInitializationRate())
                                            .volumeType(ebs.volumeType())
                                            .volumeSize(bytes == null ? null : (int) Math.ceilDiv(bytes, GIB))
                                            .build())
                    .build());
        }
        return mappings;
    }

    private static List<LaunchTemplateBlockDeviceMappingRequest> defaults(AmiFamily family) {
        return switch (family) {
            case AL2, AL2023 -> List.of(volume("/dev/xvda", DEFAULT_GIB));
            case BOTTLEROCKET ->
                List.of(volume("/dev/xvda", BOTTLEROCKET_SYSTEM_GIB), volume("/dev/xvdb", DEFAULT_GIB));
            case WINDOWS -> List.of(volume("/dev/sda1", WINDOWS_GIB));
            case CUSTOM -> List.of();
        };
    }

    private static LaunchTemplateBlockDeviceMappingRequest volume(String device, int gib) {
        return LaunchTemplateBlockDeviceMappingRequest.builder()
                .deviceName(device)
                .ebs(e -> e.encrypted(true).volumeType("gp3").volumeSize(gib))
                .build();
    }
}
