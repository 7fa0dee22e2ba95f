package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.testbed.http.Faults;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A controller that is killed without a goodbye leaves nothing behind that the next one does not take up, and buys nothing twice. */
@OnTheBed
class KilledControllerIT {

    private static final long SEED = 20_260_724;

    static List<Situation> situations() {
        return Situation.all();
    }

    /** As a Deployment does it: another process, which waits until the lease of the dead one has run out. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void isFollowedByOneThatIsStartedAfterwards(Situation situation, Cluster cluster) throws Exception {
        CloudWorld world = CloudWorld.begin(cluster, Faults.Rates.NONE);
        world.patchPool(situation.pool());
        LiveController first = world.controller();
        world.scaleAndRun(situation.workers());

        cluster.eventually(
                "it has begun", CloudWorld.PATIENCE, situation.begin().in(world));
        first.kill();
        world.controller();

        situation.comesToRest(world);
    }

    /** Wherever it is: before it has seen anything, between two calls, while EC2 fails every tenth of them. */
    @Test
    void mayBeKilledAtAnyMomentAgainAndAgain(Cluster cluster) throws Exception {
        CloudWorld world = CloudWorld.begin(cluster, Faults.Rates.some());
        Random moments = new Random(SEED);
        world.scale(12);
        for (int i = 0; i < 6; i++) {
            // Nobody else acts, so no lease has to be waited for.
            LiveController controller = world.controller("--no-leader-elect");
            cluster.eventually("it acts", CloudWorld.PATIENCE, controller::acts);
            Thread.sleep(moments.nextLong(2_500));
            controller.kill();
        }
        world.controller("--no-leader-elect");

        world.runs(12);
        cluster.isConsistent();
        assertThat(world.account().launched())
                .as("one instance for each worker")
                .isEqualTo(12);
    }
}
