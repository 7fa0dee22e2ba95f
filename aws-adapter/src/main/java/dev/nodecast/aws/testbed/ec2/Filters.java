package dev.nodecast.aws.testbed.ec2;

import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.QueryRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** EC2's filters: all of them must match, each by any of its values, in which {@code *} and {@code ?} are wildcards. */
final class Filters {

    private static final String TAG = "tag:";

    private final List<Filter> filters;

    private record Filter(String name, List<Pattern> values) {}

    private Filters(List<Filter> filters) {
        this.filters = filters;
    }

    static Filters of(QueryRequest request) {
        return new Filters(request.list("Filter").stream()
                .map(filter -> new Filter(
                        filter.require("Name"),
                        filter.texts("Value").stream().map(Filters::pattern).toList()))
                .toList());
    }

    private static Pattern pattern(String value) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /**
     * Whether something matches.
     *
     * @param tags its tags, for {@code tag:NAME} and {@code tag-key}
     * @param attributes the values of each other filter that is known
     */
    boolean match(Map<String, String> tags, Function<String, ? extends Collection<String>> attributes) {
        return filters.stream()
                .allMatch(filter -> values(filter.name, tags, attributes).stream()
                        .anyMatch(value -> filter.values.stream()
                                .anyMatch(pattern -> pattern.matcher(value).matches())));
    }

    private static Collection<String> values(
            String name, Map<String, String> tags, Function<String, ? extends Collection<String>> attributes) {
        if (name.startsWith(TAG)) {
            String value = tags.get(name.substring(TAG.length()));
            return value == null ? List.of() : List.of(value);
        }
        return name.equals("tag-key") ? tags.keySet() : attributes.apply(name);
    }

    static AwsError unknown(String name) {
        return new AwsError("InvalidParameterValue", "The filter '" + name + "' is invalid");
    }
}
