package dev.nodecast.aws.controller;

import dev.nodecast.aws.kubernetes.ApiItem;
import dev.nodecast.aws.kubernetes.ApiReply;
import dev.nodecast.aws.kubernetes.ApiRequest;
import dev.nodecast.aws.kubernetes.ApiServer;
import dev.nodecast.aws.kubernetes.Fence;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leader election by a Lease, and the fence that goes with it: what is held counts from before the request that renewed it, by
 * this machine's monotonic clock, and ends well before anybody else may take the lease. Another's lease counts as expired when
 * it has not changed for its duration, as seen from here, so that clocks need not agree (as client-go's leader election).
 */
final class Lease implements Fence, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final int FOREIGN = 423;
    private static final String GROUP = "/apis/coordination.k8s.io/v1/namespaces/";

    private final ApiServer api;
    private final Identity identity;
    private final Terms terms;
    private final Runnable lost;
    private volatile long heldUntilNs = Long.MIN_VALUE;
    private volatile boolean closed;
    private boolean heldOnce;
    private String seen = "";
    private long seenAtNs = System.nanoTime();
    private String version = "";
    private long transitions;

    /** Which lease, and who wants it. */
    record Identity(String namespace, String name, String holder) {}

    /**
     * How long a lease lasts, how long before its end a holder stops acting, and how often it is renewed.
     *
     * @param deadline after the last renewal, when the holder stops
     */
    record Terms(Duration duration, Duration deadline, Duration retry) {

        /** Those of Karpenter's manager. */
        static final Terms DEFAULT = new Terms(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
    }

    /** @param lost told once, when a lease that was held could not be kept */
    Lease(ApiServer api, Identity identity, Terms terms, Runnable lost) {
        this.api = api;
        this.identity = identity;
        this.terms = terms;
        this.lost = lost;
    }

    @Override
    public boolean holds() {
        return System.nanoTime() < heldUntilNs;
    }

    /** Waits until the lease is held, then keeps it from a thread of its own. */
    void acquire() throws InterruptedException {
        boolean told = false;
        while (!tried()) {
            if (!told) {
                LOG.info("another controller holds the lease {}/{}: standing by", identity.namespace, identity.name);
                told = true;
            }
            Thread.sleep(jittered(terms.retry));
        }
        LOG.info("holding the lease {}/{} as {}", identity.namespace, identity.name, identity.holder);
        Thread.ofPlatform().name("lease").daemon().start(this::keep);
    }

    private static long jittered(Duration retry) {
        return retry.toMillis() + ThreadLocalRandom.current().nextLong(retry.toMillis() / 5 + 1);
    }

    private void keep() {
        try {
            while (!closed && holds()) {
                Thread.sleep(terms.retry);
                if (!closed) {
                    tried();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!closed) {
            heldUntilNs = Long.MIN_VALUE;
            lost.run();
        }
    }

    /** One try to take or renew the lease; returns whether it is held. */
    private boolean tried() throws InterruptedException {
        long beganNs = System.nanoTime();
        try {
            ApiReply read = api.send(ApiRequest.get(path()));
            ApiReply written = read.notFound() ? created() : taken(read, beganNs);
            if (written.ok()) {
                return extended(beganNs);
            }
            if (holds() && written.code() == FOREIGN) {
                heldUntilNs = Long.MIN_VALUE; // somebody else has it: there is nothing left to wait for
            }
        } catch (IOException unreachable) {
            LOG.warn("lease {}/{}: {}", identity.namespace, identity.name, unreachable.getMessage());
        }
        return false;
    }

    /** A hold that was once over stays over: what was not written meanwhile is lost to this process. */
    private boolean extended(long beganNs) {
        if (heldOnce && !holds()) {
            return false;
        }
        heldOnce = true;
        heldUntilNs = beganNs + terms.deadline.toNanos();
        return true;
    }

    private ApiReply created() throws IOException, InterruptedException {
        return api.send(ApiRequest.post(GROUP + identity.namespace + "/leases", form(0, "")));
    }

    private ApiReply taken(ApiReply read, long nowNs) throws IOException, InterruptedException {
        if (!read.ok()) {
            LOG.warn("lease {}/{}: {}", identity.namespace, identity.name, read.message());
            return read;
        }
        ApiItem lease = new ApiItem(read.body());
        String holder = lease.text("spec", "holderIdentity");
        String state = holder + lease.text("spec", "renewTime");
        if (!state.equals(seen)) {
            seen = state;
            seenAtNs = nowNs;
        }
        boolean ours = holder.equals(identity.holder);
        long durationNs =
                Duration.ofSeconds(lease.number("spec", "leaseDurationSeconds")).toNanos();
        if (!ours && !holder.isEmpty() && nowNs - seenAtNs < durationNs) {
            return new ApiReply(FOREIGN, Map.of());
        }
        transitions = lease.number("spec", "leaseTransitions") + (ours ? 0 : 1);
        version = lease.text("metadata", "resourceVersion");
        ApiReply written = api.send(ApiRequest.put(path(), form(transitions, version)));
        return written.conflict() ? new ApiReply(ours ? 0 : FOREIGN, Map.of()) : written;
    }

    private Map<String, Object> form(long changes, String resourceVersion) {
        String now = Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("name", identity.name);
        meta.put("namespace", identity.namespace);
        if (!resourceVersion.isEmpty()) {
            meta.put("resourceVersion", resourceVersion);
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("holderIdentity", closed ? "" : identity.holder);
        spec.put("leaseDurationSeconds", closed ? 1 : terms.duration.toSeconds());
        spec.put("acquireTime", now);
        spec.put("renewTime", now);
        spec.put("leaseTransitions", changes);
        return Map.of("apiVersion", "coordination.k8s.io/v1", "kind", "Lease", "metadata", meta, "spec", spec);
    }

    private String path() {
        return GROUP + identity.namespace + "/leases/" + identity.name;
    }

    /** Gives the lease back, so that nobody has to wait for its end. */
    @Override
    public void close() {
        boolean held = holds();
        closed = true;
        heldUntilNs = Long.MIN_VALUE;
        if (held) {
            try {
                giveBack();
            } catch (IOException unreachable) {
                LOG.warn("the lease is not given back: {}", unreachable.getMessage());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void giveBack() throws IOException, InterruptedException {
        ApiItem lease = new ApiItem(api.send(ApiRequest.get(path())).body());
        if (lease.text("spec", "holderIdentity").equals(identity.holder)) {
            api.send(ApiRequest.put(path(), form(transitions, lease.text("metadata", "resourceVersion"))));
        }
    }
}
