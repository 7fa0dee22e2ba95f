package dev.nodecast.aws.testbed.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A queue with at-least-once delivery: a message that was received comes again when its visibility timeout has passed without
 * its deletion. Safe for use by many threads.
 */
public final class Queue {

    private final Map<String, Held> messages = new LinkedHashMap<>();
    private long delivered;

    /** A message as it is delivered. */
    public record Delivery(String messageId, String receiptHandle, String body, int receiveCount, Instant sent) {}

    private static final class Held {
        final String id = UUID.randomUUID().toString();
        final String body;
        final Instant sent = Instant.now();
        Instant visibleFrom = Instant.MIN;
        int received;

        Held(String body) {
            this.body = body;
        }
    }

    public synchronized String send(String body) {
        Held held = new Held(body);
        messages.put(held.id, held);
        notifyAll();
        return held.id;
    }

    /** Messages that are visible; waits for the first one. */
    public synchronized List<Delivery> receive(int most, Duration wait, Duration invisible)
            throws InterruptedException {
        Instant until = Instant.now().plus(wait);
        while (true) {
            List<Delivery> found = take(most, invisible);
            long leftMs = Duration.between(Instant.now(), until).toMillis();
            if (!found.isEmpty() || leftMs <= 0) {
                return found;
            }
            wait(Math.min(leftMs, 200));
        }
    }

    private List<Delivery> take(int most, Duration invisible) {
        Instant now = Instant.now();
        List<Delivery> found = new ArrayList<>();
        for (Held held : messages.values()) {
            if (found.size() < most && !held.visibleFrom.isAfter(now)) {
                held.visibleFrom = now.plus(invisible);
                held.received++;
                found.add(new Delivery(held.id, held.id + "#" + ++delivered, held.body, held.received, held.sent));
            }
        }
        return found;
    }

    /** Deletes the message of a delivery; one that is gone is no error. */
    public synchronized void delete(String receiptHandle) {
        messages.remove(receiptHandle.split("#", 2)[0]);
    }

    /** Messages that are not deleted. */
    public synchronized int size() {
        return messages.size();
    }

    /** Messages that were received and are neither deleted nor visible again. */
    synchronized int inFlight() {
        Instant now = Instant.now();
        return (int) messages.values().stream()
                .filter(held -> held.visibleFrom.isAfter(now))
                .count();
    }
}
