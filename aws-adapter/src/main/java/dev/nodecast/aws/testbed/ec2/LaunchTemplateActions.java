package dev.nodecast.aws.testbed.ec2;

import dev.nodecast.aws.testbed.http.QueryRequest;
import dev.nodecast.aws.testbed.http.Xml;
import dev.nodecast.aws.testbed.world.AccountSpec;
import dev.nodecast.aws.testbed.world.LaunchTemplates;
import dev.nodecast.aws.testbed.world.LaunchTemplates.Template;
import dev.nodecast.aws.testbed.world.SimulatedAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Launch templates. */
final class LaunchTemplateActions {

    private static final int MOST = 200;

    private final LaunchTemplates templates;

    LaunchTemplateActions(SimulatedAccount account) {
        this.templates = account.templates();
    }

    Map<String, Action> all() {
        return Map.of(
                "CreateLaunchTemplate", this::create,
                "DescribeLaunchTemplates", this::describe,
                "DeleteLaunchTemplate", this::delete);
    }

    private void create(QueryRequest request, Xml xml) {
        String name = request.require("LaunchTemplateName");
        Ec2Service.dryRun(request);
        Template made = templates.create(
                name, Tags.specified(request, "launch-template"), request.structure("LaunchTemplateData"));
        xml.element("launchTemplate", item -> write(item, made));
    }

    private void describe(QueryRequest request, Xml xml) {
        List<Template> named = new ArrayList<>();
        request.texts("LaunchTemplateName").forEach(name -> named.add(templates.withName(name)));
        request.texts("LaunchTemplateId").forEach(id -> named.add(templates.withId(id)));
        Filters filters = Filters.of(request);
        Ec2Service.dryRun(request);
        List<Template> found = (named.isEmpty() ? templates.all() : named)
                .stream()
                        .filter(template -> filters.match(template.tags(), name -> attribute(template, name)))
                        .toList();
        Page<Template> page = Page.of(found, request, MOST);
        xml.set("launchTemplates", page.items(), LaunchTemplateActions::write).text("nextToken", page.nextToken());
    }

    private static List<String> attribute(Template template, String name) {
        return switch (name) {
            case "launch-template-name" -> List.of(template.name());
            default -> throw Filters.unknown(name);
        };
    }

    private void delete(QueryRequest request, Xml xml) {
        Template template = templates.named(request);
        Ec2Service.dryRun(request);
        templates.delete(template);
        xml.element("launchTemplate", item -> write(item, template));
    }

    private static void write(Xml xml, Template template) {
        xml.text("launchTemplateId", template.id())
                .text("launchTemplateName", template.name())
                .text("createTime", template.created())
                .text("createdBy", "arn:aws:iam::" + AccountSpec.ACCOUNT + ":root")
                .text("defaultVersionNumber", 1)
                .text("latestVersionNumber", 1);
        Tags.write(xml, template.tags());
    }
}
