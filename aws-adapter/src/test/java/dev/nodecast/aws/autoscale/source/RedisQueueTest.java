package dev.nodecast.aws.autoscale.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.aws.testbed.redis.SimulatedRedis;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths of queues in Redis, as KEDA's redis scaler reads them. */
class RedisQueueTest {

    private static ScaleTrigger trigger(String address, String... more) {
        Map<String, String> metadata = new LinkedHashMap<>(Map.of("address", address, "listName", "queue:pro"));
        for (int i = 0; i < more.length; i += 2) {
            metadata.put(more[i], more[i + 1]);
        }
        return ScaleTrigger.of("redis", metadata);
    }

    private static long read(ScaleTrigger trigger) throws IOException, InterruptedException {
        return read(trigger, Map.of());
    }

    private static long read(ScaleTrigger trigger, Map<String, Credential> credentials)
            throws IOException, InterruptedException {
        try (Sources sources = new Sources(credentials)) {
            return sources.of(trigger).readMilli();
        }
    }

    @Property(tries = 50)
    void theLengthIsThatOfTheListInItsDatabase(
            @ForAll @LongRange(min = 0, max = 1_000_000) long length, @ForAll @IntRange(min = 0, max = 15) int database)
            throws IOException, InterruptedException {
        try (SimulatedRedis redis = new SimulatedRedis(0, "")) {
            redis.list(database, "queue:pro", length);
            redis.list(database + 1, "queue:pro", 7);
            assertThat(read(trigger(redis.address(), "databaseIndex", Integer.toString(database))))
                    .isEqualTo(length * 1000);
        }
    }

    @ParameterizedTest
    @CsvSource({"list", "set", "zset", "hash"})
    void collectionsOfEveryKindAreCounted(String type) throws IOException, InterruptedException {
        try (SimulatedRedis redis = new SimulatedRedis(0, "")) {
            redis.collection(0, "queue:pro", type, 12);
            assertThat(read(trigger(redis.address()))).isEqualTo(12_000);
        }
    }

    @Test
    void aKeyThatIsNoCollectionIsAnError() throws IOException {
        try (SimulatedRedis redis = new SimulatedRedis(0, "")) {
            redis.collection(0, "queue:pro", "string", 1);
            assertThatThrownBy(() -> read(trigger(redis.address())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("key queue:pro is a string, expected a list, set, sorted set or hash");
        }
    }

    @Test
    void thePrioritiesOfACeleryQueueAreSummed() throws IOException, InterruptedException {
        try (SimulatedRedis redis = new SimulatedRedis(0, "")) {
            redis.list(0, "queue:pro", 1);
            redis.list(0, "queue:pro\u0006\u00163", 20);
            redis.list(0, "queue:pro\u0006\u00169", 300);
            assertThat(read(trigger(redis.address()))).isEqualTo(1_000);
            assertThat(read(trigger(redis.address(), "celeryPrioritySteps", "0,3,6,9")))
                    .isEqualTo(321_000);
        }
    }

    @Test
    void aPasswordIsThatOfTheFileBoundToTheAddress(@TempDir Path folder) throws IOException, InterruptedException {
        Path secret = Files.writeString(folder.resolve("password"), "sesame\n");
        try (SimulatedRedis redis = new SimulatedRedis(0, "sesame")) {
            redis.list(0, "queue:pro", 5);
            Map<String, Credential> bound = Map.of(redis.address(), new Credential(redis.address(), "", secret, null));
            assertThat(read(trigger(redis.address()), bound)).isEqualTo(5_000);
            assertThatThrownBy(() -> read(trigger(redis.address())))
                    .hasMessageContaining("NOAUTH")
                    .hasMessageContaining("bind a secretFile to this address");
            Files.writeString(secret, "another");
            assertThatThrownBy(() -> read(trigger(redis.address()), bound)).hasMessageContaining("WRONGPASS");
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        String nobody;
        try (SimulatedRedis redis = new SimulatedRedis(0, "")) {
            nobody = redis.address();
        }
        assertThatThrownBy(() -> read(trigger(nobody)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("redis " + nobody + " cannot be read");
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForForEver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();
            long begin = System.nanoTime();
            assertThatThrownBy(() -> read(trigger(address))).hasMessageContaining("cannot be read");
            assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
        }
    }

    @Test
    void aServerThatIsNoRedisIsAnError() throws IOException, InterruptedException {
        try (ServerSocket web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var client = web.accept()) {
                    client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException ended) {
                    throw new java.io.UncheckedIOException(ended);
                }
            });
            assertThatThrownBy(() -> read(trigger("127.0.0.1:" + web.getLocalPort())))
                    .hasMessageContaining("what is no answer of Redis: HTTP/1.1 400 Bad Request");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "address|redis|host:port, such as redis.prod:6379",
                "address|redis:0|host:port, such as redis.prod:6379",
                "databaseIndex|-1|a whole number from 0",
                "celeryPrioritySteps|high|Celery's priority_steps",
                "enableTLS|maybe|true or false",
                "passwordFromEnv|REDIS_PASSWORD|nothing: the controller does not read the environment of workloads",
                "unsafeSsl|true|nothing: certificates are always checked",
            })
    void aSettingThatIsWrongIsNamedWithItsRemedy(String key, String found, String remedy) {
        try (Sources sources = new Sources(Map.of())) {
            assertThatThrownBy(() -> sources.of(trigger("redis:6379", key, found)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("trigger redis, metadata." + key + ": found " + found + ", expected ")
                    .hasMessageContaining(remedy);
        }
    }

    @Test
    void aTypeThatIsNotReadLiveIsRefused() {
        try (Sources sources = new Sources(Map.of())) {
            assertThatThrownBy(() -> sources.of(ScaleTrigger.of("kafka", Map.of())))
                    .hasMessageContaining(
                            "found kafka, expected one that is read live: redis, aws-sqs-queue, prometheus");
        }
    }
}
