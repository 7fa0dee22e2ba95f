package dev.nodecast.aws.testbed.world;

import dev.nodecast.sim.engine.Simulation;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A simulation that keeps pace with the clock on the wall, or runs a fixed number of times as fast. Everything in it happens
 * on one thread of its own; others ask through {@link #call}.
 */
public final class PacedSimulation implements AutoCloseable {

    private static final long PATIENCE_MS = 500;
    private static final long LONGEST_SLEEP_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Simulation simulation = new Simulation();
    private final BlockingQueue<Runnable> questions = new LinkedBlockingQueue<>();
    private final double speed;
    private final long startNs = System.nanoTime();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /** @param speed simulated seconds in a second of the wall's, more than 0 */
    public PacedSimulation(double speed) {
        if (!(speed > 0) || speed > 1e6) {
            throw new IllegalArgumentException("speed: found " + speed + ", expected more than 0 and at most 1000000");
        }
        this.speed = speed;
        this.thread = Thread.ofPlatform().daemon().name("simulated-cloud").unstarted(this::run);
    }

    /** What is scheduled on it before {@link #start} needs no call. */
    public Simulation simulation() {
        return simulation;
    }

    public PacedSimulation start() {
        thread.start();
        return this;
    }

    /** The answer to a question that is asked on the simulation's thread at the present moment. */
    public <T> T call(Supplier<T> question) {
        if (Thread.currentThread() == thread) {
            return question.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        questions.add(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException refused) {
                answer.completeExceptionally(refused);
            }
        });
        while (true) {
            try {
                return answer.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                if (closed) {
                    throw stopped();
                }
            } catch (ExecutionException refused) {
                throw refused.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(refused);
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
                throw stopped();
            }
        }
    }

    private IllegalStateException stopped() {
        return new IllegalStateException("the simulated cloud has stopped", failure);
    }

    private void run() {
        try {
            while (!closed) {
                catchUp();
                @Nullable Runnable question = questions.poll(sleepNs(), TimeUnit.NANOSECONDS);
                catchUp();
                if (question != null) {
                    question.run();
                }
            }
        } catch (InterruptedException end) {
            closed = true;
        } catch (RuntimeException broken) {
            failure = broken;
            closed = true;
            System.getLogger(PacedSimulation.class.getName())
                    .log(System.Logger.Level.ERROR, "the simulated cloud has broken", broken);
        }
    }

    private void catchUp() {
        simulation.runUntil(Math.max(simulation.now(), (long) ((System.nanoTime() - startNs) * speed)));
    }

    private long sleepNs() {
        long nextNs = simulation.nextEventNs();
        double wallNs = (nextNs - simulation.now()) / speed;
        return (long) Math.max(0, Math.min(LONGEST_SLEEP_NS, wallNs));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
