package dev.nodecast.scheduler.model;

import org.jspecify.annotations.Nullable;

/**
 * What every object carries.
 *
 * @param namespace empty for cluster-wide objects
 * @param owner the controlling owner, without one the first; null where there is none
 * @param createdNs when it was created
 * @param deletionNs {@code deletionTimestamp} (for pods: when the grace period ends), null while it is not being deleted
 */
public record ObjectMeta(
        String namespace,
        String name,
        String uid,
        Labels labels,
        Labels annotations,
        @Nullable Owner owner,
        long createdNs,
        @Nullable Long deletionNs) {

    /** An owner of an object. */
    public record Owner(String kind, String name, String uid) {}

    public static ObjectMeta named(String name) {
        return new ObjectMeta("", name, name, Labels.NONE, Labels.NONE, null, 0, null);
    }

    public ObjectKey key() {
        return new ObjectKey(namespace, name);
    }

    public boolean deleting() {
        return deletionNs != null;
    }

    public boolean ownedBy(String kind) {
        return owner != null && owner.kind().equals(kind);
    }

    public ObjectMeta withLabels(Labels newLabels) {
        return new ObjectMeta(namespace, name, uid, newLabels, annotations, owner, createdNs, deletionNs);
    }

    public ObjectMeta withAnnotations(Labels newAnnotations) {
        return new ObjectMeta(namespace, name, uid, labels, newAnnotations, owner, createdNs, deletionNs);
    }

    public ObjectMeta deletedAt(long ns) {
        return new ObjectMeta(namespace, name, uid, labels, annotations, owner, createdNs, ns);
    }
}
