package dev.nodecast.aws.controller;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps a controller from beginning: it is said once and waited for, since a process that ends would only be started again and
 * again.
 */
final class Obstacles {

    private static final Logger LOG = LoggerFactory.getLogger(Obstacles.class);

    private final Duration period;
    private final CountDownLatch asked;
    private volatile String current = "";

    /**
     * Obstacles of a controller.
     *
     * @param period after which it tries again
     * @param asked is counted down when the controller is to end
     */
    Obstacles(Duration period, CountDownLatch asked) {
        this.period = period;
        this.asked = asked;
    }

    /** An attempt; false where it met an obstacle. */
    @FunctionalInterface
    interface Attempt {
        void run() throws InterruptedException;
    }

    /** Tries until nothing is in the way. Returns whether it succeeded; false where the controller is to end before. */
    boolean overcome(Attempt attempt, Class<? extends RuntimeException> obstacle) throws InterruptedException {
        while (true) {
            try {
                attempt.run();
                current = "";
                return true;
            } catch (RuntimeException problem) {
                if (!obstacle.isInstance(problem)) {
                    throw problem;
                }
                say(String.valueOf(problem.getMessage()));
            }
            if (asked.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
    }

    private void say(String problem) {
        if (!problem.equals(current)) {
            LOG.error(
                    "{}; nothing is done until this is mended, which is looked for every {} s",
                    problem,
                    period.toSeconds());
            current = problem;
        }
    }

    /** What is in the way now; empty for nothing. */
    String current() {
        return current;
    }
}
