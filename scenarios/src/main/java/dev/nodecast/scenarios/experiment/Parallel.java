package dev.nodecast.scenarios.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Independent tasks on several threads; their results in the order of the tasks. */
final class Parallel {

    private Parallel() {}

    static <T> List<T> run(List<Callable<T>> tasks, int threads) {
        try (ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, tasks.size()))) {
            List<Future<T>> futures = new ArrayList<>();
            tasks.forEach(task -> futures.add(executor.submit(task)));
            List<T> results = new ArrayList<>();
            try {
                for (Future<T> future : futures) {
                    results.add(future.get());
                }
            } catch (InterruptedException interrupted) {
                executor.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the simulation was interrupted", interrupted);
            } catch (ExecutionException failed) {
                executor.shutdownNow();
                throw failed.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException(failed.getCause());
            }
            return results;
        }
    }
}
