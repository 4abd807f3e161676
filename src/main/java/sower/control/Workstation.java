package sower.control;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import sower.deploy.MachineOrders;
import sower.deploy.MachineReport;
import sower.image.Manifest;
import sower.image.ManifestFile;
import sower.image.Signature;
import sower.metainfo.Metainfo;

/// The workstation as a machine that is written sees it, whatever carries the words.
public interface Workstation {

    /// Where its BitTorrent end is found, too.
    InetAddress address() throws IOException;

    /// A file of the image: its manifest, the manifest's signature, or a torrent.
    ///
    /// @return empty when the image has no such file
    /// @throws IOException in one sentence, when nothing is handed out (yet), or nobody answers
    Optional<byte[]> file(String name) throws IOException;

    /// Tells how it goes.
    ///
    /// @param orders told what to do, now and whenever there is something new; the same every time
    void report(MachineReport report, Consumer<MachineOrders> orders) throws IOException;

    /// What is to be restored.
    ///
    /// @param fingerprint of what was released; empty where nothing was
    /// @throws IOException also when it was signed and its bytes are others, or when it is another,
    ///   however well signed
    default Manifest manifest(String fingerprint) throws IOException {
        byte[] manifest = needed(ManifestFile.NAME);
        if (!fingerprint.isEmpty() && !ManifestFile.fingerprint(manifest).equals(fingerprint)) {
            throw new IOException(
                    "Nothing is written: the workstation hands out another manifest than the one that was released; begin a new run.");
        }
        if (judge(manifest) instanceof Signature.Wrong wrong) {
            throw new IOException("Nothing is written: " + wrong.text() + ".");
        }
        return ManifestFile.parse(manifest, "the workstation's " + ManifestFile.NAME);
    }

    /// Who vouches for what is to be restored.
    default Signature signature() throws IOException {
        return judge(needed(ManifestFile.NAME));
    }

    /// The torrents of all volumes with data, by name.
    default Map<String, Metainfo> torrents(Manifest manifest) throws IOException {
        var torrents = new HashMap<String, Metainfo>();
        for (var volume : manifest.volumes()) {
            if (volume.contents() == Manifest.Contents.DATA) {
                var metainfo = Metainfo.read(needed(volume.name() + ".torrent"));
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

    private Signature judge(byte[] manifest) throws IOException {
        var signature = file(Signature.NAME);
        return signature.isEmpty()
                ? new Signature.Missing()
                : Signature.check(manifest, signature.get(), new byte[0]);
    }

    private byte[] needed(String name) throws IOException {
        return file(name)
                .orElseThrow(() -> new IOException("The workstation has no " + name + "."));
    }
}
