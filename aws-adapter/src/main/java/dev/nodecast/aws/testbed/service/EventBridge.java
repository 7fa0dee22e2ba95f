package dev.nodecast.aws.testbed.service;

import dev.nodecast.aws.testbed.world.AccountSpec;
import dev.nodecast.aws.testbed.world.Machine;
import dev.nodecast.aws.testbed.world.MachineEvents;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The rules that bring EC2's events into the queue, in the form that EventBridge gives them. */
public final class EventBridge implements MachineEvents {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String region;
    private final Queue queue;

    public EventBridge(String region, Queue queue) {
        this.region = region;
        this.queue = queue;
    }

    @Override
    public void stateChanged(Machine machine) {
        send("EC2 Instance State-change Notification", machine, detail(machine).put("state", machine.state()));
    }

    @Override
    public void rebalanceRecommended(Machine machine) {
        send("EC2 Instance Rebalance Recommendation", machine, detail(machine));
    }

    @Override
    public void interruptionNoticed(Machine machine) {
        send("EC2 Spot Instance Interruption Warning", machine, detail(machine).put("instance-action", "terminate"));
    }

    private static ObjectNode detail(Machine machine) {
        return MAPPER.createObjectNode().put("instance-id", machine.id());
    }

    private void send(String type, Machine machine, ObjectNode detail) {
        ObjectNode event = MAPPER.createObjectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", type)
                .put("source", "aws.ec2")
                .put("account", AccountSpec.ACCOUNT)
                .put("time", Instant.now().toString())
                .put("region", region);
        event.putArray("resources")
                .add("arn:aws:ec2:" + region + ":" + AccountSpec.ACCOUNT + ":instance/" + machine.id());
        event.set("detail", detail);
        queue.send(event.toString());
    }
}
