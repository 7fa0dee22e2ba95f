package dev.nodecast.aws.ec2.nodeclass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.Filter;

/** Filters of EC2's Describe calls. */
final class Filters {

    private static final String ANY = "*";

    private Filters() {}

    static Filter of(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    static Filter of(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }

    /** All of these tags; {@code *} stands for any value. */
    static List<Filter> tags(Map<String, String> tags) {
        List<Filter> filters = new ArrayList<>();
        tags.forEach((key, value) -> filters.add(value.equals(ANY) ? of("tag-key", key) : of("tag:" + key, value)));
        return filters;
    }
}
