package sower.control;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import sower.deploy.MachineOrders;
import sower.deploy.MachineReport;
import sower.image.Manifest;
import sower.image.ManifestFile;
import sower.metainfo.Metainfo;

/// The target's end of the control channel.
public final class ControlClient {
    private static final int TIMEOUT_MILLIS = 5000;
    private static final int LONGEST_ANSWER = 1 << 30;

    private final String workstation;

    /// @param workstation its URL, `http://host:port`
    public ControlClient(String workstation) {
        this.workstation = workstation.replaceFirst("/+$", "");
    }

    /// What is to be restored.
    public Manifest manifest() throws IOException {
        var where = workstation + "/" + ManifestFile.NAME;
        return ManifestFile.parse(exchange(where, new byte[0]), where);
    }

    /// The torrents of all volumes with data, by name.
    public Map<String, Metainfo> torrents(Manifest manifest) throws IOException {
        var torrents = new HashMap<String, Metainfo>();
        for (var volume : manifest.volumes()) {
            if (volume.contents() == Manifest.Contents.DATA) {
                var url = workstation + "/" + volume.name() + ".torrent";
                var metainfo = Metainfo.read(exchange(url, new byte[0]));
                if (!metainfo.infoHash().toString().equals(volume.infoHash())) {
                    throw new IOException(
                            "The workstation's torrent of %s is not the one its manifest names."
                                    .formatted(volume.name()));
                }
                torrents.put(volume.name(), metainfo);
            }
        }
        return torrents;
    }

    /// Tells how it goes, and hears what to do.
    public MachineOrders report(MachineReport report) throws IOException {
        return Json.read(
                exchange(workstation + "/report", Json.write(report)), MachineOrders.class);
    }

    private static byte[] exchange(String url, byte[] body) throws IOException {
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
                return in.readNBytes(LONGEST_ANSWER);
            }
        } catch (ConnectException | SocketTimeoutException e) {
            throw new IOException(
                    "The workstation does not answer at " + url + "; is it seeding there?", e);
        } catch (FileNotFoundException e) {
            throw new IOException("There is no image at " + url + ".", e);
        }
    }
}
