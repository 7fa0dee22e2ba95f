package dev.nodecast.aws.kubernetes;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries writes out beside the loop's thread: those on one object one after the other, those on different objects at the
 * same time. A request that cannot be answered now is sent again, later each time and at a moment left to chance, until it is
 * answered or this process may not write any more.
 */
public final class Writes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);
    private static final long FIRST_RETRY_MS = 50;
    private static final long LAST_RETRY_MS = 10_000;

    private final Map<String, Queue<Write>> queues = new HashMap<>();
    private final ApiServer api;
    private final Pace pace;
    private final Fence fence;
    private int running;
    private volatile boolean closed;

    /** Some requests in a row; it runs on a thread of its own and may wait. */
    @FunctionalInterface
    public interface Write {
        void run(Writes requests) throws InterruptedException;
    }

    /** This process may not write any more; whatever it was about to write is left to its successor. */
    static final class FencedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FencedException() {
            super("this process does not hold the lease any more: nothing is written");
        }
    }

    public Writes(ApiServer api, Pace pace, Fence fence) {
        this.api = api;
        this.pace = pace;
        this.fence = fence;
    }

    /** Has something written after all earlier writes on the same object. */
    public synchronized void submit(String object, Write write) {
        Queue<Write> queue = queues.get(object);
        if (queue != null) {
            queue.add(write);
            return;
        }
        queue = new ArrayDeque<>();
        queue.add(write);
        queues.put(object, queue);
        running++;
        Thread.ofVirtual().name("write " + object).start(() -> drain(object));
    }

    private void drain(String object) {
        try {
            for (Write next = next(object); next != null; next = next(object)) {
                run(object, next);
            }
        } catch (FencedException fenced) {
            LOG.warn("{}: {}", object, fenced.getMessage());
            drop(object);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            drop(object);
        }
    }

    /** What fails by a defect of ours must not hold up what comes after it. */
    private void run(String object, Write write) throws InterruptedException {
        try {
            write.run(this);
        } catch (FencedException fenced) {
            throw fenced;
        } catch (RuntimeException defect) {
            LOG.error("a write on {} failed", object, defect);
        }
    }

    private synchronized @Nullable Write next(String object) {
        Queue<Write> queue = queues.get(object);
        Write next = queue == null ? null : queue.poll();
        if (next == null) {
            drop(object);
        }
        return next;
    }

    private synchronized void drop(String object) {
        if (queues.remove(object) != null) {
            running--;
            notifyAll();
        }
    }

    /**
     * The answer of the server, which is not a passing one: the request is sent until then.
     *
     * @throws FencedException where this process may not write any more
     */
    public ApiReply send(ApiRequest request) throws InterruptedException {
        long retryMs = FIRST_RETRY_MS;
        while (true) {
            ApiReply reply = once(request);
            if (reply != null && !reply.passing()) {
                return reply;
            }
            Thread.sleep(retryMs / 2 + ThreadLocalRandom.current().nextLong(retryMs));
            retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
        }
    }

    /** The answer to one try, or null where there is none. */
    public @Nullable ApiReply once(ApiRequest request) throws InterruptedException {
        pace.take();
        boolean write = !request.method().equals("GET");
        if (closed || (write && !fence.holds())) {
            throw new FencedException();
        }
        try {
            ApiReply reply = api.send(request);
            if (reply.passing() && !reply.tooMany()) {
                LOG.warn("{} {}: {}", request.method(), request.path(), reply.message());
            }
            return reply;
        } catch (IOException unreachable) {
            LOG.warn("{}; trying again", unreachable.getMessage());
            return null;
        }
    }

    /** Waits until all that was submitted is written, for a while. Returns whether it is. */
    public synchronized boolean awaitIdle(long atMostMs) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(atMostMs);
        while (running > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** From now on nothing is sent any more. */
    @Override
    public void close() {
        closed = true;
    }
}
