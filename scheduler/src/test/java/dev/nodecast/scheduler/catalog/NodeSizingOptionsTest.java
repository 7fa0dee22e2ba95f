package dev.nodecast.scheduler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.model.Ec2NodeClass.BlockDevice;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Resources;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the sizes of nodes take from an EC2NodeClass. */
class NodeSizingOptionsTest {

    private static final long GIB = 1L << 30;

    private static Ec2NodeClass nodeClass(String alias, Ec2NodeClass.Kubelet kubelet, BlockDevice... devices) {
        return new Ec2NodeClass(
                ObjectMeta.named("default"),
                List.of(new Ec2NodeClass.AmiTerm(alias, alias.isEmpty() ? "ami-1" : "", "", Labels.NONE)),
                null,
                List.of(),
                List.of(),
                new Ec2NodeClass.Identity("role", ""),
                List.of(devices),
                kubelet,
                "",
                false);
    }

    private static BlockDevice device(String name, boolean root, @Nullable Long gib) {
        return new BlockDevice(name, root, gib == null ? null : gib * GIB, "gp3", null, null);
    }

    private static long diskGib(String alias, BlockDevice... devices) {
        Ec2NodeClass nodeClass = nodeClass(alias, Ec2NodeClass.Kubelet.DEFAULT, devices);
        return NodeSizingOptions.of(nodeClass).disk().volumeBytes() / GIB;
    }

    @Test
    void theFamilyIsThatOfTheAlias() {
        assertThat(AmiFamily.of(nodeClass("al2023@v20260101", Ec2NodeClass.Kubelet.DEFAULT)))
                .isEqualTo(AmiFamily.AL2023);
        assertThat(AmiFamily.of(nodeClass("bottlerocket@latest", Ec2NodeClass.Kubelet.DEFAULT)))
                .isEqualTo(AmiFamily.BOTTLEROCKET);
        assertThat(AmiFamily.of(nodeClass("windows2022@latest", Ec2NodeClass.Kubelet.DEFAULT)))
                .isEqualTo(AmiFamily.WINDOWS);
        assertThat(AmiFamily.of(nodeClass("", Ec2NodeClass.Kubelet.DEFAULT))).isEqualTo(AmiFamily.CUSTOM);
    }

    @Test
    void podsWriteToTheRootVolumeThatIsMarkedAsSuch() {
        assertThat(diskGib("al2023@latest", device("/dev/xvda", false, 30L), device("/dev/sdb", true, 80L)))
                .isEqualTo(80);
    }

    @Test
    void elseToTheDeviceThatTheFamilyGivesThem() {
        assertThat(diskGib("al2023@latest", device("/dev/sdb", false, 80L), device("/dev/xvda", false, 30L)))
                .isEqualTo(30);
        assertThat(diskGib("bottlerocket@latest", device("/dev/xvda", false, 4L), device("/dev/xvdb", false, 60L)))
                .isEqualTo(60);
    }

    @Test
    void elseToAVolumeOfTheDefaultSize() {
        assertThat(diskGib("al2023@latest")).isEqualTo(20);
        assertThat(diskGib("al2023@latest", device("/dev/sdb", false, 80L))).isEqualTo(20);
        assertThat(diskGib("windows2022@latest")).isEqualTo(50);
    }

    @Test
    void ofACustomImageOnlyTheLastDeviceIsKnown() {
        assertThat(diskGib("", device("/dev/xvda", false, 30L), device("/dev/sdb", false, 80L)))
                .isEqualTo(80);
        assertThat(diskGib("", device("/dev/xvda", false, null))).isEqualTo(20);
    }

    @Test
    void kubeletSettingsArePassedOn() {
        Ec2NodeClass.Kubelet kubelet = new Ec2NodeClass.Kubelet(
                29,
                3,
                Resources.of(Resources.CPU, 100),
                Resources.of(Resources.CPU, 200),
                Labels.of("memory.available", "5%"),
                Labels.of("memory.available", "10%"));
        NodeSizingOptions options = NodeSizingOptions.of(nodeClass("al2@latest", kubelet));
        assertThat(options.pods()).isEqualTo(new NodeSizingOptions.PodLimit(29, 3, false, 0));
        assertThat(options.kubelet().systemReserved().cpuMilli()).isEqualTo(100);
        assertThat(options.kubelet().kubeReserved().cpuMilli()).isEqualTo(200);
        assertThat(options.kubelet().evictionHard().get("memory.available")).isEqualTo("5%");
    }
}
