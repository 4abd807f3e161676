package sower.control;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import sower.deploy.Hello;
import sower.deploy.HelloAnswer;
import sower.deploy.MachineOrders;
import sower.deploy.MachineReport;
import sower.image.Manifest;
import sower.image.ManifestFile;
import sower.image.Signature;
import sower.metainfo.Metainfo;

/// The target's end of the control channel.
public final class ControlClient {
    static final int NOT_FOUND = 404;
    static final int NOT_RELEASED = 409;
    private static final int TIMEOUT_MILLIS = 5000;
    private static final int LONGEST_ANSWER = 1 << 30;

    private final String workstation;

    /// @param workstation its URL, `http://host:port`
    public ControlClient(String workstation) {
        this.workstation = workstation.replaceFirst("/+$", "");
    }

    /// What is to be restored.
    ///
    /// @throws IOException also when it was signed and its bytes are others
    public Manifest manifest() throws IOException {
        var where = workstation + "/" + ManifestFile.NAME;
        var bytes = exchange(where, new byte[0]);
        if (judge(bytes) instanceof Signature.Wrong wrong) {
            throw new IOException("Nothing is written: " + wrong.text() + ".");
        }
        return ManifestFile.parse(bytes, where);
    }

    /// Who vouches for what is to be restored.
    public Signature signature() throws IOException {
        return judge(exchange(workstation + "/" + ManifestFile.NAME, new byte[0]));
    }

    private Signature judge(byte[] manifest) throws IOException {
        byte[] signature;
        try {
            signature = exchange(workstation + "/" + Signature.NAME, new byte[0]);
        } catch (IOException failure) {
            if (failure.getCause() instanceof FileNotFoundException) {
                return new Signature.Missing();
            }
            throw failure;
        }
        return Signature.check(manifest, signature, new byte[0]);
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

    /// Tells what this machine is, and hears whether it may write.
    public HelloAnswer hello(Hello hello) throws IOException {
        var answer =
                Json.read(exchange(workstation + "/hello", Json.write(hello)), HelloAnswer.class);
        if (answer.step() == HelloAnswer.Step.WRITE && answer.disk() == null) {
            throw new IOException("The workstation's answer names no disk; nothing is written.");
        }
        return answer;
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
            if (connection.getResponseCode() == NOT_RELEASED) {
                throw new IOException(
                        "The run at %s has not been released; nothing is handed out before."
                                .formatted(url));
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
