package dev.nodecast.aws.testbed.timeline;

import dev.nodecast.aws.controller.Controller;
import dev.nodecast.aws.testbed.bed.BedException;
import dev.nodecast.aws.testbed.bed.TestBed;
import dev.nodecast.scenarios.trajectory.Recording;
import dev.nodecast.scenarios.trajectory.Trajectory;
import dev.nodecast.scenarios.trajectory.TrajectoryFolder;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** A recorded timeline on a test bed of its own, with a live controller: brings both up, plays, and ends both. */
public final class TimelineReplay {

    private static final long MS_NS = 1_000_000;
    private static final long PATIENCE_S = 20;
    private static final long START_S = 120;

    private final Path folder;
    private final Trajectory trajectory;
    private final Path place;

    /**
     * @param folder of the recording
     * @param place where the bed's state and logs go
     * @throws InvalidInput naming everything that is wrong with the folder
     */
    public TimelineReplay(Path folder, Path place) {
        this.folder = folder;
        this.trajectory = TrajectoryFolder.read(folder);
        this.place = place;
    }

    public Trajectory trajectory() {
        return trajectory;
    }

    /**
     * What was seen.
     *
     * @param controller the command of the controller, by the kubeconfig and the file of instance types
     * @param settle from when the controller acts to the first action
     * @throws BedException where it does not act
     */
    public Recording play(BiFunction<Path, Path, List<String>> controller, Duration settle)
            throws IOException, InterruptedException, BedException {
        TestBed bed = new TestBed(place);
        bed.up(
                Optional.empty(),
                List.of(
                        "--pod-start", ms(trajectory.kubelet().podStartNs()),
                        "--pod-stop", ms(trajectory.kubelet().podEndNs())));
        try {
            Path kubeconfig = Path.of(
                    Objects.requireNonNull(bed.controlPlane().environment().get("KUBECONFIG")));
            return play(kubeconfig, controller.apply(kubeconfig, folder.resolve("instance-types.json")), settle);
        } finally {
            bed.down();
        }
    }

    private static String ms(long ns) {
        return Long.toString(ns / MS_NS);
    }

    private Recording play(Path kubeconfig, List<String> command, Duration settle)
            throws IOException, InterruptedException, BedException {
        Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            LiveTimeline timeline = new LiveTimeline(client, trajectory, folder);
            timeline.apply();
            Path log = place.resolve("controller.log");
            Process controller = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                awaitActing(controller, log);
                return timeline.play(settle);
            } finally {
                controller.destroy();
                controller.waitFor(PATIENCE_S, TimeUnit.SECONDS);
                controller.destroyForcibly();
            }
        }
    }

    private static void awaitActing(Process controller, Path log)
            throws IOException, InterruptedException, BedException {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_S);
        while (!Files.readString(log).contains(Controller.ACTING)) {
            if (!controller.isAlive() || System.nanoTime() > untilNs) {
                throw new BedException(1, "the controller does not act; its log is " + log);
            }
            Thread.sleep(100);
        }
    }
}
