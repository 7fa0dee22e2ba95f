package dev.nodecast.scheduler.port;

/**
 * What a node says of its health.
 *
 * @param sinceNs when its status last changed
 */
public record NodeCondition(String type, Status status, long sinceNs) {

    /** Whether it is so. */
    public enum Status {
        TRUE,
        FALSE,
        UNKNOWN
    }
}
