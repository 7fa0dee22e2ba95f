package dev.nodecast.scheduler.provisioning.reference;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The folder of decisions of real Karpenter, where it is. */
public final class ReferenceData {

    public static final Path ROOT =
            Path.of(System.getProperty("nodecast.shared", "../../shared"), "data", "karpenter-reference");

    private static final Map<String, Tree> PARSED = new LinkedHashMap<>();

    private ReferenceData() {}

    /** Skips the test where there is no data; fails it on the build server. */
    public static void needed() {
        if (!Files.isDirectory(ROOT)) {
            if ("true".equals(System.getenv("CI"))) {
                fail("reference data not found at " + ROOT);
            }
            assumeTrue(false, "reference data not found at " + ROOT + ": skipped");
        }
    }

    public static Tree json(String file) {
        return PARSED.computeIfAbsent(file, f -> new Tree(load(text(f)).getFirst()));
    }

    private static List<Object> load(String text) {
        List<Object> documents = new ArrayList<>();
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(100_000_000).build();
        new Load(settings).loadAllFromString(text).forEach(documents::add);
        return documents;
    }

    public static String text(String file) {
        try (InputStream bytes = Files.newInputStream(ROOT.resolve(file));
                InputStream text = file.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
