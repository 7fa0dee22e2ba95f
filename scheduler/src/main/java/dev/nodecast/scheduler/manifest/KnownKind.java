package dev.nodecast.scheduler.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of object that this reader knows.
 *
 * @param group its API group; empty for the core group
 * @param versions the versions that can be read; empty where the kind is only skipped
 * @param namespaced whether its objects live in a namespace
 * @param reader reads its objects; null where the kind is only skipped
 * @param skipped why it is skipped; empty where it is read
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

    static KnownKind skip(String group, String kind, Skipped why) {
        return new KnownKind(group, kind, List.of(), true, null, why);
    }
}
