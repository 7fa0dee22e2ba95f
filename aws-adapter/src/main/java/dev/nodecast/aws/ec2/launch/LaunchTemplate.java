package dev.nodecast.aws.ec2.launch;

import dev.nodecast.aws.ec2.Tags;
import dev.nodecast.aws.ec2.nodeclass.NodeClassHash;
import java.util.SortedMap;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * A launch template, named by what is in it: equal ones are one.
 *
 * @param userData not in base64; it stands in the data too, which does not show it
 */
record LaunchTemplate(RequestLaunchTemplateData data, String userData, SortedMap<String, String> tags) {

    /** What the names of all begin with. */
    static final String PREFIX = "karpenter.k8s.aws/";

    String name() {
        return PREFIX + NodeClassHash.ofText(data + "\n" + userData + "\n" + tags);
    }

    CreateLaunchTemplateRequest request() {
        return CreateLaunchTemplateRequest.builder()
                .launchTemplateName(name())
                .launchTemplateData(data)
                .tagSpecifications(TagSpecification.builder()
                        .resourceType("launch-template")
                        .tags(Tags.ec2(tags))
                        .build())
                .build();
    }
}
