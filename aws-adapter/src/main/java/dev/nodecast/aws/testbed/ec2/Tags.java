package dev.nodecast.aws.testbed.ec2;

import dev.nodecast.aws.testbed.http.QueryRequest;
import dev.nodecast.aws.testbed.http.Xml;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tags in requests and answers. */
final class Tags {

    private Tags() {}

    /** Those that a call gives to what it makes of a kind. */
    static SortedMap<String, String> specified(QueryRequest request, String resourceType) {
        SortedMap<String, String> tags = new TreeMap<>();
        request.list("TagSpecification").stream()
                .filter(specification ->
                        specification.text("ResourceType").orElse("").equals(resourceType))
                .forEach(specification -> tags.putAll(of(specification.list("Tag"))));
        return tags;
    }

    static SortedMap<String, String> of(List<QueryRequest> tags) {
        SortedMap<String, String> map = new TreeMap<>();
        tags.forEach(tag -> map.put(tag.require("Key"), tag.text("Value").orElse("")));
        return map;
    }

    static void write(Xml xml, Map<String, String> tags) {
        xml.set(
                "tagSet",
                tags.entrySet(),
                (item, tag) -> item.text("key", tag.getKey()).text("value", tag.getValue()));
    }
}
