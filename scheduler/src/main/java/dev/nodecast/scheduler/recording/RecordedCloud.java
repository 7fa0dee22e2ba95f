package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.RepairPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cloud of which everything that is asked and ordered is written down. */
record RecordedCloud(CloudProvider world, Turns turns) implements CloudProvider {

    @java.lang.Override
    public List<InstanceType> instanceTypes(NodePool pool) {
        List<InstanceType> types = world.instanceTypes(pool);
        turns.answered(new Question.InstanceTypes(pool.name()), new Answer.Types(types), null);
        return types;
    }

    @java.lang.Override
    public void launch(LaunchRequest request) {
        turns.write(new Entry.Ordered(new Order.Launch(request)));
        world.launch(request);
    }

    @java.lang.Override
    public void terminate(String providerId) {
        turns.write(new Entry.Ordered(new Order.Terminate(providerId)));
        world.terminate(providerId);
    }

    @java.lang.Override
    public @Nullable String drifted(NodeClaim claim) {
        @Nullable String reason = world.drifted(claim);
        turns.answered(new Question.Drifted(claim.name()), new Answer.Drift(reason), Answer.Drift.NONE);
        return reason;
    }

    @java.lang.Override
    public List<RepairPolicy> repairPolicies() {
        List<RepairPolicy> policies = world.repairPolicies();
        turns.answered(new Question.RepairPolicies(), new Answer.Policies(policies), null);
        return policies;
    }

    @java.lang.Override
    public void listInstances() {
        turns.write(new Entry.Ordered(new Order.ListInstances()));
        world.listInstances();
    }
}
