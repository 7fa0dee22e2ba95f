package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.util.List;
import java.util.Optional;

/** What stands between two braces in HCL, or in a whole file. */
public record HclBody(List<Attribute> attributes, List<HclBlock> blocks) {

    /** {@code name = value}. */
    public record Attribute(String name, SourceMark nameMark, HclValue value) {}

    public HclBody {
        attributes = List.copyOf(attributes);
        blocks = List.copyOf(blocks);
    }

    /** The attribute with this name. */
    public Optional<Attribute> attribute(String name) {
        return attributes.stream().filter(a -> a.name().equals(name)).findFirst();
    }

    /** The value of the attribute with this name. */
    public Optional<HclValue> get(String name) {
        return attribute(name).map(Attribute::value);
    }

    /** The attribute's value, where it is a literal. */
    public Optional<String> text(String name) {
        return get(name).flatMap(HclValue::literal);
    }

    /** The body of the object at this attribute, or of the first block of this type. */
    public Optional<HclBody> object(String name) {
        Optional<HclBody> asValue =
                get(name).flatMap(v -> v instanceof HclValue.Object o ? Optional.of(o.body()) : Optional.empty());
        return asValue.or(() -> blocks.stream()
                .filter(block -> block.type().equals(name))
                .map(HclBlock::body)
                .findFirst());
    }
}
