package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.journal.Decision;
import java.time.Instant;

/**
 * One line of a record. A session is {@link Began}, then turns, each a {@link TurnBegan} and what happened in it in order,
 * and {@link Ended} where the loop was stopped in good order.
 */
public sealed interface Entry {

    /**
     * A loop begins.
     *
     * @param origin the moment of the calendar at which the clock is 0
     * @param configuration which loop, and how it is set
     */
    record Began(Instant origin, LoopConfiguration configuration) implements Entry {}

    /** The loop is called; the time holds until the next turn. */
    record TurnBegan(long atNs, Cause cause) implements Entry {}

    /**
     * The world answers a question otherwise than the last time. Answers that are the same as before are not written.
     *
     * @param ask how often the question had been asked in this turn before, beginning with 0
     */
    record Answered(Question question, int ask, Answer answer) implements Entry {}

    /** The loop asks the world to do something. */
    record Ordered(Order order) implements Entry {}

    /** The loop has decided something. */
    record Decided(Decision decision) implements Entry {}

    /** So many entries are missing here, because they could not be written in time. */
    record Lost(long entries) implements Entry {}

    /** The rest is missing: the record was cut off in the middle of something. */
    record CutOff(String why) implements Entry {}

    /** The loop was stopped in good order. */
    record Ended() implements Entry {}
}
