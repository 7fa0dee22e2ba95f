package dev.nodecast.scheduler.catalog;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Finds and reads the source data of the catalogue and the instance types that real Karpenter computed. */
final class SharedFacts {

    private static final Path ROOT = Path.of(System.getProperty("nodecast.shared", "../../shared"), "data");

    private SharedFacts() {}

    /** Instance types as Karpenter's AWS provider sees them, for one region; JSON is YAML. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> karpenterTypes(String region) {
        String json = text("karpenter-reference/instance-types/instance-types-" + region + ".json");
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(20_000_000).build();
        Map<String, Object> document = (Map<String, Object>) new Load(settings).loadFromString(json);
        return (List<Map<String, Object>>) document.get("instanceTypes");
    }

    /** Rows of a CSV file without quoted commas, by column. */
    static List<Map<String, String>> csv(String file) {
        List<String> lines = text("traces/" + file).lines().toList();
        String[] header = lines.getFirst().split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.length; i++) {
                row.put(header[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static String text(String file) {
        Path path = ROOT.resolve(file);
        boolean exists = Files.exists(path);
        if ("true".equals(System.getenv("CI"))) {
            Assertions.assertTrue(exists, "reference data not found at " + path);
        }
        assumeTrue(exists, "reference data not found at " + path + ": skipped");
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
