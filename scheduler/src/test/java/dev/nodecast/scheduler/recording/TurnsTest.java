package dev.nodecast.scheduler.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.Timers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How turns are cut out of a world whose time goes on by itself. */
class TurnsTest {

    private static final Question QUESTION = new Question.Drifted("claim");

    private final List<Entry> entries = new ArrayList<>();
    private final List<Runnable> due = new ArrayList<>();
    private long now;
    private final Turns turns = new Turns(
            new Clock() {
                @Override
                public long nowNs() {
                    return now++;
                }

                @Override
                public Instant origin() {
                    return Instant.EPOCH;
                }
            },
            entries::add);
    private final Timers timers = new RecordedTimers(
            (delayNs, action) -> {
                due.add(action);
                return () -> {};
            },
            turns);

    private void turn(Runnable action) {
        turns.run(new Cause.Started(), () -> {
            action.run();
            return 0;
        });
    }

    @Test
    void timeStandsStillWithinATurn() {
        now = 100;
        turn(() -> assertThat(turns.nowNs()).isEqualTo(turns.nowNs()).isEqualTo(100));
        assertThat(turns.nowNs()).isEqualTo(101);
        assertThat(entries).containsExactly(new Entry.TurnBegan(100, new Cause.Started()));
    }

    @Test
    void aTurnWithinATurnIsRefused() {
        turn(() -> assertThatThrownBy(() -> turn(() -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("from within another turn"));
    }

    @Test
    void onlyAnswersThatDifferFromTheLastAreWrittenWithTheNumberOfTheAsking() {
        Answer.Drift drift = new Answer.Drift("AMIDrift");
        turn(() -> {
            turns.answered(QUESTION, Answer.Drift.NONE, Answer.Drift.NONE);
            turns.answered(QUESTION, drift, Answer.Drift.NONE);
            turns.answered(QUESTION, drift, Answer.Drift.NONE);
        });
        turn(() -> {
            turns.answered(QUESTION, drift, Answer.Drift.NONE);
            turns.answered(QUESTION, Answer.Drift.NONE, Answer.Drift.NONE);
        });
        assertThat(entries)
                .filteredOn(Entry.Answered.class::isInstance)
                .containsExactly(
                        new Entry.Answered(QUESTION, 1, drift), new Entry.Answered(QUESTION, 1, Answer.Drift.NONE));
    }

    @Test
    void alarmsAreNumberedAndEachIsATurn() {
        now = 10;
        timers.after(5, () -> {});
        timers.after(7, () -> {});
        due.get(1).run();
        assertThat(entries).containsExactly(new Entry.TurnBegan(12, new Cause.AlarmWentOff(1, 18)));
    }

    @Test
    void anAlarmThatWasTakenBackIsSilentEvenIfTheWorldIsTooLate() {
        timers.after(5, () -> {
                    throw new AssertionError("it went off");
                })
                .cancel();
        due.getFirst().run();
        assertThat(entries).isEmpty();
    }
}
