package dev.nodecast.scheduler.manifest.tree;

/**
 * How much a source may contain before it is refused; guards against files made to exhaust the reader.
 *
 * @param bytesMax size of one file
 * @param depthMax how deep maps and lists may be nested
 * @param aliasedNodesMax how many nodes the aliases of one source may stand for together
 */
public record Limits(long bytesMax, int depthMax, int aliasedNodesMax) {

    /** 256 MiB, 100 levels (Kubernetes objects need about 20), 100,000 aliased nodes. */
    public static final Limits DEFAULT = new Limits(256L << 20, 100, 100_000);
}
