package sower.control;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import sower.deploy.Deployment;
import sower.image.ManifestFile;
import sower.image.Signature;
import sower.metainfo.Metainfo;
import sower.swarm.Torrent;

/// What a machine needs to know of an image before it can join the swarm.
///
/// @param announce where ordinary clients find each other; empty where they have no part in it
/// @param webSeed where the volumes' files are given over HTTP, if they are
record ImageFiles(Deployment deployment, Optional<String> announce, Optional<String> webSeed) {

    /// @return empty when there is no such file
    Optional<byte[]> file(String name) throws IOException {
        var folder = deployment.image().directory();
        if (name.equals(ManifestFile.NAME) || name.equals(Signature.NAME)) {
            var file = folder.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        }
        for (var torrent : deployment.torrents()) {
            if (name.equals(torrent.metainfo().name() + ".torrent")) {
                return Optional.of(metainfo(torrent).bytes());
            }
        }
        return Optional.empty();
    }

    private Metainfo metainfo(Torrent torrent) throws IOException {
        var metainfo = torrent.metainfo();
        if (announce.isPresent()) {
            metainfo = metainfo.withAnnounce(announce.get());
        }
        return webSeed.isPresent() ? metainfo.withWebSeed(webSeed.get()) : metainfo;
    }
}
