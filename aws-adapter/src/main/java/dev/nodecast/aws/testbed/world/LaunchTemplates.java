package dev.nodecast.aws.testbed.world;

import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.QueryRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** The account's launch templates, each in its first version. */
public final class LaunchTemplates {

    private final SortedMap<String, Template> byName = new TreeMap<>();
    private long made;

    /**
     * A template.
     *
     * @param data as EC2 was given it, below {@code LaunchTemplateData}
     */
    public record Template(
            String id, String name, Instant created, SortedMap<String, String> tags, QueryRequest data) {}

    public Collection<Template> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    public Template create(String name, SortedMap<String, String> tags, QueryRequest data) {
        if (byName.containsKey(name)) {
            throw new AwsError(
                    "InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
        }
        String id = "lt-0" + HexFormat.of().toHexDigits(++made);
        Template template = new Template(id, name, Instant.now(), tags, data);
        byName.put(name, template);
        return template;
    }

    /** The template that a request names by LaunchTemplateName or LaunchTemplateId. */
    public Template named(QueryRequest request) {
        return request.text("LaunchTemplateId")
                .map(this::withId)
                .orElseGet(() -> withName(request.require("LaunchTemplateName")));
    }

    public Template withId(String id) {
        return byName.values().stream()
                .filter(template -> template.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AwsError(
                        "InvalidLaunchTemplateId.NotFound", "The launch template with id: " + id + " does not exist."));
    }

    public Template withName(String name) {
        Template template = byName.get(name);
        if (template == null) {
            throw new AwsError(
                    "InvalidLaunchTemplateName.NotFoundException",
                    "At least one of the launch templates specified in the request does not exist.");
        }
        return template;
    }

    public void delete(Template template) {
        byName.remove(template.name());
    }
}
