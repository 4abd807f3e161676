package sower.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import sower.deploy.Hello;
import sower.deploy.HelloAnswer;

/// The workstation's port while there is no image yet: machines that say hello are known by name
/// and told to wait. Nothing is handed out, because there is nothing. When the image is there, this
/// is closed and [ControlServer] opens the same port; a machine that says hello once a second
/// notices nothing of it.
public final class WaitingRoom implements AutoCloseable {
    private static final int LONGEST_HELLO = 1 << 20;
    private static final int MOST_MACHINES = 1000;

    private final HttpServer server;
    private final HelloAnswer answer;
    private final Map<String, String> machines = new ConcurrentSkipListMap<>(); // id to name

    private WaitingRoom(HttpServer server, HelloAnswer answer) {
        this.server = server;
        this.answer = answer;
    }

    /// Opens it.
    ///
    /// @param sentence for the person in front of a machine
    /// @throws IOException in one sentence, when the port is taken
    public static WaitingRoom open(InetSocketAddress listen, String sentence) throws IOException {
        var server = ControlServer.bind(listen);
        var room = new WaitingRoom(server, HelloAnswer.await(sentence));
        server.createContext("/hello", room::hello);
        server.start();
        return room;
    }

    /// Names of the machines that were here.
    public List<String> machines() {
        return List.copyOf(machines.values());
    }

    /// Where it listens.
    public int port() {
        return server.getAddress().getPort();
    }

    private void hello(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST_HELLO);
            var hello = Json.read(body, Hello.class);
            if (machines.size() < MOST_MACHINES) {
                machines.put(hello.id(), hello.name());
            }
            byte[] bytes = Json.write(answer);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
