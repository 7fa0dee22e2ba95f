package dev.nodecast.aws.ec2.launch;

import dev.nodecast.aws.ec2.AwsFailure;
import dev.nodecast.aws.ec2.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/** The cluster's launch templates: made when needed, deleted when not used for a while. */
public final class LaunchTemplates {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchTemplates.class);
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final String EXISTS = "InvalidLaunchTemplateName.AlreadyExistsException";
    private static final int PAGE = 200;

    private final Ec2Client ec2;
    private final String cluster;
    private final InstantSource clock;

    /** When each was used last, by name. */
    private final Map<String, Instant> used = new ConcurrentHashMap<>();

    public LaunchTemplates(Ec2Client ec2, String cluster, InstantSource clock) {
        this.ec2 = ec2;
        this.cluster = cluster;
        this.clock = clock;
    }

    /** Takes over those that an earlier run has left, so that they are deleted in their time. */
    public void adopt() {
        names(List.of(filter(Tags.CLUSTER, cluster))).forEach(name -> used.putIfAbsent(name, clock.instant()));
    }

    /** Makes a template unless it is there; two launches that need the same wait for one call. */
    void ensure(LaunchTemplate template) {
        used.compute(template.name(), (_, last) -> {
            if (last == null) {
                create(template);
            }
            return clock.instant();
        });
    }

    private void create(LaunchTemplate template) {
        try {
            ec2.createLaunchTemplate(template.request());
            LOG.debug("made launch template {}", template.name());
        } catch (SdkException e) {
            if (!AwsFailure.of(e).hasCode(EXISTS)) {
                throw e;
            }
        }
    }

    /** EC2 does not know a template that is thought to be there. */
    void forget(String name) {
        used.remove(name);
    }

    /** Deletes those that nobody has used for five minutes; to be called every minute. */
    public void sweep() {
        Instant old = clock.instant().minus(KEPT);
        used.keySet()
                .forEach(name ->
                        used.computeIfPresent(name, (_, last) -> last.isAfter(old) || !deleted(name) ? last : null));
    }

    /** Deletes those of a node class. */
    public void deleteOf(String nodeClass) {
        for (String name : names(List.of(filter(Tags.CLUSTER, cluster), filter(Tags.NODE_CLASS, nodeClass)))) {
            if (deleted(name)) {
                used.remove(name);
            }
        }
    }

    private boolean deleted(String name) {
        try {
            ec2.deleteLaunchTemplate(r -> r.launchTemplateName(name));
            return true;
        } catch (SdkException e) {
            AwsFailure failure = AwsFailure.of(e);
            if (!failure.notFound()) {
                LOG.warn("launch template {}: {}", name, failure.sentence("ec2:DeleteLaunchTemplate"));
            }
            return failure.notFound();
        }
    }

    private List<String> names(List<Filter> filters) {
        return ec2.describeLaunchTemplatesPaginator(r -> r.filters(filters).maxResults(PAGE)).launchTemplates().stream()
                .map(found -> found.launchTemplateName())
                .filter(name -> name.startsWith(LaunchTemplate.PREFIX))
                .toList();
    }

    private static Filter filter(String tag, String value) {
        return Filter.builder().name("tag:" + tag).values(value).build();
    }
}
