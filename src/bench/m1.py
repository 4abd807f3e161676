#!/usr/bin/python3
"""M1: one seeder, one leecher, memory to memory, every piece hashed and written; whole processes.

    mvn -Pbench verify -DskipTests          or, when that has built it:  src/bench/m1.py [MIB] [RUNS]

Sower's ends run as the target agent does, from the run-time image that jlink/target makes. Sower,
libtorrent and aria2 take turns in one run, after a round that is not counted (it touches the
memory). Wall time runs from the start of the leecher to its end; CPU seconds are each process's own,
its start among them: the JVM's is 0.4 seconds, which 2 GiB feel and 5 GiB, nearer to a real image,
much less. Three times as much memory as MIB is needed.
"""
import http.server, os, shutil, socket, statistics, subprocess, sys, tempfile, threading, time
from swarms import EXTENTS, HOME, await_seeder, bencode, libtorrent, make, sower

MIB = int(sys.argv[1]) if len(sys.argv) > 1 else 2048
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
PORT, TRACKER = 7801, 7899


class Tracker(http.server.BaseHTTPRequestHandler):
    """Answers everybody with the seeder's address; aria2 takes peers from nowhere else."""
    def do_GET(self):
        peer = socket.inet_aton("127.0.0.1") + PORT.to_bytes(2, "big")
        body = bencode({b"interval": 5, b"peers": peer})
        self.send_response(200); self.end_headers(); self.wfile.write(body)
    def log_message(self, *_): pass


def clients(folder):
    t, here = f"{folder}/vol.torrent", f"127.0.0.1:{PORT}"
    raw, other = f"{folder}/vol.raw", "127.0.0.1:0"
    aria = ["aria2c", "-q", "--enable-dht=false", "--bt-enable-lpd=false", "--enable-peer-exchange=false",
            "--file-allocation=none", "--disk-cache=64M", "--bt-max-peers=10", "--allow-overwrite=true"]
    return {
        "sower": (sower("seed", t, raw, here, memory=700),
                  lambda out: sower("leech", t, f"{out}/vol.raw", other, here, memory=128)),
        "sower, discarding": (sower("seed", t, raw, here, memory=700),
                              lambda out: sower("discard", t, "-", other, here, memory=128)),
        "libtorrent": (libtorrent("seed", t, f"{folder}/slices", here),
                       lambda out: libtorrent("leech", t, out, f"127.0.0.1:{PORT + 1}", here)),
        "aria2": (aria + ["--seed-ratio=0", "--bt-seed-unverified=true", f"--listen-port={PORT}",
                          "-d", f"{folder}/slices", t],
                  lambda out: aria + ["--seed-time=0", f"--listen-port={PORT + 1}", "-d", out, t]),
    }


def touch(folder, name, out):
    """Makes the target as long as it will be, full of zeros: fetching memory for it would cost a
    virtual machine more than writing it, and a disk is there before it is written as well."""
    files = {"sower": ["vol.raw"], "libtorrent": [f"vol/{f}" for f in os.listdir(f"{folder}/slices/vol")]}
    source = {"sower": folder, "libtorrent": f"{folder}/slices"}
    for file in files.get(name, []):
        os.makedirs(os.path.dirname(f"{out}/{file}"), exist_ok=True)
        left = os.path.getsize(f"{source[name]}/{file}")
        with open(f"{out}/{file}", "wb") as f:
            while left: left -= f.write(bytes(min(left, 1 << 20)))


def measure(folder, name, seed, leech, total):
    out = tempfile.mkdtemp(dir=folder)
    touch(folder, name, out)
    seeder = subprocess.Popen(seed, stdout=subprocess.DEVNULL)
    try:
        await_seeder(PORT)
        start = time.time()
        leecher = subprocess.Popen(leech(out), stdout=subprocess.DEVNULL)
        _, status, l = os.wait4(leecher.pid, 0)
        wall = time.time() - start
        if status: raise SystemExit(f"{name}: the leecher failed")
    finally:
        seeder.kill()
        _, _, s = os.wait4(seeder.pid, 0)
    check(folder, name, out)
    shutil.rmtree(out)
    gib = total / (1 << 30)
    return (total / (1 << 20) / wall, (s.ru_utime + s.ru_stime) / gib,
            (l.ru_utime + l.ru_stime) / gib, s.ru_maxrss / 1024, l.ru_maxrss / 1024)


def check(folder, name, out):
    pair = {"sower": ("cmp", f"{folder}/vol.raw", f"{out}/vol.raw"), "sower, discarding": ("true",)}
    subprocess.run(pair.get(name, ("diff", "-r", f"{folder}/slices/vol", f"{out}/vol")), check=True)


def main():
    subprocess.run([f"{HOME}/jlink/target"], check=True, stdout=sys.stderr)
    folder = tempfile.mkdtemp(prefix="sower-m1-", dir="/dev/shm")
    try:
        total = make(folder, MIB, announce=f"http://127.0.0.1:{TRACKER}/announce")
        threading.Thread(target=http.server.ThreadingHTTPServer(("127.0.0.1", TRACKER), Tracker)
                         .serve_forever, daemon=True).start()
        rows = {name: [] for name in clients(folder)}
        for run in range(RUNS + 1):
            for name, (seed, leech) in clients(folder).items():
                row = measure(folder, name, seed, leech, total)
                print(f"{name}: {row[0]:.0f} MiB/s", file=sys.stderr)
                if run: rows[name].append(row)
        print(f"{MIB} MiB, {EXTENTS} extents, 4 MiB pieces, {os.cpu_count()} cores, median of {RUNS}")
        print("client             |  MiB/s | seeder CPU-s/GiB | leecher CPU-s/GiB | RSS MiB seeder / leecher")
        for name, row in rows.items():
            m = [statistics.median(x) for x in zip(*row)]
            print(f"{name:18} | {m[0]:6.0f} | {m[1]:16.2f} | {m[2]:17.2f} | {m[3]:.0f} / {m[4]:.0f}")
        ratios(rows)
    finally:
        shutil.rmtree(folder)


def ratios(rows):
    """Round by round: what is slow for a while is so for all in it."""
    for other in ("libtorrent", "aria2"):
        pairs = [[a / b for a, b in zip(ours, theirs)] for ours, theirs in zip(rows["sower"], rows[other])]
        m = [statistics.median(x) for x in zip(*pairs)]
        print(f"sower : {other}, median of the rounds' ratios: rate {m[0]:.2f}, "
              f"seeder {m[1]:.2f}, leecher {m[2]:.2f} CPU")


main()
