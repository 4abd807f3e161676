#!/usr/bin/python3
"""M1: one seeder, one leecher, memory to memory, every piece hashed and written; whole processes.

    mvn -Pbench verify -DskipTests          or, when that has built it:  src/bench/m1.py [MIB] [RUNS]

Sower's ends run as the target agent does, from the run-time image that jlink/target makes. Sower,
libtorrent and aria2 take turns in one run, after a round that is not counted (it touches the memory). Wall time runs from the start of the leecher to its end; CPU seconds are each process's own.
"""
import glob, hashlib, http.server, os, shutil, socket, statistics, subprocess, sys, tempfile, threading, time

MIB = int(sys.argv[1]) if len(sys.argv) > 1 else 2048
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
PIECE, EXTENTS, PORT, TRACKER = 4 << 20, 200, 7801, 7899
HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(os.path.dirname(HERE))
AGENT = f"{HOME}/target/target-runtime"
JARS = [f"{AGENT}/sower/sower.jar"] + sorted(glob.glob(f"{AGENT}/sower/lib/*.jar"))


def bencode(x):
    if isinstance(x, int): return b"i%de" % x
    if isinstance(x, bytes): return b"%d:%s" % (len(x), x)
    if isinstance(x, list): return b"l" + b"".join(map(bencode, x)) + b"e"
    return b"d" + b"".join(bencode(k) + bencode(x[k]) for k in sorted(x)) + b"e"


class Tracker(http.server.BaseHTTPRequestHandler):
    """Answers everybody with the seeder's address; aria2 takes peers from nowhere else."""
    def do_GET(self):
        peer = socket.inet_aton("127.0.0.1") + PORT.to_bytes(2, "big")
        body = bencode({b"interval": 5, b"peers": peer})
        self.send_response(200); self.end_headers(); self.wfile.write(body)
    def log_message(self, *_): pass


def make(folder):
    """The same volume as a raw file with gaps and as slices, and its torrent."""
    length = (MIB << 20) // EXTENTS // 4096 * 4096
    os.makedirs(f"{folder}/slices/vol")
    pieces, buffer, files = [], b"", []
    with open(f"{folder}/vol.raw", "wb") as raw:
        for i in range(EXTENTS):
            offset, data = i * (length + 65536), os.urandom(length)
            name = "%032x" % offset
            raw.seek(offset); raw.write(data)
            with open(f"{folder}/slices/vol/{name}", "wb") as f: f.write(data)
            files.append({b"length": length, b"path": [name.encode()]})
            buffer += data
            while len(buffer) >= PIECE:
                pieces.append(hashlib.sha1(buffer[:PIECE]).digest()); buffer = buffer[PIECE:]
        raw.truncate(EXTENTS * (length + 65536))
    if buffer: pieces.append(hashlib.sha1(buffer).digest())
    info = {b"files": files, b"name": b"vol", b"piece length": PIECE, b"pieces": b"".join(pieces)}
    with open(f"{folder}/vol.torrent", "wb") as f:
        f.write(bencode({b"announce": b"http://127.0.0.1:%d/announce" % TRACKER, b"info": info}))
    return length * EXTENTS


def java(*args, memory):
    return [f"{AGENT}/bin/java", f"@{AGENT}/sower/target.options", f"-XX:AOTCache={AGENT}/sower/sower.aot",
            f"-XX:MaxDirectMemorySize={memory}m", "-cp", ":".join([*JARS, f"{HOME}/target/test-classes"]),
            "sower.bench.BenchPeer", *args]


def clients(folder):
    t, lt = f"{folder}/vol.torrent", ["/usr/bin/python3", f"{HERE}/libtorrent_peer.py"]
    aria = ["aria2c", "-q", "--enable-dht=false", "--bt-enable-lpd=false", "--enable-peer-exchange=false",
            "--file-allocation=none", "--disk-cache=64M", "--bt-max-peers=10", "--allow-overwrite=true"]
    return {
        "sower": (java("seed", t, f"{folder}/vol.raw", str(PORT), memory=700),
                  lambda out: java("leech", t, f"{out}/vol.raw", str(PORT), memory=128)),
        "sower, discarding": (java("seed", t, f"{folder}/vol.raw", str(PORT), memory=700),
                              lambda out: java("discard", t, "-", str(PORT), memory=128)),
        "libtorrent": (lt + ["seed", t, f"{folder}/slices", str(PORT)],
                       lambda out: lt + ["leech", t, out, str(PORT)]),
        "aria2": (aria + ["--seed-ratio=0", "--bt-seed-unverified=true", f"--listen-port={PORT}",
                          "-d", f"{folder}/slices", t],
                  lambda out: aria + ["--seed-time=0", f"--listen-port={PORT + 1}", "-d", out, t]),
    }


def port_open():
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", PORT)) == 0


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
        for _ in range(200):
            if port_open(): break
            time.sleep(0.05)
        time.sleep(1)
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
        total = make(folder)
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
    finally:
        shutil.rmtree(folder)


main()
