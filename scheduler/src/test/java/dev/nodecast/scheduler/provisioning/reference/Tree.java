package dev.nodecast.scheduler.provisioning.reference;

import java.math.BigDecimal;
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

    /** A number as it counts, however it is written; equal ones are the same text. */
    public String amount() {
        BigDecimal amount = new BigDecimal(text()).stripTrailingZeros();
        return amount.toPlainString();
    }

    /** Values by key. */
    public Map<?, ?> map() {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    public List<String> texts() {
        return list().stream().map(Tree::text).toList();
    }
}
