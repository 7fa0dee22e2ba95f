package dev.nodecast.aws.loop;

import dev.nodecast.scheduler.port.Observation;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the world lays down what is seen of it, from any thread, and the loop's thread takes it up in that order. It has no
 * bound: what is in it are objects that the watches hold anyway.
 */
public final class Inbox implements Consumer<Observation> {

    private final BlockingQueue<Runnable> letters = new LinkedBlockingQueue<>();
    private final Consumer<Observation> reader;

    /** @param reader takes each observation, on the loop's thread */
    public Inbox(Consumer<Observation> reader) {
        this.reader = reader;
    }

    @Override
    public void accept(Observation observation) {
        letters.add(() -> reader.accept(observation));
    }

    /** Has something else done on the loop's thread, in its turn. */
    public void run(Runnable action) {
        letters.add(action);
    }

    /** How many letters lie here. */
    public int size() {
        return letters.size();
    }

    /** The next letter, waited for at most so long; null where none has come. */
    public @Nullable Runnable next(long atMostNs) throws InterruptedException {
        return atMostNs <= 0 ? letters.poll() : letters.poll(atMostNs, TimeUnit.NANOSECONDS);
    }
}
