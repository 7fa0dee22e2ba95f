package dev.nodecast.aws.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the cluster. What is there when it begins is told kind by kind in the order of {@link WatchedKind}, then what
 * changes, as it changes. A watch that breaks is taken up again where it was.
 */
public final class ClusterWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

    private final Map<WatchedKind, Feed> feeds = new EnumMap<>(WatchedKind.class);
    private final KubernetesClient client;
    private final ObjectParser parser = new ObjectParser();
    private final Consumer<Change> changes;

    /** @param changes takes what is seen, from any thread; of one kind in order */
    ClusterWatch(KubernetesClient client, Collection<WatchedKind> kinds, Consumer<Change> changes) {
        this.client = client;
        this.changes = changes;
        kinds.stream().sorted().forEach(kind -> feeds.put(kind, new Feed(kind)));
    }

    /** Holds what comes until its turn has come. */
    private final class Feed implements ResourceEventHandler<GenericKubernetesResource> {
        private final List<Change> held = new ArrayList<>();
        private final Set<String> delivered = ConcurrentHashMap.newKeySet();
        private final SharedIndexInformer<GenericKubernetesResource> informer;
        private final WatchedKind kind;
        private boolean open;

        Feed(WatchedKind kind) {
            this.kind = kind;
            informer = client.genericKubernetesResources(kind.context()).runnableInformer(0);
            informer.itemStore(new ReducedStateItemStore<>(
                    ReducedStateItemStore.NAME_KEY_STATE,
                    GenericKubernetesResource.class,
                    client.getKubernetesSerialization()));
            informer.exceptionHandler((started, problem) -> {
                LOG.warn("watching {}: {}; trying again", kind.resource(), problem.toString());
                return true;
            });
            informer.addEventHandler(this);
        }

        @Override
        public void onAdd(GenericKubernetesResource object) {
            seen(object);
            delivered(object);
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
            seen(object);
        }

        @Override
        public void onDelete(GenericKubernetesResource object, boolean unknown) {
            tell(parser.gone(kind, object));
        }

        private synchronized void delivered(GenericKubernetesResource object) {
            if (!open) {
                delivered.add(informer.getStore().getKey(object));
            }
        }

        /** An informer has synced when it has listed; its handlers are told on another thread, and may be behind. */
        boolean complete() {
            return informer.hasSynced()
                    && delivered.containsAll(informer.getStore().listKeys());
        }

        private void seen(GenericKubernetesResource object) {
            Change change = parser.seen(kind, object);
            if (change != null) {
                tell(change);
            }
        }

        private synchronized void tell(Change change) {
            if (open) {
                changes.accept(change);
            } else {
                held.add(change);
            }
        }

        synchronized void open() {
            open = true;
            held.forEach(changes);
            held.clear();
            delivered.clear();
        }
    }

    /**
     * Begins; returns when all that was there has been told.
     *
     * @throws TimeoutException where the cluster does not show itself in time
     */
    public void start(Duration atMost) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + atMost.toNanos();
        List<CompletableFuture<Void>> started = new ArrayList<>();
        for (Feed feed : feeds.values()) {
            started.add(feed.informer.start().toCompletableFuture());
        }
        for (CompletableFuture<Void> one : started) {
            await(one, deadline);
        }
        for (Feed feed : feeds.values()) {
            while (!feed.complete()) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException(feed.kind.resource() + " have not been listed in time");
                }
                Thread.sleep(1);
            }
        }
        feeds.values().forEach(Feed::open);
    }

    private static void await(CompletableFuture<Void> started, long deadlineNs)
            throws InterruptedException, TimeoutException {
        try {
            started.get(Math.max(0, deadlineNs - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a watch has ended: " + failed.getCause(), failed);
        }
    }

    /** Whether every watch is up; one that is not will be taken up again. */
    public boolean watching() {
        return feeds.values().stream().allMatch(feed -> feed.informer.isWatching());
    }

    @Override
    public void close() {
        feeds.values().forEach(feed -> feed.informer.stop());
    }
}
