package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.Timers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A world that has nothing but a record: it answers as the record says, sets alarms off when the record says so, and keeps
 * what the loop orders and decides.
 */
final class ReplayedWorld implements Clock, Timers {

    private final Instant origin;
    private final Map<Question, Answer> answers = new LinkedHashMap<>();
    private final Map<Question, Integer> asks = new LinkedHashMap<>();
    private final Map<Long, Alarm> alarms = new LinkedHashMap<>();
    private final List<Entry> outcome = new ArrayList<>();
    private List<Entry.Answered> changes = List.of();
    private long alarmsSet;
    private long nowNs;

    /** An alarm that has been set and has not gone off. */
    record Alarm(long dueNs, Runnable action) {}

    /** The loop wants to know what the recorded one never asked. */
    static final class NeverAsked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NeverAsked(Question question) {
            super("asks " + question + ", which the recorded loop had not asked by then");
        }
    }

    ReplayedWorld(Instant origin) {
        this.origin = origin;
    }

    Ports ports() {
        return new Ports(
                this,
                this,
                new RepeatedOrders.OfCluster(this),
                new RepeatedOrders.OfCloud(this),
                new RepeatedMetrics(this),
                (atNs, decision) -> outcome.add(new Entry.Decided(decision)));
    }

    /** Goes on to the next turn, in which the world's answers change so. */
    void beginTurn(long atNs, List<Entry.Answered> changesInTurn) {
        nowNs = atNs;
        changes = changesInTurn;
        asks.clear();
        outcome.clear();
    }

    /** What the loop has ordered and decided in this turn. */
    List<Entry> outcome() {
        return outcome;
    }

    /** Takes out the alarm of that number; null where there is none. */
    @Nullable
    Alarm takeAlarm(long number) {
        return alarms.remove(number);
    }

    void ordered(Order order) {
        outcome.add(new Entry.Ordered(order));
    }

    /** The recorded answer; {@code unwritten} as long as none was written. */
    Answer answer(Question question, @Nullable Answer unwritten) {
        int ask = asks.merge(question, 1, Integer::sum) - 1;
        for (Entry.Answered change : changes) {
            if (change.ask() == ask && change.question().equals(question)) {
                answers.put(question, change.answer());
            }
        }
        Answer answer = answers.getOrDefault(question, unwritten);
        if (answer == null) {
            throw new NeverAsked(question);
        }
        return answer;
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public Instant origin() {
        return origin;
    }

    @Override
    public Timers.Timer after(long delayNs, Runnable action) {
        long number = alarmsSet++;
        alarms.put(number, new Alarm(nowNs + delayNs, action));
        return () -> alarms.remove(number);
    }
}
