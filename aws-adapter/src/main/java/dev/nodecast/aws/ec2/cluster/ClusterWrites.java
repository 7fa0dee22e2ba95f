package dev.nodecast.aws.ec2.cluster;

import dev.nodecast.aws.ec2.nodeclass.NodeClass;
import dev.nodecast.aws.kubernetes.ApiReply;
import dev.nodecast.aws.kubernetes.ApiRequest;
import dev.nodecast.aws.kubernetes.Writes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the EC2 cloud writes to the API server: never the spec of anything. */
public final class ClusterWrites {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterWrites.class);
    private static final String NODE_CLASSES = "/apis/karpenter.k8s.aws/v1/ec2nodeclasses/";
    private static final String NODE_CLAIMS = "/apis/karpenter.sh/v1/nodeclaims/";
    private static final String EVENTS = "/api/v1/namespaces/default/events";
    private static final int MESSAGE_MAX = 1_024;

    private final Writes writes;

    public ClusterWrites(Writes writes) {
        this.writes = writes;
    }

    /** Gives a node class annotations beside those it has. */
    void annotate(String nodeClass, Map<String, String> annotations) {
        patch(nodeClass, "", Map.of("metadata", Map.of("annotations", annotations)));
    }

    /** Gives a claim annotations beside those it has. */
    public void annotateClaim(String claim, Map<String, String> annotations) {
        send(
                "nodeclaims/" + claim,
                ApiRequest.patch(NODE_CLAIMS + claim, Map.of("metadata", Map.of("annotations", annotations))));
    }

    /** Writes down which image the instance of a claim has booted. */
    public void imageOfClaim(String claim, String imageId) {
        send(
                "nodeclaims/" + claim,
                ApiRequest.patch(NODE_CLAIMS + claim + "/status", Map.of("status", Map.of("imageID", imageId))));
    }

    void status(String nodeClass, Map<String, Object> status) {
        // a patch leaves what it does not name
        Map<String, Object> whole = new LinkedHashMap<>();
        for (String list : List.of("subnets", "securityGroups", "amis", "capacityReservations", "instanceProfile")) {
            whole.put(list, null);
        }
        whole.putAll(status);
        patch(nodeClass, "/status", Map.of("status", whole));
    }

    /** Holds the object, or lets go of it; a conflict is tried again with the next look. */
    void finalizer(NodeClass.Identity identity, boolean wanted, String resourceVersion) {
        List<String> finalizers = new ArrayList<>(identity.finalizers());
        finalizers.remove(NodeClass.FINALIZER);
        if (wanted) {
            finalizers.add(NodeClass.FINALIZER);
        }
        // the list is replaced as a whole, so that the version that it was made from is named
        patch(
                identity.name(),
                "",
                Map.of("metadata", Map.of("finalizers", finalizers, "resourceVersion", resourceVersion)));
    }

    private void patch(String nodeClass, String subresource, Map<String, ?> body) {
        send("ec2nodeclasses/" + nodeClass, ApiRequest.patch(NODE_CLASSES + nodeClass + subresource, body));
    }

    private void send(String object, ApiRequest request) {
        writes.submit(object, requests -> {
            ApiReply reply = requests.send(request);
            if (!reply.ok() && !reply.notFound() && !reply.conflict()) {
                LOG.error("{} could not be written: {}", request.path(), reply.message());
            }
        });
    }

    /** Writes an event on a node class, for people; one that cannot be written is lost. */
    void event(NodeClass.Identity identity, boolean warning, String reason, String message) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("apiVersion", "v1");
        event.put("kind", "Event");
        event.put(
                "metadata",
                Map.of(
                        "namespace",
                        "default",
                        "name",
                        identity.name() + "."
                                + Long.toHexString(ThreadLocalRandom.current().nextLong())));
        event.put(
                "involvedObject",
                Map.of(
                        "apiVersion",
                        NodeClass.API_VERSION,
                        "kind",
                        NodeClass.KIND,
                        "name",
                        identity.name(),
                        "uid",
                        identity.uid()));
        event.put("type", warning ? "Warning" : "Normal");
        event.put("reason", reason);
        event.put("message", message.length() > MESSAGE_MAX ? message.substring(0, MESSAGE_MAX) : message);
        event.put("source", Map.of("component", "nodecast"));
        event.put("firstTimestamp", now);
        event.put("lastTimestamp", now);
        event.put("count", 1);
        event.put("reportingComponent", "nodecast");
        event.put("reportingInstance", "nodecast");
        writes.submit("events/" + identity.name(), requests -> {
            ApiReply reply = requests.once(ApiRequest.post(EVENTS, event));
            if (reply == null || !reply.ok()) {
                LOG.debug("an event on EC2NodeClass {} is lost", identity.name());
            }
        });
    }
}
