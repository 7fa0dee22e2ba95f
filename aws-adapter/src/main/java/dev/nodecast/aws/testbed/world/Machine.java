package dev.nodecast.aws.testbed.world;

import dev.nodecast.sim.world.cloud.Instance;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** An instance as the account sees it. What changes is read and written on the simulation's thread only. */
public final class Machine {

    private final Instance instance;
    private final Order order;
    private final Instant launched;
    private final SortedMap<String, String> tags;
    private String stateReason = "";

    /**
     * How it was asked for.
     *
     * @param subnet where it has its network interface
     * @param clientToken of the call; empty where it had none
     */
    public record Order(
            LaunchTemplates.Template template,
            Network.Subnet subnet,
            String clientToken,
            SortedMap<String, String> tags) {}

    Machine(Instance instance, Order order, Instant launched) {
        this.instance = instance;
        this.order = order;
        this.launched = launched;
        this.tags = new TreeMap<>(order.tags());
    }

    /** Such as {@code i-0000000000000001}. */
    public String id() {
        return idOf(instance.providerId());
    }

    static String idOf(String providerId) {
        return providerId.substring(providerId.lastIndexOf('/') + 1);
    }

    public Instance instance() {
        return instance;
    }

    public Order order() {
        return order;
    }

    public Instant launched() {
        return launched;
    }

    /** Those that it has now; may be changed. */
    public SortedMap<String, String> tags() {
        return tags;
    }

    /** EC2's name for where it is in its life. */
    public String state() {
        return switch (instance.state()) {
            case PENDING -> "pending";
            case RUNNING -> "running";
            case SHUTTING_DOWN -> "shutting-down";
            case TERMINATED -> "terminated";
        };
    }

    /** EC2's number for that state. */
    public int stateCode() {
        return switch (instance.state()) {
            case PENDING -> 0;
            case RUNNING -> 16;
            case SHUTTING_DOWN -> 32;
            case TERMINATED -> 48;
        };
    }

    /** Whether it still has a bill or a network interface. */
    public boolean alive() {
        return instance.state().compareTo(Instance.State.SHUTTING_DOWN) < 0;
    }

    public String stateReason() {
        return stateReason;
    }

    void reason(String code) {
        stateReason = code;
    }

    /** An address that nobody else has. */
    public String privateIp() {
        long n = instance.ordinal() + 256;
        return "10." + (64 + (n >> 16 & 63)) + "." + (n >> 8 & 255) + "." + (n & 255);
    }

    public String privateDnsName(String region) {
        return "ip-" + privateIp().replace('.', '-') + "." + region + ".compute.internal";
    }
}
