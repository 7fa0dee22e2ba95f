package dev.nodecast.aws.kubernetes;

/** Whether this process may still write: one that has lost its lease must not. */
@FunctionalInterface
public interface Fence {

    /** For a process that is alone by other means. */
    Fence OPEN = () -> true;

    /** For a process that only watches. */
    Fence SHUT = () -> false;

    /** Whether a write may leave now. */
    boolean holds();
}
