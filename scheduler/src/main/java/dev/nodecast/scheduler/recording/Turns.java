package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.port.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a loop: writes each down with what the world answers in it, and is the clock that stands still within one.
 */
final class Turns implements Clock {

    private final Clock world;
    private final Recorder recorder;
    private final Map<Question, Answer> lastAnswers = new LinkedHashMap<>();
    private final Map<Question, Integer> asks = new LinkedHashMap<>();
    private boolean running;
    private long nowNs;

    Turns(Clock world, Recorder recorder) {
        this.world = world;
        this.recorder = recorder;
    }

    @Override
    public long nowNs() {
        return running ? nowNs : world.nowNs();
    }

    @Override
    public Instant origin() {
        return world.origin();
    }

    /**
     * Runs a turn.
     *
     * @throws IllegalStateException if another turn is running: a world delivers nothing from within a command
     */
    <T> T run(Cause cause, Supplier<T> action) {
        if (running) {
            throw new IllegalStateException(cause + " was delivered from within another turn");
        }
        nowNs = world.nowNs();
        running = true;
        asks.clear();
        recorder.take(new Entry.TurnBegan(nowNs, cause));
        try {
            return action.get();
        } finally {
            running = false;
        }
    }

    void write(Entry entry) {
        recorder.take(entry);
    }

    /**
     * Writes an answer down where it is not the same as the last one to this question.
     *
     * @param unwritten the answer that stands as long as none was written; null where there is none
     */
    void answered(Question question, Answer answer, @Nullable Answer unwritten) {
        int ask = asks.merge(question, 1, Integer::sum) - 1;
        Answer last = lastAnswers.getOrDefault(question, unwritten);
        if (answer instanceof Answer.Types types ? types.sameAs(last) : answer.equals(last)) {
            return;
        }
        if (answer.equals(unwritten)) {
            lastAnswers.remove(question);
        } else {
            lastAnswers.put(question, answer);
        }
        recorder.take(new Entry.Answered(question, ask, answer));
    }
}
