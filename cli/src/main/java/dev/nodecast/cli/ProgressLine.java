package dev.nodecast.cli;

import dev.nodecast.scenarios.experiment.Progress;
import java.util.concurrent.atomic.DoubleAdder;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error, where a person is there to see it. */
final class ProgressLine implements Progress, AutoCloseable {

    private static final long STEPS = 1000;

    private final DoubleAdder done = new DoubleAdder();
    private final @Nullable ProgressBar bar;

    private ProgressLine(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static ProgressLine start(String task) {
        return Terminal.interactive()
                ? new ProgressLine(new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(STEPS)
                        .setStyle(ProgressBarStyle.ASCII)
                        .clearDisplayOnFinish()
                        .build())
                : new ProgressLine(null);
    }

    @Override
    public void advanced(double share) {
        done.add(share);
        if (bar != null) {
            bar.stepTo(Math.round(done.sum() * STEPS));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
