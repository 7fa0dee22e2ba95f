package dev.nodecast.aws.testbed.http;

import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes an answer of the query protocol: elements without attributes, lists of {@code item} or {@code member}. */
public final class Xml {

    private final StringBuilder text = new StringBuilder(1024);

    /** An element with text; left out where the value is null. */
    public Xml text(String name, @Nullable Object value) {
        if (value != null) {
            text.append('<').append(name).append('>');
            escape(value.toString());
            text.append("</").append(name).append('>');
        }
        return this;
    }

    /** An element with others in it. */
    public Xml element(String name, Consumer<Xml> content) {
        text.append('<').append(name).append('>');
        content.accept(this);
        text.append("</").append(name).append('>');
        return this;
    }

    /** EC2's lists. */
    public <T> Xml set(String name, Collection<T> values, BiConsumer<Xml, T> content) {
        return list(name, "item", values, content);
    }

    /** Lists of IAM and STS. */
    public <T> Xml members(String name, Collection<T> values, BiConsumer<Xml, T> content) {
        return list(name, "member", values, content);
    }

    public Xml texts(String name, Collection<?> values) {
        return element(name, xml -> values.forEach(value -> xml.text("item", value)));
    }

    private <T> Xml list(String name, String member, Collection<T> values, BiConsumer<Xml, T> content) {
        return element(
                name, xml -> values.forEach(value -> xml.element(member, inner -> content.accept(inner, value))));
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '\r' -> text.append("&#13;");
                default -> text.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
