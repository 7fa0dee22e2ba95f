package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.grammar.Quantity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of a map. It remembers which ones were asked for and reports the others, with the likely spelling. A field
 * that is null counts as absent, as it does for the API server.
 */
public final class Fields {

    private final MapNode node;
    private final FieldPath path;
    private final Reading reading;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(MapNode node, FieldPath path, Reading reading) {
        this.node = node;
        this.path = path;
        this.reading = reading;
    }

    /** The tree the fields are in. */
    public MapNode node() {
        return node;
    }

    /** Where the map begins. */
    public SourceMark mark() {
        return node.mark();
    }

    /** Dotted path from the root; empty for the root. */
    public String path() {
        return path.toString();
    }

    /** Where problems go. */
    public Diagnostics diagnostics() {
        return reading.diagnostics();
    }

    /** Declares fields that exist but are of no concern here. */
    public Fields ignore(String... keys) {
        Collections.addAll(known, keys);
        return this;
    }

    /** Reports each of these fields that is missing. */
    public Fields require(String... keys) {
        for (String key : keys) {
            if (get(key).isEmpty()) {
                missing(key, "");
            }
        }
        return this;
    }

    /** Reports that a field is missing; {@code help} may be empty. */
    public void missing(String key, String help) {
        Diagnostic diagnostic = problem(ManifestRule.MISSING_FIELD, "`" + key + "` is missing")
                .field(path.key(key).toString())
                .found("no `" + key + "`")
                .expected("a value for `" + key + "`");
        reading.diagnostics().add(help.isEmpty() ? diagnostic : diagnostic.help(help));
    }

    /** The field, where it is there and not null. */
    public Optional<Field> get(String key) {
        known.add(key);
        return node.get(key)
                .filter(value -> !(value instanceof ScalarNode scalar && scalar.isNull()))
                .map(value -> new Field(value, path.key(key), reading));
    }

    /** Whether the field is there and not null. */
    public boolean has(String key) {
        return get(key).isPresent();
    }

    /** See {@link Field#text}. */
    public Optional<String> text(String key) {
        return get(key).flatMap(Field::text);
    }

    /** See {@link Field#integer(int, int)}. */
    public Optional<Integer> integer(String key, int min, int max) {
        return get(key).flatMap(field -> field.integer(min, max));
    }

    /** See {@link Field#integer(long, long)}. */
    public Optional<Long> integer(String key, long min, long max) {
        return get(key).flatMap(field -> field.integer(min, max));
    }

    /** See {@link Field#bool}. */
    public Optional<Boolean> bool(String key) {
        return get(key).flatMap(Field::bool);
    }

    /** See {@link Field#quantity}. */
    public Optional<Quantity> quantity(String key) {
        return get(key).flatMap(Field::quantity);
    }

    /** See {@link Field#durationNs}. */
    public Optional<Long> durationNs(String key) {
        return get(key).flatMap(Field::durationNs);
    }

    /** See {@link Field#oneOf}. */
    public <E> Optional<E> oneOf(String key, Map<String, E> meanings) {
        return get(key).flatMap(field -> field.oneOf(meanings));
    }

    /** The fields of the map at this key; see {@link Field#map}. */
    public <T> Optional<T> map(String key, Function<Fields, T> reader) {
        return get(key).flatMap(field -> field.map(reader));
    }

    /** The items of the list at this key; none where it is absent. */
    public List<Field> items(String key) {
        return get(key).map(Field::items).orElse(List.of());
    }

    /** The list of maps at this key; items that are no maps are reported and left out. */
    public <T> List<T> maps(String key, Function<Fields, T> reader) {
        List<T> results = new ArrayList<>();
        for (Field item : items(key)) {
            item.map(reader).ifPresent(results::add);
        }
        return results;
    }

    /** The list of texts at this key. */
    public List<String> texts(String key) {
        List<String> results = new ArrayList<>();
        for (Field item : items(key)) {
            item.text().ifPresent(results::add);
        }
        return results;
    }

    /** The map of texts at this key, such as labels. */
    public Map<String, String> textMap(String key) {
        return get(key).map(Field::texts).orElse(Map.of());
    }

    /** An error about the map as a whole, to be completed and given to {@link #add}. */
    public Diagnostic problem(ManifestRule rule, String message) {
        return Diagnostic.error(rule.id(), mark(), message).field(path());
    }

    /** Like {@link #problem} about what an API server would refuse: a warning about an object that one has accepted. */
    public Diagnostic refusal(ManifestRule rule, String message) {
        return problem(rule, message).severity(reading.refusals());
    }

    /** Reports a problem. */
    public void add(Diagnostic diagnostic) {
        reading.diagnostics().add(diagnostic);
    }

    /** Where the key stands; the map's own place where it is absent. */
    public SourceMark keyMark(String key) {
        return node.entry(key).map(MapNode.Entry::keyMark).orElse(mark());
    }

    /** Reports the fields that were neither asked for nor declared. {@link Field#map} calls it. */
    void reportUnknown() {
        for (MapNode.Entry entry : node.entries()) {
            if (!known.contains(entry.key())) {
                reading.diagnostics().add(unknown(entry));
            }
        }
    }

    private Diagnostic unknown(MapNode.Entry entry) {
        String where = path().isEmpty() ? "here" : "in `" + path() + "`";
        Diagnostic diagnostic = Diagnostic.of(
                        reading.unknownFields(),
                        ManifestRule.UNKNOWN_FIELD.id(),
                        entry.keyMark(),
                        "there is no field `" + entry.key() + "` " + where)
                .field(path.key(entry.key()).toString())
                .found("`" + entry.key() + "`");
        List<String> free =
                known.stream().filter(key -> node.entry(key).isEmpty()).sorted().toList();
        Optional<String> near = Spelling.nearest(entry.key(), free);
        if (near.isPresent()) {
            return diagnostic.expected("`" + near.get() + "`").help("did you mean `" + near.get() + "`?");
        }
        List<String> all = known.stream().sorted().toList();
        return diagnostic
                .expected(all.isEmpty() ? "no fields" : "one of " + String.join(", ", all))
                .help("remove it, or check its indentation: it may belong to another part of the object");
    }
}
