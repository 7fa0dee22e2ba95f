package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The right side of an attribute in HCL. Only literals are taken apart; anything computed stays text. */
public sealed interface HclValue {

    /** Where it stands. */
    SourceMark mark();

    /** As it is written, line breaks included. */
    String text();

    /**
     * A quoted text, a heredoc, a number or a boolean.
     *
     * @param value without quotes; interpolations stay as they are written
     */
    record Literal(SourceMark mark, String text, String value) implements HclValue {

        /** Whether a part of it is computed. */
        public boolean isInterpolated() {
            return value.contains("${") || value.contains("%{");
        }
    }

    /** {@code [ … ]}. */
    record Items(SourceMark mark, String text, List<HclValue> values) implements HclValue {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** <code>{ … }</code> as a value. */
    record Object(SourceMark mark, String text, HclBody body) implements HclValue {}

    /** Anything else: a reference, a call, an operation. */
    record Expression(SourceMark mark, String text) implements HclValue {}

    /** The literal's value; empty for anything else. */
    default Optional<String> literal() {
        return this instanceof Literal literal ? Optional.of(literal.value()) : Optional.empty();
    }

    /** All literals of a list, or the one literal. */
    default List<Literal> literals() {
        return switch (this) {
            case Literal literal -> List.of(literal);
            case Items items -> {
                List<Literal> found = new ArrayList<>();
                items.values().forEach(value -> found.addAll(value.literals()));
                yield found;
            }
            case Object ignored -> List.of();
            case Expression ignored -> List.of();
        };
    }
}
