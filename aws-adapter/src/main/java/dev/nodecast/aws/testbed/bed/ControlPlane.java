package dev.nodecast.aws.testbed.bed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/** The control plane on loopback: etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kwok. */
public final class ControlPlane {

    private final Path program;
    private final Path script;
    private final Path state;

    /** @param folder holds the programs' files and the state of the control plane */
    public ControlPlane(Path folder) {
        this.program = folder.resolve("program");
        this.script = program.resolve("testbed/testbed");
        this.state = folder.resolve("control-plane");
    }

    /**
     * Brings it up; builds its programs where that was not done before, which takes minutes.
     *
     * @param options as the script takes them, such as {@code --pod-start 1000}
     */
    public void up(List<String> options) throws IOException, InterruptedException, BedException {
        ProgramFiles.unpackTo(program);
        run("up", options);
    }

    public void down() throws IOException, InterruptedException, BedException {
        run("down", List.of());
    }

    /** Prints what runs. */
    public void status() throws IOException, InterruptedException, BedException {
        run("status", List.of());
    }

    /** Ends one program without a goodbye. */
    public void kill(String program) throws IOException, InterruptedException, BedException {
        run("kill", List.of(program));
    }

    /** Starts one program that was ended. */
    public void start(String program) throws IOException, InterruptedException, BedException {
        run("start", List.of(program));
    }

    public boolean exists() {
        return Files.exists(state.resolve("env"));
    }

    /** Addresses and files by name, such as {@code KUBECONFIG}. */
    public SequencedMap<String, String> environment() throws IOException {
        return Environment.read(state.resolve("env"));
    }

    private void run(String verb, List<String> options) throws IOException, InterruptedException, BedException {
        if (!Files.exists(script)) {
            throw BedException.badInput(
                    "there is no test bed in " + state.getParent() + "; make one with `nodecast testbed up`");
        }
        List<String> command = new ArrayList<>(List.of("bash", script.toString(), verb, state.toString()));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int code = process.waitFor();
        if (code != 0) {
            throw new BedException(code, "the control plane: `" + verb + "` ended with exit code " + code);
        }
    }
}
