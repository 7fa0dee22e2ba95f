package dev.nodecast.aws.testbed.service;

import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.QueryRequest;
import dev.nodecast.aws.testbed.http.QueryService;
import dev.nodecast.aws.testbed.http.Xml;
import dev.nodecast.aws.testbed.world.AccountSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** IAM's instance profiles, and roles of any name. */
public final class IamService extends QueryService {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final SortedMap<String, Profile> profiles = new TreeMap<>();

    private record Profile(
            String name, String path, Instant created, List<String> roles, SortedMap<String, String> tags) {}

    /** @param existing profiles that are there from the beginning, with a role of the same name */
    public IamService(List<String> existing) {
        super("2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/");
        existing.forEach(name -> profiles.put(name, profile(name, "/", List.of(name))));
    }

    private static Profile profile(String name, String path, List<String> roles) {
        return new Profile(
                name, path, Instant.now().truncatedTo(ChronoUnit.SECONDS), new ArrayList<>(roles), new TreeMap<>());
    }

    @Override
    protected synchronized void answer(QueryRequest request, Xml answer) {
        switch (request.action()) {
            case "GetInstanceProfile" -> answer.element("InstanceProfile", xml -> write(xml, named(request)));
            case "CreateInstanceProfile" -> answer.element("InstanceProfile", xml -> write(xml, create(request)));
            case "DeleteInstanceProfile" -> profiles.remove(named(request).name());
            case "AddRoleToInstanceProfile" -> add(request);
            case "RemoveRoleFromInstanceProfile" -> named(request).roles().remove(request.require("RoleName"));
            case "TagInstanceProfile" -> tag(named(request), request);
            case "ListInstanceProfiles" -> list(request, answer);
            case "GetRole" -> answer.element("Role", xml -> role(xml, request.require("RoleName")));
            default -> throw unknown(request);
        }
    }

    private Profile named(QueryRequest request) {
        String name = request.require("InstanceProfileName");
        Profile profile = profiles.get(name);
        if (profile == null) {
            throw new AwsError(NOT_FOUND, "NoSuchEntity", "Instance Profile " + name + " cannot be found.");
        }
        return profile;
    }

    private Profile create(QueryRequest request) {
        String name = request.require("InstanceProfileName");
        if (profiles.containsKey(name)) {
            throw new AwsError(CONFLICT, "EntityAlreadyExists", "Instance Profile " + name + " already exists.");
        }
        Profile made = profile(name, request.text("Path").orElse("/"), List.of());
        tag(made, request);
        profiles.put(name, made);
        return made;
    }

    private static void tag(Profile profile, QueryRequest request) {
        request.list("Tags")
                .forEach(tag ->
                        profile.tags().put(tag.require("Key"), tag.text("Value").orElse("")));
    }

    private void add(QueryRequest request) {
        Profile profile = named(request);
        if (!profile.roles().isEmpty()) {
            throw new AwsError(
                    CONFLICT, "LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        }
        profile.roles().add(request.require("RoleName"));
    }

    private void list(QueryRequest request, Xml answer) {
        String path = request.text("PathPrefix").orElse("/");
        List<Profile> found = profiles.values().stream()
                .filter(profile -> profile.path().startsWith(path))
                .toList();
        answer.text("IsTruncated", false).members("InstanceProfiles", found, IamService::write);
    }

    private static void write(Xml xml, Profile profile) {
        xml.text("InstanceProfileName", profile.name())
                .text(
                        "InstanceProfileId",
                        "AIPA" + Integer.toHexString(profile.name().hashCode()).toUpperCase(java.util.Locale.ROOT))
                .text(
                        "Arn",
                        "arn:aws:iam::" + AccountSpec.ACCOUNT + ":instance-profile" + profile.path() + profile.name())
                .text("Path", profile.path())
                .text("CreateDate", profile.created())
                .members("Roles", profile.roles(), IamService::role)
                .members(
                        "Tags",
                        profile.tags().entrySet(),
                        (item, tag) -> item.text("Key", tag.getKey()).text("Value", tag.getValue()));
    }

    private static void role(Xml xml, String name) {
        xml.text("RoleName", name)
                .text("RoleId", "AROA" + Integer.toHexString(name.hashCode()).toUpperCase(java.util.Locale.ROOT))
                .text("Arn", "arn:aws:iam::" + AccountSpec.ACCOUNT + ":role/" + name)
                .text("Path", "/")
                .text("CreateDate", "2026-01-01T00:00:00Z");
    }
}
