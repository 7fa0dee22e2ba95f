package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A map with text keys, in the order in which they were written. */
public final class MapNode implements TreeNode {

    private final SourceMark mark;
    private final Map<String, Entry> entries;

    /**
     * A key and its value.
     *
     * @param key the key's text
     * @param keyMark where the key stands
     * @param value what belongs to it
     */
    public record Entry(String key, SourceMark keyMark, TreeNode value) {}

    /** A map of these entries; the first of several entries with one key counts. */
    public MapNode(SourceMark mark, Collection<Entry> entries) {
        this.mark = mark;
        Map<String, Entry> byKey = LinkedHashMap.newLinkedHashMap(entries.size());
        entries.forEach(entry -> byKey.putIfAbsent(entry.key(), entry));
        this.entries = Collections.unmodifiableMap(byKey);
    }

    @Override
    public SourceMark mark() {
        return mark;
    }

    /** The entries in the order in which they were written. */
    public Collection<Entry> entries() {
        return entries.values();
    }

    /** The entry with this key. */
    public Optional<Entry> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The value of this key. */
    public Optional<TreeNode> get(String key) {
        return entry(key).map(Entry::value);
    }

    /**
     * The node at the end of a path of keys, {@code at("spec", "template")}; empty where a step is missing or is not a
     * map.
     */
    public Optional<TreeNode> at(String... keys) {
        Optional<TreeNode> here = Optional.of(this);
        for (String key : keys) {
            here = here.flatMap(node -> node instanceof MapNode map ? map.get(key) : Optional.empty());
        }
        return here;
    }

    /** The text of the scalar at the end of a path of keys. */
    public Optional<String> textAt(String... keys) {
        return at(keys).flatMap(node -> node instanceof ScalarNode scalar ? scalar.value() : Optional.empty());
    }

    @Override
    public String describe() {
        return entries.isEmpty() ? "an empty map" : "a map";
    }
}
