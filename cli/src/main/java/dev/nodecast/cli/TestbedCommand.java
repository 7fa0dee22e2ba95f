package dev.nodecast.cli;

import dev.nodecast.aws.testbed.bed.AccountSettings;
import dev.nodecast.aws.testbed.bed.BedException;
import dev.nodecast.aws.testbed.bed.TestBed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nodecast testbed}: a real control plane on this machine, without a cloud, to try the live controller on. */
@Command(
        name = "testbed",
        mixinStandardHelpOptions = true,
        description = "Brings up a Kubernetes control plane on loopback, without a cloud, to try the controller on.",
        subcommands = {
            TestbedCommand.Up.class,
            TestbedCommand.Down.class,
            TestbedCommand.Status.class,
            TestbedCommand.Interrupt.class,
            TestbedCommand.Capacity.class,
            ReplayTimelineCommand.class,
            CommandLine.HelpCommand.class
        })
final class TestbedCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    /** What every subcommand has: the bed's folder, and how failures are told. */
    abstract static class OnBed implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "DIR", description = "The test bed's folder.")
        private Path folder = Path.of("");

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

        abstract void run(TestBed bed, PrintWriter out) throws IOException, InterruptedException, BedException;

        @Override
        public Integer call() throws IOException, InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            try {
                run(new TestBed(folder), out);
                out.flush();
                return ExitCode.DONE;
            } catch (BedException failed) {
                out.flush();
                spec.commandLine().getErr().println("error: " + failed.getMessage());
                return failed.exitCode();
            }
        }

        Path folder() {
            return folder;
        }
    }

    @Command(
            name = "up",
            mixinStandardHelpOptions = true,
            description = "Brings the test bed up; its programs are built once, which takes some minutes.")
    static final class Up extends OnBed {

        /** Whose nodes there are. */
        enum Cloud {
            KWOK,
            AWS
        }

        @Option(
                names = "--cloud",
                description =
                        "kwok: the controller fakes nodes itself; aws: with an AWS account over the simulated spot"
                                + " market, whose instances join the cluster (default: kwok).")
        private Cloud cloud = Cloud.KWOK;

        @Option(
                names = "--scenario",
                paramLabel = "SCENARIO",
                description = "With aws: whose region, prices, market and times hold (default: gpu-spot-month).")
        private String scenario = "gpu-spot-month";

        @Option(names = "--set", paramLabel = "PATH=VALUE", description = "Sets a value of the scenario; repeatable.")
        private List<String> settings = new ArrayList<>();

        @Option(
                names = "--cluster",
                paramLabel = "NAME",
                description =
                        "With aws: the cluster's name and its queue's (default: by which the scenario's node classes"
                                + " find subnets).")
        private String cluster = "";

        @Option(names = "--seed", defaultValue = "1", description = "Of market, times and faults (default: 1).")
        private long seed = 1;

        @Option(
                names = "--speed",
                defaultValue = "1",
                description = "With aws: how many times as fast the market, boots and notices go (default: 1).")
        private double speed = 1;

        @Option(
                names = "--faults",
                description =
                        "With aws: a tenth of all calls is throttled, fails, is late, done twice, or gets no answer.")
        private boolean faults;

        @Option(
                names = "--pod-start",
                paramLabel = "MS",
                defaultValue = "1000",
                description = "From a pod's binding until it runs (default: 1000).")
        private int podStartMs = 1_000;

        @Option(
                names = "--pod-stop",
                paramLabel = "MS",
                defaultValue = "2000",
                description = "From a pod's deletion until it is gone (default: 2000).")
        private int podStopMs = 2_000;

        @Override
        void run(TestBed bed, PrintWriter out) throws IOException, InterruptedException, BedException {
            Optional<AccountSettings> account = cloud == Cloud.AWS
                    ? Optional.of(new AccountSettings(scenario, settings, cluster, seed, speed, faults))
                    : Optional.empty();
            bed.up(
                    account,
                    List.of("--pod-start", Integer.toString(podStartMs), "--pod-stop", Integer.toString(podStopMs)));
            out.println("To use it:");
            out.println("  . " + folder().toAbsolutePath().normalize().resolve("env"));
            out.println("  $BED_BIN/kubectl get nodes");
        }
    }

    @Command(name = "down", mixinStandardHelpOptions = true, description = "Ends the test bed; its logs stay.")
    static final class Down extends OnBed {
        @Override
        void run(TestBed bed, PrintWriter out) throws IOException, InterruptedException, BedException {
            bed.down();
        }
    }

    @Command(name = "status", mixinStandardHelpOptions = true, description = "Says what of the test bed runs.")
    static final class Status extends OnBed {
        @Override
        void run(TestBed bed, PrintWriter out) throws IOException, InterruptedException, BedException {
            bed.status();
        }
    }

    @Command(
            name = "interrupt",
            mixinStandardHelpOptions = true,
            description = "Lets EC2 take a spot instance back: it gets its notice now.")
    static final class Interrupt extends OnBed {

        @Parameters(index = "1", paramLabel = "INSTANCE", description = "Such as i-0000000000000001.")
        private String instance = "";

        @Override
        void run(TestBed bed, PrintWriter out) throws IOException, InterruptedException, BedException {
            out.println(bed.control("interrupt", "instance=" + instance));
        }
    }

    @Command(
            name = "capacity",
            mixinStandardHelpOptions = true,
            description = "Limits how many instances a zone's pools hold; spot instances beyond it are interrupted.")
    static final class Capacity extends OnBed {

        @Parameters(index = "1", paramLabel = "ZONE", description = "Such as ap-northeast-2a.")
        private String zone = "";

        @Parameters(index = "2", paramLabel = "N", description = "Instances in each pool; -1 ends the limit.")
        private int instances;

        @Option(names = "--type", paramLabel = "TYPE", description = "One instance type alone.")
        private @Nullable String type;

        @Option(names = "--on-demand", description = "On-demand instead of spot.")
        private boolean onDemand;

        @Override
        void run(TestBed bed, PrintWriter out) throws IOException, InterruptedException, BedException {
            out.println(bed.control(
                    "capacity",
                    "zone=" + zone + "&instances=" + instances + "&instanceType=" + (type == null ? "*" : type)
                            + "&capacityType=" + (onDemand ? "on-demand" : "spot")));
        }
    }
}
