package dev.nodecast.scheduler.model;

import java.util.List;

/**
 * How volumes are made for claims.
 *
 * @param immediate whether they are made before a pod asks for them (volumeBindingMode Immediate)
 * @param allowedTopologies alternatives of where they may be made, each a list of requirements; none means anywhere
 */
public record StorageClass(
        ObjectMeta meta, String provisioner, boolean immediate, List<List<NodeSelectorRequirement>> allowedTopologies)
        implements StorageObject {

    public StorageClass {
        allowedTopologies = allowedTopologies.stream().map(List::copyOf).toList();
    }

    /**
     * The CSI driver that attaches its volumes: that which took over from a plug-in in Kubernetes' own tree
     * (k8s.io/csi-translation-lib), else the provisioner itself.
     */
    public String driver() {
        return switch (provisioner) {
            case "kubernetes.io/aws-ebs" -> PersistentVolume.EBS_DRIVER;
            case "kubernetes.io/azure-disk" -> "disk.csi.azure.com";
            case "kubernetes.io/azure-file" -> "file.csi.azure.com";
            case "kubernetes.io/cinder" -> "cinder.csi.openstack.org";
            case "kubernetes.io/gce-pd" -> "pd.csi.storage.gke.io";
            case "kubernetes.io/portworx-volume" -> "pxd.portworx.com";
            case "kubernetes.io/vsphere-volume" -> "csi.vsphere.vmware.com";
            default -> provisioner;
        };
    }
}
