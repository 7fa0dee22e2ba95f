package dev.nodecast.aws.snapshot;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Where a snapshot's objects come from. */
@FunctionalInterface
public interface ObjectSource {

    /**
     * All objects there are, whole; of kinds that a snapshot does not hold some may be among them.
     *
     * @throws IOException if they cannot be read, naming what and why
     */
    List<Map<String, Object>> objects() throws IOException;
}
