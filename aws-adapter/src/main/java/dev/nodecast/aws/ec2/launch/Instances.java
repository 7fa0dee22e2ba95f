package dev.nodecast.aws.ec2.launch;

import dev.nodecast.aws.ec2.AwsFailure;
import dev.nodecast.aws.ec2.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/** The cluster's instances, as far as they are known, and the calls that look at them. */
public final class Instances {

    private static final int PAGE = 1_000;
    private static final int IDS = 200;
    private static final List<String> ALIVE = List.of("pending", "running", "stopping", "stopped", "shutting-down");

    private final Ec2Client reading;
    private final Ec2Client changing;
    private final String cluster;
    private final Map<String, Instance> known = new ConcurrentHashMap<>();

    public Instances(Ec2Client reading, Ec2Client changing, String cluster) {
        this.reading = reading;
        this.changing = changing;
        this.cluster = cluster;
    }

    /** What is known of an instance by its id, without asking. */
    public Optional<Instance> known(String instanceId) {
        return Optional.ofNullable(known.get(instanceId));
    }

    void learn(Instance instance) {
        known.put(instance.id(), instance);
    }

    void forget(String instanceId) {
        known.remove(instanceId);
    }

    /** All of the cluster's, also those that are shutting down. */
    public List<Instance> list() {
        // what is launched while the list is on its way is not in it, and is to stay known
        List<String> before = List.copyOf(known.keySet());
        List<Instance> found = describe(List.of(
                filter("tag-key", List.of(Tags.NODE_POOL)),
                filter("tag-key", List.of(Tags.NODE_CLASS)),
                filter("tag:" + Tags.CLUSTER, List.of(cluster)),
                filter("instance-state-name", ALIVE)));
        known.keySet().removeAll(before);
        found.forEach(this::learn);
        return found;
    }

    /** The instance that was launched for a claim and has not ended; empty where there is none, or none yet. */
    Optional<Instance> ofClaim(String nodeClaim) {
        Optional<Instance> found = describe(List.of(
                        filter("tag:" + Tags.NODE_CLAIM, List.of(nodeClaim)),
                        filter("tag:" + Tags.CLUSTER, List.of(cluster)),
                        filter("instance-state-name", List.of("pending", "running", "stopping", "stopped"))))
                .stream()
                .findFirst();
        found.ifPresent(this::learn);
        return found;
    }

    private List<Instance> describe(List<Filter> filters) {
        return reading.describeInstancesPaginator(r -> r.filters(filters).maxResults(PAGE)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .map(Instance::of)
                .toList();
    }

    /** Those of the ids that have not ended; an id that is unknown to EC2 has ended. */
    List<Instance> alive(Collection<String> ids) {
        // by filter: one id that is gone would make a call by id fail for all
        List<Instance> alive = new ArrayList<>();
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += IDS) {
            alive.addAll(describe(List.of(
                    filter("instance-id", all.subList(from, Math.min(all.size(), from + IDS))),
                    filter("instance-state-name", ALIVE))));
        }
        return alive;
    }

    /** Tells EC2 to end instances; those that it does not know have ended. */
    void terminate(List<String> ids) {
        try {
            changing.terminateInstances(r -> r.instanceIds(ids));
        } catch (SdkException e) {
            if (!AwsFailure.of(e).notFound()) {
                throw e;
            }
            if (ids.size() > 1) {
                ids.forEach(id -> terminate(List.of(id)));
            }
        }
    }

    /** Gives an instance tags beside those it has. */
    public void tag(String instanceId, SortedMap<String, String> tags) {
        changing.createTags(r -> r.resources(instanceId).tags(Tags.ec2(tags)));
        known(instanceId).ifPresent(instance -> {
            SortedMap<String, String> all = new TreeMap<>(instance.tags());
            all.putAll(tags);
            learn(instance.withTags(all));
        });
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }
}
