package dev.nodecast.scheduler.recording;

/** Takes a record, entry by entry, on the loop's thread. It must not be slow: what writes to disks does so elsewhere. */
@FunctionalInterface
public interface Recorder {

    /** Keeps nothing. */
    Recorder NONE = entry -> {};

    void take(Entry entry);
}
