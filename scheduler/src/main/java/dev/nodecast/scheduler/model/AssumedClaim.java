package dev.nodecast.scheduler.model;

import java.util.List;

/** What stands in for a claim that nobody described: one that is bound to a volume that every node can attach. */
public final class AssumedClaim {

    private AssumedClaim() {}

    /** The claim and its volume. */
    public static List<StorageObject> of(ObjectKey key) {
        String volume = "assumed-" + key.namespace() + "-" + key.name();
        Labels bound = Labels.of(PersistentVolumeClaim.BIND_COMPLETED, "yes");
        ObjectMeta meta = new ObjectMeta(key.namespace(), key.name(), key.name(), Labels.NONE, bound, null, 0, null);
        return List.of(
                new PersistentVolume(ObjectMeta.named(volume), "", false, List.of()),
                new PersistentVolumeClaim(meta, volume, "", false));
    }
}
