package dev.nodecast.aws.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.jspecify.annotations.Nullable;

/** The objects in the answers to writes, read as those of the watches are. */
final class Answers {

    private final KubernetesSerialization json;
    private final ObjectParser parser = new ObjectParser();

    Answers(KubernetesSerialization json) {
        this.json = json;
    }

    /** The object as it is after the write, or null where the answer holds none. */
    @Nullable
    Change object(WatchedKind kind, ApiReply reply) {
        if (!reply.ok() || !kind.kind().equals(reply.body().get("kind"))) {
            return null;
        }
        return parser.seen(kind, json.convertValue(reply.body(), GenericKubernetesResource.class));
    }
}
