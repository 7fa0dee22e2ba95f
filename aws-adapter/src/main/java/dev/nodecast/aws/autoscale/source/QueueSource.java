package dev.nodecast.aws.autoscale.source;

import java.io.IOException;

/** A place where a length of a queue, or another number, can be read. May be asked by many threads. */
@FunctionalInterface
public interface QueueSource {

    /**
     * The value now, in thousandths. Waits for it, but not for ever.
     *
     * @throws IOException where there is none; the message says where, why, and what may help
     */
    long readMilli() throws IOException, InterruptedException;
}
