package dev.nodecast.aws.controller;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Resources;
import java.util.List;

/** Claims of tests to which nothing but their name, and how far they have come, matters. */
final class NamedClaim {

    private NamedClaim() {}

    static NodeClaim of(String name, NodeClaim.Status status) {
        return new NodeClaim(
                ObjectMeta.named(name),
                List.of(),
                List.of(),
                List.of(),
                Resources.NONE,
                new NodeClaim.NodeClassRef("karpenter.kwok.sh", "KWOKNodeClass", "default"),
                null,
                null,
                status);
    }
}
