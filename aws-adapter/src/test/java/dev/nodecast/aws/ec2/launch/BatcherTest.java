package dev.nodecast.aws.ec2.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Questions that come together are asked together. */
class BatcherTest {

    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());

    @Test
    void questionsOfOneWindowAreOneCall() {
        Batcher<String, Integer> batcher = new Batcher<>(SHORT, 100, Runnable::run, this::lengths);

        CompletableFuture<Integer> one = batcher.ask("a");
        CompletableFuture<Integer> other = batcher.ask("bb");
        CompletableFuture<Integer> same = batcher.ask("a");

        assertThat(one.join()).isEqualTo(1);
        assertThat(other.join()).isEqualTo(2);
        assertThat(same.join()).isEqualTo(1);
        assertThat(calls).containsExactly(List.of("a", "bb"));
    }

    @Test
    void aFullBatchDoesNotWait() {
        Batcher<String, Integer> batcher = new Batcher<>(LONG, 2, Runnable::run, this::lengths);

        CompletableFuture<Integer> first = batcher.ask("a");

        assertThat(batcher.ask("bb").join()).isEqualTo(2);
        assertThat(first.join()).isEqualTo(1);
        assertThat(batcher.ask("ccc").isDone()).isFalse();
    }

    @Test
    void aCallThatFailsFailsForAllAndOneThatSaysNothingForThatOne() {
        Batcher<String, Integer> broken = new Batcher<>(LONG, 2, Runnable::run, _ -> {
            throw new IllegalStateException("no");
        });
        Batcher<String, Integer> silent = new Batcher<>(LONG, 2, Runnable::run, _ -> Map.of("a", 1));

        CompletableFuture<Integer> one = broken.ask("a");
        assertThatThrownBy(broken.ask("b")::join).hasMessageContaining("no");
        assertThatThrownBy(one::join).hasMessageContaining("no");
        CompletableFuture<Integer> answered = silent.ask("a");
        assertThatThrownBy(silent.ask("b")::join).hasMessageContaining("no answer about b");
        assertThat(answered.join()).isEqualTo(1);
    }

    private Map<String, Integer> lengths(List<String> questions) {
        calls.add(questions);
        return questions.stream().collect(Collectors.toMap(Function.identity(), String::length));
    }
}
