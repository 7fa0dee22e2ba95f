package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.model.NodeClaim;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests on claims, those on one in their order; what is done with an answer is done on the loop's thread. */
final class ClaimWrites {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimWrites.class);

    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Outbox outbox;

    ClaimWrites(Outbox outbox) {
        this.outbox = outbox;
    }

    private static String object(String name) {
        return WatchedKind.NODE_CLAIM.resource() + "/" + name;
    }

    /** @param answered given the claim as it was made, or null and why the API refuses it */
    void create(NodeClaim claim, BiConsumer<@Nullable Change, String> answered) {
        outbox.write(object(claim.name()), requests -> {
            String path = WatchedKind.NODE_CLAIM.path();
            ApiReply reply = requests.send(ApiRequest.post(path, NodeClaimForm.of(claim)));
            if (reply.conflict()) { // an earlier try has arrived although its answer has not
                reply = requests.send(ApiRequest.get(path + "/" + claim.name()));
            }
            Change made = outbox.answers().object(WatchedKind.NODE_CLAIM, reply);
            String refusal = made == null ? reply.message() : "";
            if (made == null) {
                refused.add(claim.name());
            }
            outbox.answer(() -> answered.accept(made, refusal));
        });
    }

    /** Does something once the claim is known to the API; never where the API refuses it. */
    void whenCreated(String name, Runnable action) {
        outbox.write(object(name), _ -> {
            if (!refused.contains(name)) {
                action.run();
            }
        });
    }

    /** @param answered given the claim as it is then, null where there is none or it could not be written */
    void patch(String name, String subresource, Map<String, Object> patch, Consumer<@Nullable Change> answered) {
        outbox.write(object(name), requests -> {
            ApiReply reply = requests.send(ApiRequest.patch(WatchedKind.NODE_CLAIM.path(name) + subresource, patch));
            if (!reply.ok() && !reply.notFound()) {
                LOG.error("NodeClaim {} could not be written: {}", name, reply.message());
            }
            Change after = outbox.answers().object(WatchedKind.NODE_CLAIM, reply);
            outbox.answer(() -> answered.accept(after));
        });
    }

    void delete(String name) {
        outbox.write(object(name), requests -> {
            ApiReply reply = requests.send(ApiRequest.delete(WatchedKind.NODE_CLAIM.path(name), Map.of()));
            if (!reply.ok() && !reply.notFound()) {
                LOG.error("NodeClaim {} could not be deleted: {}", name, reply.message());
            }
        });
    }

    /**
     * Takes our finalizer off a claim.
     *
     * @param gone where there is no such claim any more, so that no watch will show its end
     */
    void release(String name, Runnable gone) {
        outbox.write(object(name), requests -> {
            String path = WatchedKind.NODE_CLAIM.path(name);
            Change now = outbox.answers().object(WatchedKind.NODE_CLAIM, requests.send(ApiRequest.get(path)));
            if (now == null) {
                outbox.answer(gone);
            } else {
                Finalizers.release(requests, path, now);
            }
        });
    }
}
