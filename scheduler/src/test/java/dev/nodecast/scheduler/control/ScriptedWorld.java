package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.MetricSource;
import dev.nodecast.scheduler.port.RepairPolicy;
import dev.nodecast.scheduler.port.Timers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A world that does nothing by itself: it writes down every command, and a test plays the answers. */
final class ScriptedWorld implements Clock, Timers, ClusterPort, CloudProvider, Journal {

    static final long SECOND_NS = 1_000_000_000L;

    final List<String> commands = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<Note> notes = new ArrayList<>();
    final Map<String, NodeClaim> claims = new LinkedHashMap<>();
    final Map<String, LaunchRequest> launches = new LinkedHashMap<>();
    final Map<String, String> drifted = new LinkedHashMap<>();
    List<InstanceType> types = List.of();
    /** How often the cloud is asked what it sells before it knows; a live one learns it on a thread of its own. */
    int unknowingAnswers;
    /** How often the instances were asked for: a look, which changes nothing. */
    int lists;

    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private long nowNs;
    private long sequence;

    private final class Alarm implements Timer, Comparable<Alarm> {
        final long atNs;
        final long order = sequence++;
        final Runnable action;
        boolean cancelled;

        Alarm(long atNs, Runnable action) {
            this.atNs = atNs;
            this.action = action;
        }

        @java.lang.Override
        public void cancel() {
            cancelled = true;
        }

        @java.lang.Override
        public int compareTo(Alarm other) {
            return atNs != other.atNs ? Long.compare(atNs, other.atNs) : Long.compare(order, other.order);
        }
    }

    Ports ports() {
        return new Ports(this, this, this, this, MetricSource.NONE, this);
    }

    Ports portsWith(HpaMetrics metrics) {
        return new Ports(this, this, this, this, new FixedMetrics(metrics), this);
    }

    private record FixedMetrics(HpaMetrics metrics) implements MetricSource {
        @java.lang.Override
        public HpaMetrics metrics(Workload target) {
            return metrics;
        }

        @java.lang.Override
        public dev.nodecast.scheduler.autoscaling.keda.TriggerReading reading(
                dev.nodecast.scheduler.model.autoscaling.ScaleTrigger trigger) {
            return new dev.nodecast.scheduler.autoscaling.keda.TriggerReading.Failed("not scripted");
        }
    }

    /** Lets time pass, with every alarm that is due. */
    void passSeconds(double seconds) {
        long until = nowNs + Math.round(seconds * SECOND_NS);
        while (!alarms.isEmpty() && alarms.peek().atNs <= until) {
            Alarm next = alarms.poll();
            nowNs = next.atNs;
            if (!next.cancelled) {
                next.action.run();
            }
        }
        nowNs = until;
    }

    /** The instances that were to be ended, since the last call of {@link #takeCommands}. */
    List<String> terminated() {
        return takeCommands().stream()
                .filter(command -> command.startsWith("terminate "))
                .map(command -> command.substring("terminate ".length()))
                .toList();
    }

    /** The commands since the last call. */
    List<String> takeCommands() {
        List<String> taken = List.copyOf(commands);
        commands.clear();
        return taken;
    }

    @java.lang.Override
    public long nowNs() {
        return nowNs;
    }

    @java.lang.Override
    public Instant origin() {
        return Instant.EPOCH;
    }

    @java.lang.Override
    public Timer after(long delayNs, Runnable action) {
        Alarm alarm = new Alarm(nowNs + delayNs, action);
        alarms.add(alarm);
        return alarm;
    }

    @java.lang.Override
    public void createNodeClaim(NodeClaim claim) {
        claims.put(claim.name(), claim);
        commands.add("create claim " + claim.name());
    }

    @java.lang.Override
    public void updateNodeClaim(NodeClaim claim) {
        claims.put(claim.name(), claim);
    }

    @java.lang.Override
    public void deleteNodeClaim(String name) {
        commands.add("delete claim " + name);
    }

    @java.lang.Override
    public void releaseNodeClaim(String name) {
        claims.remove(name);
        commands.add("release claim " + name);
    }

    @java.lang.Override
    public void updateNode(Node node) {
        commands.add("update node " + node.name() + " taints "
                + node.taints().stream().map(taint -> taint.key()).toList());
    }

    @java.lang.Override
    public void deleteNode(String name) {
        commands.add("delete node " + name);
    }

    @java.lang.Override
    public void evict(ObjectKey pod) {
        commands.add("evict " + pod);
    }

    @java.lang.Override
    public void deletePod(ObjectKey pod, long gracePeriodSeconds) {
        commands.add("delete pod " + pod + " grace " + gracePeriodSeconds);
    }

    @java.lang.Override
    public void scale(Workload workload, int replicas) {
        commands.add("scale " + workload.key() + " to " + replicas);
    }

    @java.lang.Override
    public List<InstanceType> instanceTypes(NodePool pool) {
        return unknowingAnswers-- > 0 ? List.of() : types;
    }

    @java.lang.Override
    public void launch(LaunchRequest request) {
        launches.put(request.nodeClaim(), request);
        commands.add("launch " + request.nodeClaim() + " " + request.capacityType());
    }

    @java.lang.Override
    public void terminate(String providerId) {
        commands.add("terminate " + providerId);
    }

    @java.lang.Override
    public @Nullable String drifted(NodeClaim claim) {
        return drifted.get(claim.name());
    }

    @java.lang.Override
    public List<RepairPolicy> repairPolicies() {
        return RepairPolicy.AWS;
    }

    @java.lang.Override
    public void listInstances() {
        lists++;
    }

    @java.lang.Override
    public void note(long atNs, Note note) {
        notes.add(note);
    }

    @java.lang.Override
    public void record(long atNs, Decision decision) {
        decisions.add(decision);
    }
}
