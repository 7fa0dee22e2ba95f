package dev.nodecast.aws.kubernetes;

/** Names of Karpenter's API that concern only how objects are kept. */
final class Karpenter {

    /** Holds a NodeClaim or Node until its instance is gone. */
    static final String FINALIZER = "karpenter.sh/termination";

    private Karpenter() {}
}
