package sower.control;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import sower.deploy.Json;
import sower.deploy.MachineOrders;
import sower.deploy.MachineReport;

/// A target's end of an open run: HTTP, no keys, no rehearsal.
public final class ControlClient implements Workstation {
    static final int NOT_FOUND = 404;
    private static final int TIMEOUT_MILLIS = 5000;
    private static final int LONGEST_ANSWER = 1 << 30;

    private final String workstation;

    /// @param workstation its URL, `http://host:port`
    public ControlClient(String workstation) {
        this.workstation = workstation.replaceFirst("/+$", "");
    }

    @Override
    public InetAddress address() throws IOException {
        return InetAddress.getByName(URI.create(workstation).getHost());
    }

    @Override
    public Optional<byte[]> file(String name) throws IOException {
        return exchange(workstation + "/" + name, new byte[0]);
    }

    @Override
    public void report(MachineReport report, Consumer<MachineOrders> orders) throws IOException {
        var url = workstation + "/report";
        var answer =
                exchange(url, Json.write(report))
                        .orElseThrow(() -> new IOException("There is no run at " + url + "."));
        orders.accept(Json.read(answer, MachineOrders.class));
    }

    /// @return empty where there is nothing
    private static Optional<byte[]> exchange(String url, byte[] body) throws IOException {
        HttpURLConnection connection;
        try {
            connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new IOException(url + " is not an address such as http://192.168.0.10:6969.", e);
        }
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try {
            if (body.length > 0) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body);
            }
            try (var in = connection.getInputStream()) {
                return Optional.of(in.readNBytes(LONGEST_ANSWER));
            }
        } catch (FileNotFoundException nothing) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IOException(
                    "The workstation does not answer at %s; is it seeding there ('sower seed')?"
                            .formatted(url),
                    e);
        }
    }
}
