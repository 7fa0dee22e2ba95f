package dev.nodecast.scheduler.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of object that this reader knows.
 *
 * @param group its API group; empty for the core group
 * @param versions the versions that can be read; empty where the kind is only skipped
 * @param namespaced whether its objects live in a namespace
 * @param reader reads its objects; null where the kind is always skipped
 * @param skipped what it means where it is skipped
 */
record KnownKind(
        String group,
        String kind,
        List<String> versions,
        boolean namespaced,
        @Nullable KindReader reader,
        Skipped skipped) {

    /** What skipping objects of a kind means for the result. */
    enum Skipped {
        /** It is not skipped. */
        NO,
        /** It makes no pods and says nothing about nodes. */
        HARMLESS,
        /** It makes pods, which will be missing. */
        MAKES_PODS
    }

    static KnownKind read(String group, String kind, List<String> versions, boolean namespaced, KindReader reader) {
        return new KnownKind(group, kind, versions, namespaced, reader, Skipped.NO);
    }

    /** A kind that makes pods, which is read only where all workloads are. */
    static KnownKind workload(String group, String kind, KindReader reader) {
        return new KnownKind(group, kind, List.of("v1"), true, reader, Skipped.MAKES_PODS);
    }

    static KnownKind skip(String group, String kind, Skipped why) {
        return new KnownKind(group, kind, List.of(), true, null, why);
    }
}
