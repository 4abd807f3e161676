#!/usr/bin/python3
"""M1: one seeder, one leecher, memory to memory, every piece hashed and written; whole processes.

    src/bench/m1.py [MIB] [RUNS]        after packaging/verify or mvn verify -DskipTests

Sower's ends run as the target agent does, from the run-time image that jlink/target makes. Sower,
libtorrent, aria2 and transmission take turns in one run, after a round that is not counted (it touches
the memory). Wall time runs from the start of the leecher to its end; CPU seconds are each process's
own, its start among them (transmission cannot seed without hashing first, which is not counted): the
JVM's is 0.4 seconds, which 2 GiB feel and 5 GiB, nearer to a real image, much less. Three times as
much memory as MIB is needed. Transmission runs once, since it asks for 512 blocks a second at most, which
takes minutes; it calls nobody on loopback, and is left out where there is no other address.
"""
import http.server, json, os, shutil, signal, socket, statistics, subprocess, sys, tempfile, threading, time
from swarms import EXTENTS, HOME, await_seeder, bencode, cpu, keep, libtorrent, make, sower

MIB = int(sys.argv[1]) if len(sys.argv) > 1 else 2048
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
PORT, TRACKER = 7801, 7899
TRANSMISSION = "transmission"
GOALS = {"libtorrent": [">= 2", "<= 0.4", "<= 0.7"], "aria2": [None, "<= 1", "<= 1"]}


def own_address():
    """This machine's, as others see it; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        try: s.connect(("192.0.2.1", 9))
        except OSError: return "127.0.0.1"
        return s.getsockname()[0]


ADDRESS = own_address()


class Tracker(http.server.BaseHTTPRequestHandler):
    """Answers everybody with the seeder's address; aria2 and transmission take peers from nowhere else."""
    def do_GET(self):
        peer = socket.inet_aton(ADDRESS) + PORT.to_bytes(2, "big")
        body = bencode({b"interval": 5, b"peers": peer})
        self.send_response(200); self.end_headers(); self.wfile.write(body)
    def log_message(self, *_): pass


def transmission(folder, role, data, port):
    """By itself it seeds for ever: a program that it calls when all is there ends it."""
    home = f"{folder}/transmission-{role}"
    os.makedirs(home, exist_ok=True)
    with open(f"{home}/settings.json", "w") as f:
        json.dump({"dht-enabled": False, "lpd-enabled": False, "pex-enabled": False, "utp-enabled": False,
                   "port-forwarding-enabled": False, "encryption": 0, "ratio-limit-enabled": False,
                   "preallocation": 0, "rename-partial-files": False, "cache-size-mb": 64}, f)
    with open(f"{home}/ended", "w") as f: f.write("#!/bin/sh\nkill $PPID\n")
    os.chmod(f"{home}/ended", 0o700)
    finish = ["-f", f"{home}/ended"] if role == "leech" else []
    return ["transmission-cli", "-g", home, "-w", data, "-p", str(port), "-M", *finish, f"{folder}/vol.torrent"]


def await_hashed(seeder, log):
    """Until transmission has hashed what it has; the CPU seconds that it took."""
    while "eeding" not in open(log).read():
        if seeder.poll() is not None: raise SystemExit("transmission: the seeder failed")
        time.sleep(0.1)
    return cpu(seeder.pid)


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
    } | ({} if ADDRESS == "127.0.0.1" else {
        TRANSMISSION: (transmission(folder, "seed", f"{folder}/slices", PORT),
                       lambda out: transmission(folder, "leech", out, PORT + 1)),
    })


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
    log = f"{folder}/seeder.log"
    with open(log, "w") as f: seeder = subprocess.Popen(seed, stdout=f, stderr=f)
    try:
        await_seeder(PORT)
        before = await_hashed(seeder, log) if name == TRANSMISSION else 0
        start = time.time()
        leecher = subprocess.Popen(leech(out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, l = os.wait4(leecher.pid, 0)
        wall = time.time() - start
        if status != (signal.SIGTERM if name == TRANSMISSION else 0): raise SystemExit(f"{name}: the leecher failed")
    finally:
        seeder.kill()
        _, _, s = os.wait4(seeder.pid, 0)
    check(folder, name, out)
    shutil.rmtree(out)
    gib = total / (1 << 30)
    return (total / (1 << 20) / wall, (s.ru_utime + s.ru_stime - before) / gib,
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
                if name == TRANSMISSION and run != 1: continue
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
    kept = []
    for other in [name for name in rows if not name.startswith("sower")]:
        pairs = [[a / b for a, b in zip(ours, theirs)] for ours, theirs in zip(rows["sower"], rows[other])]
        m = [statistics.median(x) for x in zip(*pairs)]
        print(f"sower : {other}, median of the rounds' ratios: rate {m[0]:.2f}, "
              f"seeder {m[1]:.2f}, leecher {m[2]:.2f} CPU")
        goals = GOALS.get(other, [None] * 3)
        kept += [["M1", f"{what} : {other}'s", figure, goal]
                 for what, figure, goal in zip(("rate", "seeder's CPU", "leecher's CPU"), m, goals)]
    discarding = statistics.median(row[2] for row in rows["sower, discarding"])
    keep("m1", *kept, ["M1", "CPU-s/GiB of a leecher that discards", discarding, "<= 0.7"])


main()
