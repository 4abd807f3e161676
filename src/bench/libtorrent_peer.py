#!/usr/bin/python3
"""libtorrent as one end of a measured transfer, set up for a local network.

    libtorrent_peer.py seed|leech|stay TORRENT FOLDER ADDRESS:PORT [PEER ...]

`seed` runs until it is killed; `leech` ends when all is there; `stay` begins when it
is told a line, says `done` at the end and serves on.
"""
import sys, time
import libtorrent as lt

role, torrent, folder, address, *peers = sys.argv[1:]
session = lt.session({
    "listen_interfaces": address,
    "enable_dht": False, "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
    "enable_outgoing_utp": False, "enable_incoming_utp": False,
    "in_enc_policy": 2, "out_enc_policy": 2, "allow_multiple_connections_per_ip": True,
    "send_buffer_watermark": 16 << 20, "send_buffer_low_watermark": 1 << 20,
    "max_queued_disk_bytes": 64 << 20, "request_queue_time": 3, "max_out_request_queue": 2000,
    "max_allowed_in_request_queue": 4000, "unchoke_slots_limit": -1, "aio_threads": 4,
    "hashing_threads": 2, "mixed_mode_algorithm": 0, "rate_limit_ip_overhead": False,
})
params = lt.add_torrent_params()
params.ti = lt.torrent_info(torrent)
params.save_path = folder
if role == "seed":
    params.flags = lt.torrent_flags.seed_mode
else:  # the files are there already, full of zeros: nothing to check
    params.flags = lt.torrent_flags.no_verify_files
    params.have_pieces = [False] * params.ti.num_pieces()
handle = session.add_torrent(params)
while str(handle.status().state) in ("checking_files", "checking_resume_data"):
    time.sleep(0.01)
if role == "stay":
    print("ready", flush=True)
    sys.stdin.readline()
for peer in peers:
    host, port = peer.split(":")
    handle.connect_peer((host, int(port)))
if role != "seed":
    while not handle.status().is_seeding:
        time.sleep(0.02)
    print("done", flush=True)
if role == "leech":
    session.pause()
else:
    while True:
        time.sleep(1)
