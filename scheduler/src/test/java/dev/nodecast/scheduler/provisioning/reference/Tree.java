package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.manifest.grammar.Durations;
import dev.nodecast.scheduler.manifest.grammar.Quantity;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Resources;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of a parsed document; what is not there is empty. */
public record Tree(@Nullable Object value) {

    public Tree at(String... path) {
        Object here = value;
        for (String key : path) {
            here = here instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return new Tree(here);
    }

    public boolean present() {
        return value != null;
    }

    public String text() {
        return value == null ? "" : value.toString();
    }

    public String text(String fallback) {
        return value == null ? fallback : value.toString();
    }

    public int integer(int fallback) {
        return value == null ? fallback : Integer.parseInt(text());
    }

    public List<Tree> list() {
        return value instanceof List<?> items ? items.stream().map(Tree::new).toList() : List.of();
    }

    public List<String> texts() {
        return list().stream().map(Tree::text).toList();
    }

    public Map<String, Tree> map() {
        Map<String, Tree> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((k, v) -> map.put(k.toString(), new Tree(v)));
        }
        return map;
    }

    public Labels labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        map().forEach((k, v) -> labels.put(k, v.text()));
        return Labels.of(labels);
    }

    public Resources resources() {
        Map<String, Long> amounts = new LinkedHashMap<>();
        map().forEach((name, v) -> {
            Quantity quantity = Quantity.parse(v.text()).orElseThrow();
            amounts.put(name, (name.equals(Resources.CPU) ? quantity.milli() : quantity.units()).orElseThrow());
        });
        return Resources.of(amounts);
    }

    /** Nanoseconds since the epoch, null where nothing is stated. */
    @Nullable
    public Long instantNs() {
        if (value == null) {
            return null;
        }
        Instant instant = Instant.parse(text());
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    /** Null for nothing and for Never. */
    @Nullable
    public Long durationNs() {
        return value == null || text().equals("Never")
                ? null
                : Durations.parseNs(text()).orElseThrow();
    }
}
