package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.testbed.http.Faults;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A leader that is killed without a goodbye is followed by the controller that stood by. */
@OnTheBed
class StandbyControllerIT {

    static Stream<Situation> situationsOfLeaders() {
        return Situation.all().stream()
                .filter(situation ->
                        List.of("scale-up", "interruption", "drift").contains(situation.name()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situationsOfLeaders")
    void takesUpWhatTheLeaderWasInTheMiddleOf(Situation situation, Cluster cluster) throws Exception {
        CloudWorld world = CloudWorld.begin(cluster, Faults.Rates.NONE);
        world.patchPool(situation.pool());
        LiveController leader = world.controller();
        cluster.eventually("one leads", CloudWorld.PATIENCE, () -> leader.log().contains("holding the lease"));
        LiveController standby = world.controller();
        cluster.eventually(
                "one stands by", CloudWorld.PATIENCE, () -> standby.log().contains("standing by"));
        world.scaleAndRun(situation.workers());

        cluster.eventually(
                "it has begun", CloudWorld.PATIENCE, situation.begin().in(world));
        leader.kill();

        situation.comesToRest(world);
        assertThat(standby.alive()).isTrue();
    }
}
