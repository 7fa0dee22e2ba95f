package dev.nodecast.scenarios.journal;

import dev.nodecast.scenarios.journal.JournalOptions.Pressure;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.Recorder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes the record of one loop into a folder, on a thread of its own. Entries wait in a queue of limited length; {@link
 * #close} writes what waits and says so if it cannot.
 */
public final class JournalWriter implements Recorder, Closeable {

    private static final System.Logger LOG = System.getLogger(JournalWriter.class.getName());
    private static final long PATIENCE_MS = 1_000;
    private static final Duration RETRY = Duration.ofSeconds(10);

    /** How often the writing thread looks whether it is to end, and whether something has to be flushed. */
    private static final long WAKE_MS = 50;

    private final BlockingQueue<Entry> queue;
    private final Pressure pressure;
    private final Thread thread;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private volatile boolean closing;
    private long lost;

    private JournalWriter(JournalOptions options, SessionFiles files) {
        queue = new ArrayBlockingQueue<>(options.queued());
        pressure = options.pressure();
        thread = Thread.ofPlatform()
                .name("journal")
                .daemon()
                .unstarted(() -> write(files, options.flushEvery().toNanos()));
    }

    /**
     * Begins a session.
     *
     * @param session its name, which is that of its files; by names sessions are ordered
     * @param version of Nodecast
     * @throws IOException if the folder cannot be written or has a session of that name
     */
    public static JournalWriter open(Path folder, String session, String version, JournalOptions options)
            throws IOException {
        return open(folder, session, version, options, RETRY);
    }

    /** @param retry how long after a failure it is tried again */
    static JournalWriter open(Path folder, String session, String version, JournalOptions options, Duration retry)
            throws IOException {
        Files.createDirectories(folder);
        JournalWriter writer = new JournalWriter(options, new SessionFiles(folder, session, version, options, retry));
        writer.thread.start();
        return writer;
    }

    @Override
    public void take(Entry entry) {
        try {
            if (pressure == Pressure.WAIT) {
                waitFor(entry);
            } else {
                waitAwhileFor(entry);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            lost++;
        }
    }

    private void waitFor(Entry entry) throws InterruptedException {
        while (!queue.offer(entry, PATIENCE_MS, TimeUnit.MILLISECONDS)) {
            if (!thread.isAlive()) {
                throw new IllegalStateException("the journal is not written any more", failure.get());
            }
        }
    }

    /** Once entries were lost the next ones do not wait again, so that a dead disk costs the loop one second. */
    private void waitAwhileFor(Entry entry) throws InterruptedException {
        if (lost > 0 && queue.remainingCapacity() > 1 && queue.offer(new Entry.Lost(lost))) {
            lost = 0;
        }
        boolean taken = lost == 0 ? queue.offer(entry, PATIENCE_MS, TimeUnit.MILLISECONDS) : false;
        if (!taken) {
            lost++;
        }
    }

    /** How many entries could not be kept so far and are not accounted for in the files yet. */
    public long lost() {
        return lost;
    }

    private void write(SessionFiles files, long flushNanos) {
        try (files) {
            long flushed = System.nanoTime();
            while (!closing || !queue.isEmpty()) {
                Entry entry = queue.poll(WAKE_MS, TimeUnit.MILLISECONDS);
                if (entry != null) {
                    files.write(entry);
                }
                if (System.nanoTime() - flushed >= flushNanos) {
                    files.flush();
                    flushed = System.nanoTime();
                }
            }
        } catch (IOException problem) {
            failure.set(problem);
        } catch (RuntimeException defect) {
            LOG.log(System.Logger.Level.ERROR, "the journal ends here", defect);
            failure.set(new IOException("the journal ends where something could not be written", defect));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Writes what waits and ends the session's last file.
     *
     * @throws IOException if something could not be written
     */
    @Override
    public void close() throws IOException {
        if (lost > 0) {
            take(new Entry.Lost(lost));
        }
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the journal was written", stop);
        }
        IOException problem = failure.get();
        if (problem != null) {
            throw problem;
        }
    }
}
