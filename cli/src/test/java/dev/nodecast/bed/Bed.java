package dev.nodecast.bed;

import dev.nodecast.aws.testbed.bed.BedException;
import dev.nodecast.aws.testbed.bed.TestBed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real control plane: brought up once for all of them, which builds its programs where that was never done, and
 * ended after the last. Each test finds it without pools, workloads and nodes, and with nobody's controller running.
 */
final class Bed implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(Bed.class);

    /** The bed of this run of tests. */
    private static final class Running implements AutoCloseable {
        final TestBed bed;
        final Cluster cluster;
        final FileChannel alone;

        Running() {
            Path folder = Path.of("target/bed" + System.getProperty("nodecast.bed.fork", ""))
                    .toAbsolutePath();
            bed = new TestBed(folder);
            try {
                alone = alone(folder);
                if (bed.controlPlane().exists()) {
                    bed.down();
                }
                bed.up(Optional.empty(), List.of("--pod-start", "300", "--pod-stop", "500"));
                cluster = new Cluster(bed, folder);
            } catch (IOException | InterruptedException | BedException failed) {
                throw new IllegalStateException("the test bed did not come up", failed);
            }
        }

        /** A second run in the same folder would end the first one's control plane in the middle of its tests. */
        private static FileChannel alone(Path folder) throws IOException {
            Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
            Files.createDirectories(lock.getParent());
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new IOException("another run of these tests uses " + folder + "; wait for its end");
            }
            return channel;
        }

        @Override
        public void close() throws IOException, BedException {
            cluster.close();
            try {
                bed.down();
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            } finally {
                alone.close();
            }
        }
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot()
                .getStore(OURS)
                .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        String method = context.getRequiredTestMethod().getName();
        String shown = context.getDisplayName();
        running(context)
                .cluster
                .named(context.getRequiredTestClass().getSimpleName() + "-" + method
                        + (shown.startsWith(method) ? "" : "-" + shown.replace(' ', '-')));
    }

    /** Wherever a test ends, its cluster comes to rest with nothing lost and nothing left over. */
    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Cluster cluster = running(context).cluster;
        try {
            if (context.getExecutionException().isEmpty() && cluster.anyController()) {
                cluster.isConsistent();
            }
        } finally {
            cluster.clear();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context).cluster;
    }
}
