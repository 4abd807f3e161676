"""A libtorrent peer: libtorrent_peer.py TORRENT|MAGNET FOLDER PORT. It fetches what is missing in FOLDER
and seeds until it is killed, over plain TCP on loopback, found through the torrent's tracker."""

import sys
import time

import libtorrent

torrent, folder, port = sys.argv[1:]
session = libtorrent.session({
    "listen_interfaces": "127.0.0.1:" + port,
    "enable_dht": False,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
    "enable_incoming_utp": False,
    "enable_outgoing_utp": False,
    "allow_multiple_connections_per_ip": True,
})
if torrent.startswith("magnet:"):
    wanted = libtorrent.parse_magnet_uri(torrent)
else:
    wanted = libtorrent.add_torrent_params()
    wanted.ti = libtorrent.torrent_info(torrent)
wanted.save_path = folder
handle = session.add_torrent(wanted)
while True:
    status = handle.status()
    print(status.state, "%.3f" % status.progress, status.num_peers, status.errc.message(), flush=True)
    time.sleep(1)
