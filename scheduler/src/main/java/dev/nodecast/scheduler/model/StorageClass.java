package dev.nodecast.scheduler.model;

import java.util.List;
import java.util.Map;

/**
 * How volumes are made for claims.
 *
 * @param immediate whether they are made before a pod asks for them (volumeBindingMode Immediate)
 * @param allowedTopologies alternatives of where they may be made, each a list of requirements; none means anywhere
 */
@LookupOnly("MIGRATED: asked for one plug-in at a time")
public record StorageClass(
        ObjectMeta meta, String provisioner, boolean immediate, List<List<NodeSelectorRequirement>> allowedTopologies)
        implements StorageObject {

    /** The CSI drivers that took over from plug-ins in Kubernetes' own tree (k8s.io/csi-translation-lib). */
    private static final Map<String, String> MIGRATED = Map.of(
            "kubernetes.io/aws-ebs", PersistentVolume.EBS_DRIVER,
            "kubernetes.io/azure-disk", "disk.csi.azure.com",
            "kubernetes.io/azure-file", "file.csi.azure.com",
            "kubernetes.io/cinder", "cinder.csi.openstack.org",
            "kubernetes.io/gce-pd", "pd.csi.storage.gke.io",
            "kubernetes.io/portworx-volume", "pxd.portworx.com",
            "kubernetes.io/vsphere-volume", "csi.vsphere.vmware.com");

    public StorageClass {
        allowedTopologies = allowedTopologies.stream().map(List::copyOf).toList();
    }

    /** The CSI driver that attaches its volumes. */
    public String driver() {
        return MIGRATED.getOrDefault(provisioner, provisioner);
    }
}
