package dev.nodecast.aws.testbed.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request of AWS's query protocol: names with dots, the members of lists by their number from 1, as in
 * {@code Filter.1.Value.2}.
 */
public record QueryRequest(SortedMap<String, String> parameters) {

    private static final String MEMBER = "member";

    public static QueryRequest parse(String form) {
        SortedMap<String, String> parameters = new TreeMap<>();
        for (String pair : form.isEmpty() ? new String[0] : form.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
        }
        return new QueryRequest(parameters);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The action that is asked for; empty where the request names none. */
    public String action() {
        return text("Action").orElse("");
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    public String require(String name) {
        return text(name)
                .orElseThrow(() -> new AwsError("MissingParameter", "The request must contain the parameter " + name));
    }

    public boolean flag(String name) {
        return text(name).orElse("false").equals("true");
    }

    public int number(String name, int otherwise) {
        try {
            return text(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException notOne) {
            throw new AwsError(
                    "InvalidParameterValue", "Value (" + require(name) + ") for parameter " + name + " is invalid.");
        }
    }

    /** What is below a name, with the rest of the names. */
    public QueryRequest structure(String name) {
        SortedMap<String, String> below = new TreeMap<>();
        String prefix = name + ".";
        parameters.tailMap(prefix).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .forEach(entry -> below.put(entry.getKey().substring(prefix.length()), entry.getValue()));
        return new QueryRequest(below);
    }

    /** The members of a list of structures. */
    public List<QueryRequest> list(String name) {
        QueryRequest below = structure(name);
        if (below.parameters.keySet().stream().anyMatch(key -> key.startsWith(MEMBER + "."))) {
            below = below.structure(MEMBER);
        }
        List<QueryRequest> members = new ArrayList<>();
        for (int i = 1; below.has(Integer.toString(i)); i++) {
            members.add(below.structure(Integer.toString(i)));
        }
        return members;
    }

    /** The members of a list of texts. */
    public List<String> texts(String name) {
        QueryRequest below = structure(name);
        if (below.parameters.keySet().stream().anyMatch(key -> key.startsWith(MEMBER + "."))) {
            below = below.structure(MEMBER);
        }
        List<String> members = new ArrayList<>();
        for (int i = 1; below.parameters.containsKey(Integer.toString(i)); i++) {
            members.add(below.require(Integer.toString(i)));
        }
        return members;
    }

    private boolean has(String name) {
        return parameters.keySet().stream().anyMatch(key -> key.startsWith(name + "."));
    }
}
