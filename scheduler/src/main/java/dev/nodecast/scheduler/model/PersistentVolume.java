package dev.nodecast.scheduler.model;

import java.util.List;

/**
 * A volume that exists.
 *
 * @param driver the CSI driver that attaches it; empty where none does
 * @param onHost whether it is a directory or disk of one host (local or hostPath)
 * @param nodeTerms alternatives of which one must hold of the node; none means any node
 */
public record PersistentVolume(ObjectMeta meta, String driver, boolean onHost, List<NodeSelectorTerm> nodeTerms)
        implements StorageObject {

    /** The CSI driver of EBS volumes, the in-tree ones included. */
    public static final String EBS_DRIVER = "ebs.csi.aws.com";

    public PersistentVolume {
        nodeTerms = List.copyOf(nodeTerms);
    }
}
