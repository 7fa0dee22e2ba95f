package dev.nodecast.cli.screen;

import dev.nodecast.scenarios.journal.SessionReplay;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.Replay;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of a recorded session that was done again. */
public final class ReplayScreen {

    private static final int WIDEST = 1_000;

    private ReplayScreen() {}

    public static String of(SessionReplay replay) {
        Lines lines = new Lines();
        Replay.Extent extent = replay.outcome().extent();
        lines.line(String.format(
                Locale.ROOT,
                "%s: %,d decisions and %,d orders in %,d turns are the same, from %s to %s",
                replay.session(),
                extent.decisions(),
                extent.orders(),
                extent.turns(),
                replay.origin(),
                replay.origin().plusNanos(extent.toNs())));
        switch (replay.outcome()) {
            case Replay.Agreed agreed -> unfinished(lines, agreed.unfinished());
            case Replay.Diverged diverged -> divergence(lines, replay, diverged);
        }
        return lines.toString();
    }

    private static void unfinished(Lines lines, @Nullable String why) {
        if (why != null) {
            lines.line("  it ends there: " + why);
        }
    }

    private static void divergence(Lines lines, SessionReplay replay, Replay.Diverged diverged) {
        lines.line("  first difference at " + replay.origin().plusNanos(diverged.atNs()) + ": " + diverged.why());
        lines.leftTable(List.of(
                List.of("turn", entry(new Entry.TurnBegan(diverged.atNs(), diverged.cause()))),
                List.of("recorded", entry(diverged.recorded())),
                List.of("replayed", entry(diverged.replayed()))));
    }

    private static String entry(@Nullable Entry entry) {
        String text = SessionReplay.text(entry);
        if (text == null) {
            return "nothing more";
        }
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST) + "… (--format json has all of it)";
    }
}
