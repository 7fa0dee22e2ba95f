package dev.nodecast.aws.ec2.launch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Gathers what is asked within a short time into one call ({@code pkg/batcher} of karpenter-provider-aws).
 *
 * @param <Q> what is asked about
 * @param <A> the answer
 */
final class Batcher<Q, A> {

    private final Duration window;
    private final int maxItems;
    private final Executor executor;
    private final Function<List<Q>, Map<Q, A>> call;
    private List<Pending<Q, A>> open = new ArrayList<>();

    private record Pending<Q, A>(Q question, CompletableFuture<A> answer) {}

    /**
     * Batches calls.
     *
     * @param window how long after the first question others are waited for
     * @param call answers each question, or throws for all
     */
    Batcher(Duration window, int maxItems, Executor executor, Function<List<Q>, Map<Q, A>> call) {
        this.window = window;
        this.maxItems = maxItems;
        this.executor = executor;
        this.call = call;
    }

    /** Asks; fails where the call failed, or gave no answer to this question. */
    synchronized CompletableFuture<A> ask(Q question) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        open.add(new Pending<>(question, answer));
        if (open.size() == 1) {
            List<Pending<Q, A>> mine = open;
            CompletableFuture.delayedExecutor(window.toMillis(), TimeUnit.MILLISECONDS, executor)
                    .execute(() -> close(mine));
        } else if (open.size() >= maxItems) {
            List<Pending<Q, A>> full = open;
            executor.execute(() -> close(full));
        }
        return answer;
    }

    @SuppressWarnings("ReferenceEquality") // whether it is this very batch
    private void close(List<Pending<Q, A>> batch) {
        synchronized (this) {
            if (open != batch) {
                return;
            }
            open = new ArrayList<>();
        }
        try {
            Map<Q, A> answers =
                    call.apply(batch.stream().map(Pending::question).distinct().toList());
            batch.forEach(pending -> answer(pending, answers));
        } catch (RuntimeException e) {
            batch.forEach(pending -> pending.answer.completeExceptionally(e));
        }
    }

    private void answer(Pending<Q, A> pending, Map<Q, A> answers) {
        A answer = answers.get(pending.question);
        if (answer == null) {
            pending.answer.completeExceptionally(new IllegalStateException("no answer about " + pending.question));
        } else {
            pending.answer.complete(answer);
        }
    }
}
