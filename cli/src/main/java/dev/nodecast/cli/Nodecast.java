package dev.nodecast.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's top: {@code nodecast --help} lists what there is. */
@Command(
        name = "nodecast",
        description =
                "Forecasts what a cluster's autoscaler will do, how long people will wait, and what it will cost.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Nodecast implements Runnable {
    private final CommandLine commandLine = new CommandLine(this);

    private Nodecast() {}

    public static void main(String[] args) {
        System.exit(new Nodecast().commandLine.execute(args));
    }

    @Override
    public void run() {
        commandLine.usage(System.err);
    }
}
