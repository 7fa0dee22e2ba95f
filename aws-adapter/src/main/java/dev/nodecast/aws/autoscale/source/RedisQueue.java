package dev.nodecast.aws.autoscale.source;

import dev.nodecast.aws.autoscale.source.RedisConnection.RefusedException;
import dev.nodecast.aws.autoscale.source.RedisConnection.Server;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The length of a Redis list, or how many members a set, sorted set or hash has; none that is there has none. Settings and
 * meaning: KEDA 2.20, pkg/scalers/redis_scaler.go.
 *
 * <p>Of Nodecast's own is {@code celeryPrioritySteps}: Celery's Redis transport keeps each priority of a queue in a list of its own
 * (kombu/transport/redis.py: the queue's name, then {@code \x06\x16} and the step, the step 0 without them), and a queue's length is
 * that of all of them. Celery's default is {@code 0,3,6,9}.
 */
final class RedisQueue implements QueueSource {

    private static final String PRIORITY_SEPARATOR = "\u0006\u0016";
    private static final long MILLI = 1000;
    private static final int PORT_MAX = 65_535;
    private static final int DATABASE_MAX = 1 << 20;

    private final Server server;
    private final boolean tls;
    private final int database;
    private final List<String> keys;
    private final Credential credential;

    private RedisQueue(Server server, boolean tls, int database, List<String> keys, Credential credential) {
        this.server = server;
        this.tls = tls;
        this.database = database;
        this.keys = keys;
        this.credential = credential;
    }

    /** @throws IllegalArgumentException where the trigger's settings are not those of a Redis list */
    static RedisQueue of(ScaleTrigger trigger, Function<String, Credential> credentials) {
        Settings settings = new Settings(trigger);
        settings.refuse(
                "the controller does not read the environment of workloads; write the address, and bind secrets to it in"
                        + " the file of --metric-sources",
                "addressFromEnv",
                "hostFromEnv",
                "portFromEnv",
                "usernameFromEnv",
                "passwordFromEnv",
                "password");
        settings.refuse(
                "certificates are always checked; name the authority as caFile in the file of --metric-sources",
                "unsafeSsl");
        Server server = server(settings);
        String list = settings.required("listName", "the name of a list");
        return new RedisQueue(
                server,
                settings.flag("enableTLS", false),
                settings.whole("databaseIndex", 0, 0, DATABASE_MAX),
                keys(settings, list),
                credentials.apply(server.toString()));
    }

    private static Server server(Settings settings) {
        String address = settings.text("address", settings.text("host", "") + ":" + settings.text("port", ""));
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "" : address.substring(0, colon);
        String port = address.substring(colon + 1);
        boolean valid = !host.isEmpty()
                && port.matches("\\d{1,5}")
                && Integer.parseInt(port) >= 1
                && Integer.parseInt(port) <= PORT_MAX;
        if (!valid) {
            throw settings.wrong(
                    "address", address.equals(":") ? "nothing" : address, "host:port, such as redis.prod:6379");
        }
        return new Server(host.replaceAll("^\\[|]$", ""), Integer.parseInt(port));
    }

    private static List<String> keys(Settings settings, String list) {
        List<String> keys = new ArrayList<>();
        for (String step : settings.text("celeryPrioritySteps", "0").split(",", -1)) {
            if (!step.strip().matches("\\d{1,3}")) {
                throw settings.wrong("celeryPrioritySteps", step, "Celery's priority_steps, such as 0,3,6,9");
            }
            int number = Integer.parseInt(step.strip());
            keys.add(number == 0 ? list : list + PRIORITY_SEPARATOR + number);
        }
        return keys;
    }

    @Override
    public long readMilli() throws IOException {
        try (RedisConnection connection = connection()) {
            List<String> types = connection.send(opening());
            List<List<String>> lengths = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                lengths.add(List.of(lengthOf(types.get(types.size() - keys.size() + i), keys.get(i)), keys.get(i)));
            }
            long sum = 0;
            for (String length : connection.send(lengths)) {
                sum += Long.parseLong(length);
            }
            return sum * MILLI;
        } catch (RefusedException refused) {
            throw new IOException("redis " + server + ": " + refused.getMessage() + remedy(refused), refused);
        } catch (IOException unreachable) {
            throw new IOException(
                    "redis " + server + " cannot be read: " + TrustedServers.why(unreachable), unreachable);
        } catch (NumberFormatException otherwise) {
            throw new IOException("redis " + server + " gave a length that is no number", otherwise);
        }
    }

    private RedisConnection connection() throws IOException {
        return new RedisConnection(server, tls ? TrustedServers.of(credential.caFile()) : null);
    }

    private static String remedy(RefusedException refused) {
        String message = String.valueOf(refused.getMessage());
        return message.contains("NOAUTH") || message.contains("WRONGPASS")
                ? "; bind a secretFile to this address in the file of --metric-sources (a TriggerAuthentication is not"
                        + " followed)"
                : "";
    }

    private List<List<String>> opening() throws IOException {
        List<List<String>> commands = new ArrayList<>();
        String secret = credential.secret();
        if (!secret.isEmpty()) {
            commands.add(
                    credential.username().isEmpty()
                            ? List.of("AUTH", secret)
                            : List.of("AUTH", credential.username(), secret));
        }
        if (database != 0) {
            commands.add(List.of("SELECT", Integer.toString(database)));
        }
        keys.forEach(key -> commands.add(List.of("TYPE", key)));
        return commands;
    }

    private static String lengthOf(String type, String key) throws IOException {
        return switch (type) {
            case "list", "none" -> "LLEN";
            case "set" -> "SCARD";
            case "zset" -> "ZCARD";
            case "hash" -> "HLEN";
            default ->
                throw new RefusedException(
                        "key " + key + " is a " + type + ", expected a list, set, sorted set or hash");
        };
    }
}
