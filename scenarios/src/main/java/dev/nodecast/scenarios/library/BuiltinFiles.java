package dev.nodecast.scenarios.library;

import dev.nodecast.scheduler.diagnostics.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Manifests that come with Nodecast, by the name of their set. */
public final class BuiltinFiles {

    private static final Map<String, List<String>> MANIFESTS = sets();

    private BuiltinFiles() {}

    /** Names of the sets. */
    public static List<String> manifestSets() {
        return List.copyOf(MANIFESTS.keySet());
    }

    /** The texts of a set, or of one file of it named {@code set/file}; empty where there is no such set or file. */
    public static Optional<List<SourceText>> manifests(String name) {
        int slash = name.indexOf('/');
        String set = slash < 0 ? name : name.substring(0, slash);
        return Optional.ofNullable(MANIFESTS.get(set))
                .map(files -> files.stream()
                        .filter(file -> slash < 0 || file.equals(name.substring(slash + 1)))
                        .map(file -> text("manifests/" + set + "/" + file, "builtin:" + set + "/" + file))
                        .toList())
                .filter(texts -> !texts.isEmpty());
    }

    static SourceText text(String resource, String name) {
        try (InputStream in = BuiltinFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing from this build");
            }
            return SourceText.of(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, List<String>> sets() {
        Map<String, List<String>> sets = new LinkedHashMap<>();
        List<String> pools = List.of("nodepool-gpu.yaml", "ec2nodeclass-gpu.yaml", "deployment.yaml");
        sets.put("design-as-written", with(pools, "hpa.yaml"));
        sets.put("design-corrected", with(pools, "scaledobject.yaml"));
        sets.put(
                "hpa-design-flaws",
                List.of("deployment.yaml", "hpa-as-printed.yaml", "hpa-all-queues.yaml", "hpa-corrected.yaml"));
        sets.put("warm-capacity", List.of("buffer.yaml", "balloon.yaml"));
        sets.put("mixed-cpu", List.of("nodepool.yaml", "workers.yaml"));
        sets.put("long-jobs", List.of("nodepool.yaml", "workers.yaml"));
        sets.put("erlang-c", List.of("deployment.yaml"));
        return Collections.unmodifiableMap(sets);
    }

    private static List<String> with(List<String> files, String more) {
        List<String> all = new ArrayList<>(files);
        all.add(more);
        return List.copyOf(all);
    }
}
