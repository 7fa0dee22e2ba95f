package dev.nodecast.scheduler.provisioning.reference;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
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
import java.util.TreeMap;
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

    public static List<Tree> yaml(String file) {
        return load(text(file)).stream().map(Tree::new).toList();
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

    public static InstanceType instanceType(Tree t) {
        TreeMap<String, List<String>> labels = new TreeMap<>();
        t.at("requirements")
                .list()
                .forEach(r -> labels.put(
                        r.at("key").text(),
                        r.at("operator").text().equals("In") ? r.at("values").texts() : List.of()));
        List<Offering> offerings = t.at("offerings").list().stream()
                .map(o -> new Offering(
                        o.at("zone").text(),
                        o.at("capacityType").text(),
                        microUsd(o.at("price")),
                        o.at("available").text().equals("true")))
                .toList();
        Tree overhead = t.at("overhead");
        return new InstanceType(
                t.at("name").text(),
                t.at("capacity").resources(),
                overhead.at("kubeReserved")
                        .resources()
                        .plus(overhead.at("systemReserved").resources())
                        .plus(overhead.at("evictionThreshold").resources()),
                labels,
                offerings);
    }

    public static long microUsd(Tree price) {
        return Math.round(Double.parseDouble(price.text()) * 1_000_000);
    }
}
