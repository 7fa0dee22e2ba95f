package dev.nodecast.scheduler.recording;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does a recorded session again: makes the same loop, calls it with the same causes at the same times, gives it the same
 * answers, and compares what it orders and decides, turn by turn.
 */
public final class Replay {

    /** What came of it. */
    public sealed interface Outcome {

        /** How far the record was followed. */
        Extent extent();
    }

    /**
     * How much was done again.
     *
     * @param turns that were done again
     * @param decisions that were the same
     * @param orders that were the same
     * @param toNs when the last of these turns was
     */
    public record Extent(long turns, long decisions, long orders, long toNs) {}

    /**
     * Every order and decision was the same.
     *
     * @param unfinished why the record ends before the loop did; null where it was stopped in good order
     */
    public record Agreed(Extent extent, @Nullable String unfinished) implements Outcome {}

    /**
     * The first difference; what came before was the same.
     *
     * @param atNs the time of the turn
     * @param cause of the turn
     * @param recorded what the recorded loop did next; null where it did nothing more
     * @param replayed what this loop did instead; null where it did nothing more
     * @param why a sentence
     */
    public record Diverged(
            Extent extent,
            long atNs,
            Cause cause,
            @Nullable Entry recorded,
            @Nullable Entry replayed,
            String why) implements Outcome {}

    private final Iterator<Entry> entries;
    private final Entry.Began began;
    private final ReplayedWorld world;
    private final Consumer<Turn> watcher;
    private LoopConfiguration.@Nullable Made loop;
    private @Nullable Entry next;
    private Extent extent = new Extent(0, 0, 0, 0);

    /** A turn with what was recorded in it, in order. */
    public record Turn(Entry.TurnBegan began, List<Entry> recorded) {}

    private Replay(Iterator<Entry> entries, Consumer<Turn> watcher) {
        this.entries = entries;
        this.watcher = watcher;
        advance();
        if (!(next instanceof Entry.Began first)) {
            throw new IllegalArgumentException("a record begins with the loop's configuration, found " + next);
        }
        began = first;
        world = new ReplayedWorld(first.origin());
        advance();
    }

    /**
     * Does a session again.
     *
     * @throws IllegalArgumentException if it is not a session from its beginning
     */
    public static Outcome of(Iterator<Entry> session) {
        return of(session, turn -> {});
    }

    /**
     * Does a session again.
     *
     * @param watcher sees each turn of the record before it is done again
     */
    public static Outcome of(Iterator<Entry> session, Consumer<Turn> watcher) {
        return new Replay(session, watcher).run();
    }

    private void advance() {
        next = entries.hasNext() ? entries.next() : null;
    }

    private Outcome run() {
        while (next instanceof Entry.TurnBegan turn) {
            Turn recorded = new Turn(turn, readTurn());
            watcher.accept(recorded);
            Diverged diverged = again(recorded, next instanceof Entry.CutOff || next == null);
            if (diverged != null) {
                return diverged;
            }
        }
        return new Agreed(extent, unfinished());
    }

    private @Nullable String unfinished() {
        return switch (next) {
            case null -> "the record has no end: it goes on, or the process that wrote it was killed";
            case Entry.Ended() -> null;
            case Entry.CutOff(String why) -> why;
            case Entry.Lost(long count) -> count + " entries are missing there; what comes after cannot be done again";
            case Entry.Began _, Entry.TurnBegan _, Entry.Answered _, Entry.Ordered _, Entry.Decided _ ->
                throw new IllegalArgumentException("found " + next + " outside of a turn");
        };
    }

    private List<Entry> readTurn() {
        List<Entry> entriesOfTurn = new ArrayList<>();
        advance();
        while (next instanceof Entry.Answered || next instanceof Entry.Ordered || next instanceof Entry.Decided) {
            entriesOfTurn.add(Objects.requireNonNull(next));
            advance();
        }
        return entriesOfTurn;
    }

    /** Null where the turn is the same. The last turn of a record that was cut off may have been written in part. */
    private @Nullable Diverged again(Turn turn, boolean mayBePart) {
        List<Entry> expected = turn.recorded().stream()
                .filter(entry -> !(entry instanceof Entry.Answered))
                .toList();
        world.beginTurn(
                turn.began().atNs(),
                turn.recorded().stream()
                        .filter(Entry.Answered.class::isInstance)
                        .map(Entry.Answered.class::cast)
                        .toList());
        try {
            @Nullable String impossible = call(turn.began().cause());
            if (impossible != null) {
                return diverged(turn, null, null, impossible);
            }
        } catch (ReplayedWorld.NeverAsked question) {
            return mayBePart ? null : diverged(turn, null, null, "this loop " + question.getMessage());
        }
        return compare(turn, expected, mayBePart);
    }

    private @Nullable String call(Cause cause) {
        return switch (cause) {
            case Cause.Made() -> {
                loop = began.configuration().make(world.ports());
                yield null;
            }
            case Cause.Started() -> {
                made().start().run();
                yield null;
            }
            case Cause.Observed(var observation) -> {
                made().observe().accept(observation);
                yield null;
            }
            case Cause.ConditionsAsked() -> {
                RecordedLoop.conditionsOf(made().karpenter());
                yield null;
            }
            case Cause.AlarmWentOff(long number, long dueNs) -> goOff(number, dueNs);
        };
    }

    private LoopConfiguration.Made made() {
        if (loop == null) {
            throw new IllegalArgumentException("found a turn of a loop that was not made");
        }
        return loop;
    }

    private @Nullable String goOff(long number, long dueNs) {
        ReplayedWorld.Alarm alarm = world.takeAlarm(number);
        if (alarm == null) {
            return "alarm " + number + " went off, which this loop has not set, or has taken back";
        }
        if (alarm.dueNs() != dueNs) {
            return "alarm " + number + " was set for " + dueNs + " ns, this loop has set it for " + alarm.dueNs()
                    + " ns";
        }
        alarm.action().run();
        return null;
    }

    private @Nullable Diverged compare(Turn turn, List<Entry> expected, boolean mayBePart) {
        List<Entry> actual = world.outcome();
        int same = 0;
        while (same < expected.size()
                && same < actual.size()
                && expected.get(same).equals(actual.get(same))) {
            same++;
        }
        if (same < expected.size() || same < actual.size() && !mayBePart) {
            return diverged(
                    turn,
                    same < expected.size() ? expected.get(same) : null,
                    same < actual.size() ? actual.get(same) : null,
                    "what followed is not the same");
        }
        count(turn, expected);
        return null;
    }

    private void count(Turn turn, List<Entry> same) {
        long decided = same.stream().filter(Entry.Decided.class::isInstance).count();
        extent = new Extent(
                extent.turns + 1,
                extent.decisions + decided,
                extent.orders + same.size() - decided,
                turn.began().atNs());
    }

    private Diverged diverged(Turn turn, @Nullable Entry recorded, @Nullable Entry replayed, String why) {
        return new Diverged(extent, turn.began().atNs(), turn.began().cause(), recorded, replayed, why);
    }
}
