"""A libtorrent peer: libtorrent_peer.py TORRENT|MAGNET FOLDER PORT plain|encrypted. It fetches what is missing in FOLDER
and seeds until it is killed, over plain TCP on loopback, found through the torrent's tracker."""

import sys
import time

import libtorrent

torrent, folder, port, wire = sys.argv[1:]
encrypted = wire == "encrypted"
session = libtorrent.session({
    "listen_interfaces": "127.0.0.1:" + port,
    "enable_dht": False,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
    "enable_incoming_utp": False,
    "enable_outgoing_utp": False,
    "allow_multiple_connections_per_ip": True,
    "in_enc_policy": 0 if encrypted else 2,  # forced, disabled
    "out_enc_policy": 0 if encrypted else 2,
    "allowed_enc_level": 2,  # RC4
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
