#!/usr/bin/python3
"""M2, the room curve: one seeder, N leechers, each in a network namespace of its own on one bridge.

    as root, when mvn -Pbench verify -DskipTests has built it:
    src/bench/m2.py [--mib 512] [--pieces 1024] [--rates 1:100,2:100,4:100,8:100,16:40,32:20] [--clients sower,libtorrent]
                    [--memory 64] [--slow] [--killed] [--late] [--trace NAME]

Every node's port is shaped both ways by token buckets (Mbit/s in --rates) with 512 KiB of buffer, as a
port of a switch has, so that two cores are not the limit. Wall time runs from the moment when all
leechers, ready before, are told to begin (their start would share two cores, which those of a room do
not) to the last byte written by the last of them; the bound is the volume over the rate of one port,
headers not counted. The pieces are 1/1024 of the volume, the fewest that a volume of more than 4 GiB has
(--pieces; 50 GB have 3,000); a leecher has the memory for blocks that a machine of 1 GiB gives (--memory,
MiB). TCP is cubic, Linux's own default, whatever this host has: namespaces take the host's when they are
made, and it gets its own back at the end. M3: the first leecher at a twentieth of the rate (--slow), the
second killed half way (--killed), the last one started half way (--late); the figures are those of the
others then. Namespaces and processes are removed at the end, whatever happens.
"""
import argparse, json, os, selectors, shutil, signal, statistics, subprocess, sys, tempfile, threading, time
from swarms import HOME, cpu, libtorrent, make, sower

PREFIX = "sower-m2-"
PORT = 7801
PATIENCE = 4  # times the bound
CONGESTION = "/proc/sys/net/ipv4/tcp_congestion_control"


def congestion(name):
    """Sets the host's, and gives back what it was."""
    with open(CONGESTION) as f: before = f.read().strip()
    with open(CONGESTION, "w") as f: f.write(name)
    return before


def ip(*args): subprocess.run(["ip", *args], check=True)


def namespaces():
    listed = subprocess.run(["ip", "netns"], capture_output=True, text=True).stdout.split()
    return [name for name in listed if name.startswith(PREFIX)]


def shape(namespace, device, mbit):
    subprocess.run(["tc", "-n", namespace, "qdisc", "replace", "dev", device, "root", "tbf",
                    "rate", f"{mbit:.3f}mbit", "burst", "64kb", "limit", "512kb"], check=True)


def watch(room, mbit, ended, path):
    """Writes how full the leechers' ports are: seconds, how busy this host is, the mean of all, and each."""
    with open(path, "w") as f:
        before, busy, start = room.received(), busy_seconds(), time.time()
        at = start
        while not ended.wait(0.5):
            now, bytes_now, busy_now = time.time(), room.received(), busy_seconds()
            shares = [(b - a) * 8 / (now - at) / (mbit * 1e6) for a, b in zip(before, bytes_now)]
            cores = (busy_now - busy) / (now - at) / os.cpu_count()
            print(f"{now - start:.1f},{cores:.2f},{statistics.mean(shares):.3f}", *(f"{share:.2f}" for share in shares),
                  sep=",", file=f, flush=True)
            before, busy, at = bytes_now, busy_now, now


def busy_seconds():
    """CPU seconds that all of this host has spent."""
    with open("/proc/stat") as f: fields = [int(n) for n in f.readline().split()[1:]]
    return (sum(fields[:8]) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")


class Room:
    """A bridge in a namespace of its own, and nodes 0 (the seeder) to n."""

    def __init__(self, rates):
        self.bridge = PREFIX + "bridge"
        ip("netns", "add", self.bridge)
        ip("-n", self.bridge, "link", "add", "br0", "type", "bridge")
        ip("-n", self.bridge, "link", "set", "br0", "up")
        # a switch filters nothing, and what a bridge filters two cores feel
        off = "for f in /proc/sys/net/bridge/bridge-nf-call-*; do if [ -e $f ]; then echo 0 > $f; fi; done"
        ip("netns", "exec", self.bridge, "sh", "-c", off)
        for node, mbit in enumerate(rates):
            name = self.node(node)
            ip("netns", "add", name)
            ip("link", "add", "eth0", "netns", name, "type", "veth", "peer", f"p{node}", "netns", self.bridge)
            ip("-n", self.bridge, "link", "set", f"p{node}", "master", "br0", "up")
            ip("-n", name, "addr", "add", f"10.77.0.{node + 1}/24", "dev", "eth0")
            ip("-n", name, "link", "set", "eth0", "up")
            ip("-n", name, "link", "set", "lo", "up")
            shape(name, "eth0", mbit)
            shape(self.bridge, f"p{node}", mbit)

    def node(self, i): return f"{PREFIX}{i}"

    def address(self, i): return f"10.77.0.{i + 1}:{PORT}"

    def start(self, i, command):
        # in its own session, so that it is killed whole
        return subprocess.Popen(["ip", "netns", "exec", self.node(i), *command], start_new_session=True,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def sent(self, i):
        path = ["cat", "/sys/class/net/eth0/statistics/tx_bytes"]
        return int(subprocess.check_output(["ip", "netns", "exec", self.node(i), *path]))

    def received(self):
        """Bytes that went to every leecher's port, headers counted."""
        shown = subprocess.check_output(["tc", "-s", "-j", "-n", self.bridge, "qdisc", "show"], text=True)
        ports = {q["dev"]: q["bytes"] for q in json.loads(shown) if q["kind"] == "tbf"}
        return [ports[f"p{node}"] for node in range(1, len(ports))]

    def remove(self):
        for name in namespaces(): ip("netns", "del", name)


def command(client, role, folder, out, own, peers, blocks):
    t = f"{folder}/vol.torrent"
    if client == "sower":
        target = f"{folder}/vol.raw" if role == "seed" else f"{out}/vol.raw"
        return sower(role, t, target, own, *peers, memory=700 if role == "seed" else 64 + blocks, blocks=blocks)
    return libtorrent(role, t, f"{folder}/slices" if role == "seed" else out, own, *peers)


def prepare(client, folder, out):
    """The targets exist before, as disks do; libtorrent makes its own files."""
    os.makedirs(out)
    if client == "sower":
        with open(f"{out}/vol.raw", "wb") as f: f.truncate(os.path.getsize(f"{folder}/vol.raw"))


def stop(process):
    try: os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError: pass
    process.wait()


def run(client, folder, total, n, mbit, options):
    """Seconds of every leecher that is measured, and the copies that the seeder sent."""
    rates = [mbit] * (n + 1)
    if options.slow: rates[1] = mbit / 20
    bound = total * 8 / (mbit * 1e6)
    room, processes, ended = Room(rates), {}, threading.Event()
    watcher = threading.Thread(target=watch, args=(room, mbit, ended, f"{options.trace}-{client}-{n}.csv"))
    try:
        outs = [f"{folder}/out{i}" for i in range(n + 1)]
        for out in outs[1:]: prepare(client, folder, out)
        everybody = [room.address(i) for i in range(n + 1)]
        processes[0] = room.start(0, command(client, "seed", folder, None, everybody[0], [], options.memory))
        time.sleep(2)
        late, killed = (n if options.late else 0), (2 if options.killed else 0)

        def leech(i):
            others = everybody[:i] + everybody[i + 1:]
            processes[i] = room.start(i, command(client, "stay", folder, outs[i], everybody[i], others, options.memory))

        def begin(i):
            if processes[i].stdout.readline() != "ready\n": raise SystemExit(f"{client}: leecher {i} does not start")
            processes[i].stdin.write("\n"); processes[i].stdin.flush()
            waiting.register(processes[i].stdout, selectors.EVENT_READ, i)

        waiting, seconds, spent = selectors.DefaultSelector(), {}, {}
        early = [i for i in range(1, n + 1) if i != late]
        for i in early: leech(i)
        time.sleep(2 + 0.3 * n)
        before, start = room.sent(0), time.time()
        if options.trace: watcher.start()
        for i in early: begin(i)
        measured = {i for i in range(1, n + 1) if i not in (late, killed) and not (options.slow and i == 1)}
        half = late or killed
        while measured - seconds.keys():
            now = time.time() - start
            if now > PATIENCE * bound: raise SystemExit(f"{client}: {n} leechers are not done after {now:.0f} s")
            if half and now > bound / 2:
                half = 0
                if killed: waiting.unregister(processes[killed].stdout); stop(processes[killed])
                if late: leech(late); begin(late)
            for key, _ in waiting.select(0.05):
                if not key.fileobj.readline(): raise SystemExit(f"{client}: leecher {key.data} failed")
                seconds[key.data] = time.time() - start
                spent[key.data] = cpu(processes[key.data].pid)  # ip netns exec becomes the leecher
                waiting.unregister(key.fileobj)
        copies = (room.sent(0) - before) / total
        for i in measured:
            if client == "sower": subprocess.run(["cmp", f"{folder}/vol.raw", f"{outs[i]}/vol.raw"], check=True)
        return bound, sorted(seconds[i] for i in measured), copies, statistics.median(spent[i] for i in measured)
    finally:
        ended.set()
        if watcher.is_alive(): watcher.join()  # it asks the room, which is removed below
        for process in processes.values(): stop(process)
        for i in range(1, n + 1): shutil.rmtree(f"{folder}/out{i}", ignore_errors=True)
        room.remove()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mib", type=int, default=512)
    parser.add_argument("--pieces", type=int, default=1024)
    parser.add_argument("--rates", default="1:100,2:100,4:100,8:100,16:40,32:20")
    parser.add_argument("--clients", default="sower,libtorrent")
    parser.add_argument("--memory", type=int, default=64, help="a leecher's budget for blocks, MiB")
    for flag in ("--slow", "--killed", "--late"): parser.add_argument(flag, action="store_true")
    parser.add_argument("--trace", help="write how full the ports are to files of this name")
    options = parser.parse_args()
    if os.geteuid(): raise SystemExit("m2 needs root: it makes network namespaces")
    subprocess.run([f"{HOME}/jlink/target"], check=True, stdout=sys.stderr)
    folder = tempfile.mkdtemp(prefix="sower-m2-", dir="/dev/shm")
    before = congestion("cubic")
    try:
        total = make(folder, options.mib, piece=(options.mib << 20) // options.pieces)
        print(f"{options.mib} MiB, {options.pieces} pieces, {os.cpu_count()} cores")
        print("client     |  N | Mbit/s | bound s | median s | last s | last : bound | last : median | copies sent | leecher CPU-s/GiB")
        for pair in options.rates.split(","):
            n, mbit = (int(x) for x in pair.split(":"))
            for client in options.clients.split(","):
                bound, seconds, copies, spent = run(client, folder, total, n, mbit, options)
                median, last = statistics.median(seconds), seconds[-1]
                print(f"{client:10} | {n:2} | {mbit:6} | {bound:7.1f} | {median:8.1f} | {last:6.1f} | {last / bound:12.3f} |"
                      f" {last / median:13.3f} | {copies:11.2f} | {spent / (total / (1 << 30)):.2f}", flush=True)
    finally:
        congestion(before)
        shutil.rmtree(folder)


main()
