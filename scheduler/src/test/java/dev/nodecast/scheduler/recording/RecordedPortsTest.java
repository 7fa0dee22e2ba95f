package dev.nodecast.scheduler.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.MetricSource;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing passes a recorded port unseen, also not what a port may learn to do later. */
class RecordedPortsTest {

    static Stream<Arguments> ports() throws ClassNotFoundException {
        String here = RecordedPortsTest.class.getPackageName() + ".";
        return Stream.of(
                Arguments.of(ClusterPort.class, RecordedCluster.class),
                Arguments.of(ClusterPort.class, RepeatedOrders.OfCluster.class),
                Arguments.of(CloudProvider.class, RecordedCloud.class),
                Arguments.of(CloudProvider.class, RepeatedOrders.OfCloud.class),
                Arguments.of(MetricSource.class, RecordedMetrics.class),
                Arguments.of(MetricSource.class, RepeatedMetrics.class),
                Arguments.of(HpaMetrics.class, Class.forName(here + "RecordedMetrics$RecordedHpaMetrics")),
                Arguments.of(HpaMetrics.class, Class.forName(here + "RepeatedMetrics$RepeatedHpaMetrics")));
    }

    @ParameterizedTest
    @MethodSource("ports")
    void everyMethodOfThePortIsItsOwn(Class<?> port, Class<?> recorded) {
        List<String> own = Arrays.stream(recorded.getDeclaredMethods())
                .map(RecordedPortsTest::signature)
                .toList();
        assertThat(own)
                .containsAll(Arrays.stream(port.getDeclaredMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                        .map(RecordedPortsTest::signature)
                        .toList());
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
