package dev.nodecast.aws.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets go of objects that are being deleted. */
final class Finalizers {

    private static final Logger LOG = LoggerFactory.getLogger(Finalizers.class);

    private Finalizers() {}

    /** Takes our finalizer off an object, and leaves those of others. */
    static void release(Writes requests, String path, Change object) throws InterruptedException {
        if (!object.extras().finalizers().contains(Karpenter.FINALIZER)) {
            return;
        }
        List<String> others = object.extras().finalizers().stream()
                .filter(finalizer -> !finalizer.equals(Karpenter.FINALIZER))
                .toList();
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("finalizers", others.isEmpty() ? null : others);
        ApiReply reply = requests.send(ApiRequest.patch(path, Map.of("metadata", meta)));
        if (!reply.ok() && !reply.notFound()) {
            LOG.error("{} could not be let go of: {}", path, reply.message());
        }
    }
}
