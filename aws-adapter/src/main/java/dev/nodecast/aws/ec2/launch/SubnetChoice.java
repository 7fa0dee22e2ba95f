package dev.nodecast.aws.ec2.launch;

import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Subnet;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes in each zone the subnet with the most free addresses, where addresses that launches on their way will take count
 * as taken ({@code pkg/providers/subnet} of karpenter-provider-aws).
 */
public final class SubnetChoice {

    private final Map<String, Count> bySubnet = new HashMap<>();

    /** How many addresses a subnet had when EC2 was asked, and how many are left by our own account. */
    private record Count(int described, long left) {}

    /**
     * The subnets for one launch, by zone, of which the addresses are taken.
     *
     * @param addresses that a node will take at least
     */
    synchronized SortedMap<String, Subnet> take(ResolvedNodeClass nodeClass, long addresses) {
        SortedMap<String, Subnet> byZone = new TreeMap<>();
        for (Subnet subnet : nodeClass.subnets()) {
            byZone.merge(subnet.zone(), subnet, (one, other) -> left(other) > left(one) ? other : one);
        }
        byZone.values().forEach(subnet -> count(subnet, left(subnet) - addresses));
        return byZone;
    }

    /** Gives back the addresses of the zones that the launch did not go to. */
    synchronized void settle(SortedMap<String, Subnet> taken, String launchedZone, long addresses) {
        taken.forEach((zone, subnet) -> {
            if (!zone.equals(launchedZone)) {
                count(subnet, left(subnet) + addresses);
            }
        });
    }

    /** EC2 says that a subnet has no address left. */
    synchronized void exhausted(Subnet subnet) {
        count(subnet, 0);
    }

    private long left(Subnet subnet) {
        Count count = bySubnet.get(subnet.id());
        // a number that has changed is newer than our own account
        return count == null || count.described != subnet.freeAddresses() ? subnet.freeAddresses() : count.left;
    }

    private void count(Subnet subnet, long left) {
        bySubnet.put(subnet.id(), new Count(subnet.freeAddresses(), left));
    }
}
