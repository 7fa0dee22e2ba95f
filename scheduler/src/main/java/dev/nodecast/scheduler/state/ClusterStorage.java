package dev.nodecast.scheduler.state;

import dev.nodecast.scheduler.model.CsiNode;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.PersistentVolume;
import dev.nodecast.scheduler.model.PersistentVolumeClaim;
import dev.nodecast.scheduler.model.StorageClass;
import dev.nodecast.scheduler.model.StorageObject;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of the cluster's volumes: claims, volumes, how they are made, and how many each node can attach. */
public final class ClusterStorage {

    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

    private final Map<ObjectKey, PersistentVolumeClaim> claims = new TreeMap<>();
    private final Map<String, PersistentVolume> volumes = new TreeMap<>();
    private final Map<String, StorageClass> classes = new TreeMap<>();
    private final Map<String, CsiNode> nodes = new TreeMap<>();
    private long version;

    /** Grows with every change. */
    long version() {
        return version;
    }

    public @Nullable PersistentVolumeClaim claim(ObjectKey key) {
        return claims.get(key);
    }

    public @Nullable PersistentVolume volume(String name) {
        return volumes.get(name);
    }

    public @Nullable StorageClass storageClass(String name) {
        return classes.get(name);
    }

    /**
     * The name of the class that a claim's volume is made by: the claim's own, or else the newest of those that are the
     * default, as the API server sets it; empty where there is none.
     */
    public String classOf(PersistentVolumeClaim claim) {
        String own = claim.storageClass();
        if (own != null) {
            return own;
        }
        StorageClass newest = null;
        for (StorageClass each : classes.values()) {
            boolean isDefault = each.meta().annotations().has(DEFAULT_CLASS, "true");
            if (isDefault
                    && (newest == null
                            || each.meta().createdNs() > newest.meta().createdNs())) {
                newest = each;
            }
        }
        return newest == null ? "" : newest.meta().name();
    }

    /** Whether the number of volumes is limited on any node. */
    public boolean limitsVolumes() {
        return !nodes.isEmpty();
    }

    /** How many volumes a node can attach by driver; a driver that is not named has no limit. */
    public SortedMap<String, Integer> limits(String nodeName) {
        CsiNode node = nodes.get(nodeName);
        return node == null ? Collections.emptySortedMap() : node.volumeLimits();
    }

    /** Takes in an object as it is now. */
    public void see(StorageObject object) {
        version++;
        switch (object) {
            case PersistentVolumeClaim claim -> claims.put(claim.meta().key(), claim);
            case PersistentVolume volume -> volumes.put(volume.meta().name(), volume);
            case StorageClass storageClass -> classes.put(storageClass.meta().name(), storageClass);
            case CsiNode node -> nodes.put(node.name(), node);
        }
    }

    /** Forgets an object that is gone. */
    public void forget(StorageObject object) {
        version++;
        switch (object) {
            case PersistentVolumeClaim claim -> claims.remove(claim.meta().key());
            case PersistentVolume volume -> volumes.remove(volume.meta().name());
            case StorageClass storageClass -> classes.remove(storageClass.meta().name());
            case CsiNode node -> nodes.remove(node.name());
        }
    }
}
