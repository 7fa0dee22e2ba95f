package dev.nodecast.aws.ec2.interruption;

import dev.nodecast.aws.ec2.AwsFailure;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.Observation.Interruption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/**
 * Polls the interruption queue, until it is told to end. The rule for messages:
 *
 * <ul>
 *   <li>what was understood is handed on, once per instance of ours, and deleted once the API server shows that it was acted on;
 *       where it does not do so within ten seconds, such as after a crash or while the API server is away, it comes again, which
 *       does no harm;
 *   <li>what concerns foreign instances, or nothing that anything is done about, is deleted;
 *   <li>what cannot be read is counted, logged and deleted: it would not become readable;
 *   <li>what could not be deleted comes again when its visibility timeout has passed.
 * </ul>
 */
public final class InterruptionQueue implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(InterruptionQueue.class);
    private static final int MESSAGES = 10;
    private static final int WAIT_S = 20;
    private static final int VISIBILITY_S = 20;
    private static final Duration HANDLED = Duration.ofSeconds(10);
    private static final long LOOK_MS = 20;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_PAUSE = Duration.ofMinutes(1);

    private final SqsClient sqs;
    private final String name;
    private final Function<String, Optional<String>> providerIds;
    private final Outlet outlet;
    private volatile boolean open = true;
    private volatile @Nullable String trouble;
    private @Nullable String url;

    /**
     * Where things go.
     *
     * @param acted whether what was handed on has been acted on, so that a successor of this process would go on with it
     */
    public record Outlet(
            Consumer<Observation> observations, Counts counts, InstantSource clock, Predicate<Interruption> acted) {}

    /**
     * Reads a queue.
     *
     * @param providerIds by the instance's id, of the cluster's own instances only
     */
    public InterruptionQueue(
            SqsClient sqs, String name, Function<String, Optional<String>> providerIds, Outlet outlet) {
        this.sqs = sqs;
        this.name = name;
        this.providerIds = providerIds;
        this.outlet = outlet;
    }

    /** What is wrong with the queue, in a sentence; empty where nothing is. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Ends after the poll that is on its way. */
    public void close() {
        open = false;
    }

    @Override
    public void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (open) {
                if (poll()) {
                    pause = FIRST_PAUSE;
                } else {
                    Thread.sleep(pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2)));
                    pause = pause.multipliedBy(2).compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : pause.multipliedBy(2);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for messages and handles them; whether the queue could be read. */
    boolean poll() throws InterruptedException {
        try {
            String queue = url();
            List<software.amazon.awssdk.services.sqs.model.Message> messages = sqs.receiveMessage(r -> r.queueUrl(queue)
                            .maxNumberOfMessages(MESSAGES)
                            .waitTimeSeconds(WAIT_S)
                            .visibilityTimeout(VISIBILITY_S))
                    .messages();
            Map<String, List<Interruption>> handedOn = new LinkedHashMap<>();
            for (software.amazon.awssdk.services.sqs.model.Message message : messages) {
                handedOn.put(message.receiptHandle(), handle(message.body() == null ? "" : message.body()));
            }
            delete(queue, done(handedOn));
            trouble = null;
            return true;
        } catch (SdkException e) {
            if (!open) { // given up by us
                return false;
            }
            String sentence = "interruption queue " + name + ": "
                    + AwsFailure.of(e).sentence(url == null ? "sqs:GetQueueUrl" : "sqs:ReceiveMessage");
            if (!sentence.equals(trouble)) {
                LOG.error("{}; interruptions are not seen until this is mended", sentence);
            }
            trouble = sentence;
            url = null;
            return false;
        }
    }

    /** The receipts of those that have been acted on, for which is waited a while. */
    private List<String> done(Map<String, List<Interruption>> handedOn) throws InterruptedException {
        long deadline = System.nanoTime() + HANDLED.toNanos();
        Map<String, List<Interruption>> open = new LinkedHashMap<>(handedOn);
        open.values().removeIf(this::acted);
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_MS);
            open.values().removeIf(this::acted);
        }
        if (!open.isEmpty()) {
            LOG.warn("not acted on yet, and so left in queue {}: {}", name, open.values());
        }
        return handedOn.keySet().stream()
                .filter(receipt -> !open.containsKey(receipt))
                .toList();
    }

    private boolean acted(List<Interruption> interruptions) {
        return interruptions.stream().allMatch(outlet.acted);
    }

    private String url() {
        String known = url;
        if (known == null) {
            known = sqs.getQueueUrl(r -> r.queueName(name)).queueUrl();
            url = known;
            LOG.info("watching interruption queue {}", name);
        }
        return known;
    }

    /** What was handed on. */
    private List<Interruption> handle(String body) {
        switch (MessageParser.parse(body)) {
            case Message.Warning warning -> {
                outlet.counts.received(warning.kind(), Duration.between(warning.sent(), outlet.clock.instant()));
                List<Interruption> ours = warning.instanceIds().stream()
                        .flatMap(id -> providerIds.apply(id).stream())
                        .map(id -> new Interruption(warning.kind(), id))
                        .toList();
                ours.forEach(outlet.observations);
                return ours;
            }
            case Message.Irrelevant(String what) -> {
                LOG.debug("a message is left alone: {}", what);
                outlet.counts.irrelevant();
            }
            case Message.Unreadable(String why) -> {
                LOG.warn("a message of queue {} cannot be read and is deleted: {}", name, why);
                outlet.counts.unreadable();
            }
        }
        return List.of();
    }

    private void delete(String queue, List<String> receipts) {
        if (receipts.isEmpty()) {
            return;
        }
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < receipts.size(); i++) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .receiptHandle(receipts.get(i))
                    .build());
        }
        int deleted = sqs.deleteMessageBatch(r -> r.queueUrl(queue).entries(entries))
                .successful()
                .size();
        outlet.counts.deleted(deleted);
    }
}
