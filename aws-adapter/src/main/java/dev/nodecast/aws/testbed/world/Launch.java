package dev.nodecast.aws.testbed.world;

import dev.nodecast.scheduler.port.CloudProvider.Override;
import java.util.List;

/** What came of the wish for one instance. */
public sealed interface Launch {

    /**
     * An instance was started.
     *
     * @param inVain pools that were tried before and had nothing
     */
    record Started(Machine machine, List<Override> inVain) implements Launch {}

    /** No pool could serve. */
    record Refused(List<Override> inVain) implements Launch {}
}
