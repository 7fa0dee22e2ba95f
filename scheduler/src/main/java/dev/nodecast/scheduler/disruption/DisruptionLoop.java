package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.Optional;

/**
 * The rhythm of disruption (Karpenter {@code disruption/controller.go}): a pass every ten seconds, at once again after a
 * command. A command of emptiness or consolidation waits fifteen seconds; if the world has moved it is dropped, and the
 * pass goes on with the methods after it. While a launch is on its way a pass waits, a second at a time, since the cluster
 * is not known well enough. A pass is skipped while nothing has changed and nothing has become due.
 */
public final class DisruptionLoop {

    private final Planner planner;
    private final Executor executor;
    private final ClusterState state;
    private final World world;
    private final Rhythm rhythm;
    private long idleVersion = -1;
    private long dueNs = Long.MIN_VALUE;

    /** What the loop acts through. */
    public record World(Clock clock, Timers timers, Journal journal) {}

    /**
     * How often it looks and how long it waits before it acts.
     *
     * @param firstPollNs from the start to the first look, which sets the phase of all others
     */
    public record Rhythm(long firstPollNs, long pollNs, long validationNs) {

        /** Karpenter's: 10 s and 15 s. */
        public static final Rhythm DEFAULT = new Rhythm(10_000_000_000L, 10_000_000_000L, 15_000_000_000L);

        /** The same with another phase. */
        public Rhythm withFirstPollNs(long phaseNs) {
            return new Rhythm(phaseNs, pollNs, validationNs);
        }
    }

    private static final long UNKNOWN_RETRY_NS = Clock.SECOND_NS;

    /** Carries commands out. */
    public interface Executor {
        void execute(Command command);
    }

    public DisruptionLoop(Planner planner, Executor executor, ClusterState state, World world, Rhythm rhythm) {
        this.planner = planner;
        this.executor = executor;
        this.state = state;
        this.world = world;
        this.rhythm = rhythm;
    }

    public void start() {
        again(rhythm.firstPollNs);
    }

    private void poll() {
        long now = world.clock.nowNs();
        if (state.launching()) {
            again(UNKNOWN_RETRY_NS);
        } else if (state.disruptionVersion() == idleVersion && now < dueNs) {
            again(rhythm.pollNs);
        } else {
            pass(Command.Method.EMPTINESS);
        }
    }

    private void pass(Command.Method first) {
        long now = world.clock.nowNs();
        Optional<Command> command = planner.plan(first, now);
        if (command.isEmpty()) {
            idleVersion = first == Command.Method.EMPTINESS ? state.disruptionVersion() : -1;
            dueNs = planner.nextDueNs(now);
            again(rhythm.pollNs);
        } else if (command.get().method().validated()) {
            tell(command.get());
            world.timers.after(rhythm.validationNs, () -> validate(command.get()));
        } else {
            execute(command.get());
        }
    }

    private void tell(Command found) {
        long nowNs = world.clock.nowNs();
        planner.approvals(found, nowNs).forEach(approval -> world.journal.note(nowNs, approval));
        world.journal.note(nowNs, note(found));
    }

    private static Note.ConsolidationFound note(Command found) {
        return new Note.ConsolidationFound(
                found.method().text(),
                found.candidates(),
                found.replacements().size(),
                found.effect().savedMicroUsdPerHour());
    }

    private void validate(Command command) {
        Optional<Command> still = planner.validate(command, world.clock.nowNs());
        if (still.isPresent()) {
            execute(still.get());
            return;
        }
        String why = "the cluster changed before the command was carried out";
        long nowNs = world.clock.nowNs();
        world.journal.record(nowNs, new Decision.DisruptionAbandoned(command.candidates(), why));
        world.journal.note(nowNs, new Note.ConsolidationRejected(note(command), why));
        Optional<Command.Method> next = command.method().next();
        if (next.isPresent()) {
            pass(next.get());
        } else {
            again(rhythm.pollNs);
        }
    }

    private void execute(Command command) {
        executor.execute(command);
        again(0);
    }

    private void again(long delayNs) {
        world.timers.after(delayNs, this::poll);
    }
}
