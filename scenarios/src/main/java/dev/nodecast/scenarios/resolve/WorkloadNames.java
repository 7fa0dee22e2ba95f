package dev.nodecast.scenarios.resolve;

import dev.nodecast.scheduler.model.ObjectKey;

/** Workloads as scenario files name them. */
final class WorkloadNames {

    private WorkloadNames() {}

    /** Of {@code namespace/name}; a bare name is in the namespace default. */
    static ObjectKey key(String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? ObjectKey.of("default", name)
                : ObjectKey.of(name.substring(0, slash), name.substring(slash + 1));
    }
}
