package dev.nodecast.aws.testbed.redis;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/**
 * A server on loopback that speaks Redis' protocol and knows collections only by how many members they have. It is no store: what
 * it is for is that autoscaling can be tried where no Redis is.
 */
public final class SimulatedRedis implements Closeable {

    private static final int BACKLOG = 64;

    private final ServerSocket server;
    private final String password;
    private final Map<Key, Collection> collections = new ConcurrentHashMap<>();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    private record Key(int database, String name) {}

    private record Collection(String type, long members) {}

    /**
     * Serves at once.
     *
     * @param port 0 for any free one
     * @param password empty for none
     */
    public SimulatedRedis(int port, String password) throws IOException {
        this(port, password, ServerSocketFactory.getDefault());
    }

    /** @param sockets on which it serves: those of an SSL context for TLS */
    public SimulatedRedis(int port, String password, ServerSocketFactory sockets) throws IOException {
        this.server = sockets.createServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        this.password = password;
        Thread.ofVirtual().name("simulated redis").start(this::accept);
    }

    /** Where it is, as triggers write it. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Makes a list of that many members; 0 takes it away, as Redis does. */
    public void list(int database, String name, long members) {
        collection(database, name, "list", members);
    }

    /**
     * Makes a collection of that many members; 0 takes it away.
     *
     * @param type as the command TYPE names it: list, set, zset, hash, string
     */
    public void collection(int database, String name, String type, long members) {
        Key key = new Key(database, name);
        if (members == 0) {
            collections.remove(key);
        } else {
            collections.put(key, new Collection(type, members));
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                clients.add(client);
                Thread.ofVirtual().name("redis client").start(() -> serve(client));
            }
        } catch (IOException closed) {
            close();
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            Session session = new Session();
            while (true) {
                byte[] reply = session.answer(command(in)).getBytes(StandardCharsets.UTF_8);
                OutputStream out = client.getOutputStream();
                out.write(reply);
                out.flush();
            }
        } catch (EOFException | SocketException ended) {
            clients.remove(client);
        } catch (IOException broken) {
            clients.remove(client);
        }
    }

    private static List<String> command(InputStream in) throws IOException {
        int words = Integer.parseInt(line(in).substring(1));
        List<String> command = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            int length = Integer.parseInt(line(in).substring(1));
            command.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            line(in);
        }
        return command;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** What a connection has said of itself. */
    private final class Session {
        private boolean known = password.isEmpty();
        private int database;

        String answer(List<String> command) {
            String verb = command.getFirst().toUpperCase(Locale.ROOT);
            if (verb.equals("AUTH")) {
                known = command.getLast().equals(password);
                return known ? "+OK\r\n" : "-WRONGPASS invalid username-password pair or user is disabled.\r\n";
            }
            if (!known) {
                return "-NOAUTH Authentication required.\r\n";
            }
            return switch (verb) {
                case "PING" -> "+PONG\r\n";
                case "SELECT" -> {
                    database = Integer.parseInt(command.get(1));
                    yield "+OK\r\n";
                }
                case "TYPE" -> "+" + of(command.get(1)).type + "\r\n";
                case "LLEN" -> members(command.get(1), "list");
                case "SCARD" -> members(command.get(1), "set");
                case "ZCARD" -> members(command.get(1), "zset");
                case "HLEN" -> members(command.get(1), "hash");
                default -> "-ERR unknown command '" + verb + "'\r\n";
            };
        }

        private Collection of(String name) {
            return collections.getOrDefault(new Key(database, name), new Collection("none", 0));
        }

        private String members(String name, String type) {
            Collection found = of(name);
            return found.type.equals("none") || found.type.equals(type)
                    ? ":" + found.members + "\r\n"
                    : "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n";
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException closedAlready) {
            // there is nothing left to be done with it
        }
    }
}
