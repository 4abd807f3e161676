#!/usr/bin/python3
"""M2, the room curve: one seeder, N leechers, each in a network namespace of its own on one bridge.

    sudo src/bench/m2.py [--mib 512] [--pieces 2048] [--rates 1:100,2:100,4:80,8:40,16:20,32:10] [--memory 64]
                         [--clients sower,libtorrent,udpcast:8] [--cases plain] [--trace NAME]

Every node's port is shaped both ways by token buckets (Mbit/s in --rates) with 512 KiB of buffer, as a
port of a switch has, so that two cores are not the limit. Wall time runs from the moment when all
leechers, ready before, are told to begin (their start would share two cores, which those of a room do
not) to the last byte written by the last of them; the bound is the volume over the rate of one port,
headers not counted. The pieces are 1/2048 of the volume, as of one of 8 GiB (--pieces; 50 GB have 3,000,
and 1,024 are the fewest that a volume of more than 4 GiB has); a leecher has the memory for blocks that a
machine of 1 GiB gives (--memory, MiB). TCP is cubic, Linux's own default, whatever this host has:
namespaces take the host's when they are made, and it gets its own back at the end. M3 is --cases
plain,slow,killed,late: as it is, the first leecher at a twentieth of the rate, the second killed half
way, the last one started half way; the figures are those of the others then. udpcast is what Clonezilla's
multicast is made with: the same bytes in one file, as fast as the port lets them, in rooms of eight only
(CLIENT:N), since with more it takes as long; where it is not installed it is left out. Namespaces and
processes are removed at the end, whatever happens.
"""
import argparse, itertools, json, os, selectors, shutil, signal, statistics, subprocess, sys, tempfile, threading, time
from swarms import HOME, cpu, for_root, keep, libtorrent, make, sower

PREFIX = "sower-m2-"
PORT = 7801
PATIENCE = 4  # times the bound
FILES = {"sower": "vol.raw", "udpcast": "vol.used"}  # what one file is compared in the end
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
            ip("-n", name, "addr", "add", f"10.77.0.{node + 1}/24", "brd", "+", "dev", "eth0")
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


def command(client, role, folder, out, own, peers, blocks, mbit):
    if client == "udpcast": return udpcast(role, folder, out, len(peers), mbit)
    t, calls = f"{folder}/vol.torrent", [] if role == "seed" else peers
    if client == "sower":
        target = f"{folder}/vol.raw" if role == "seed" else f"{out}/vol.raw"
        return sower(role, t, target, own, *calls, memory=700 if role == "seed" else 64 + blocks, blocks=blocks)
    return libtorrent(role, t, f"{folder}/slices" if role == "seed" else out, own, *calls)


def udpcast(role, folder, out, others, mbit):
    """The sender begins when all receivers are there, each of which begins when it is told a line."""
    common = "--interface eth0 --nokbd --no-progress"
    if role == "seed":
        return ["udp-sender", "--file", f"{folder}/vol.used", *common.split(), "--full-duplex",
                "--min-receivers", str(others), "--max-bitrate", f"{mbit * 1000}k"]
    return ["sh", "-c", f"echo ready; read begin; udp-receiver --file {out}/vol.used {common} >&2 && echo done; sleep 1d"]


def prepare(client, folder, out):
    """The targets exist before, as disks do; libtorrent makes its own files."""
    os.makedirs(out)
    if client in FILES:
        with open(f"{out}/{FILES[client]}", "wb") as f: f.truncate(os.path.getsize(f"{folder}/{FILES[client]}"))


def concatenate(folder):
    """The bytes of all slices as one file, as a stream has them."""
    slices = f"{folder}/slices/vol"
    with open(f"{folder}/{FILES['udpcast']}", "wb") as f:
        for name in sorted(os.listdir(slices)):
            with open(f"{slices}/{name}", "rb") as part: shutil.copyfileobj(part, f)


def stop(process):
    try: os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError: pass
    process.wait()


def run(client, case, folder, total, n, mbit, options):
    """The bound, seconds of every leecher that is measured, the copies that the seeder sent, a leecher's CPU seconds."""
    rates = [mbit] * (n + 1)
    if case == "slow": rates[1] = mbit / 20
    bound = total * 8 / (mbit * 1e6)
    room, processes, ended = Room(rates), {}, threading.Event()
    watcher = threading.Thread(target=watch, args=(room, mbit, ended, f"{options.trace}-{client}-{n}-{case}.csv"))
    try:
        outs = [f"{folder}/out{i}" for i in range(n + 1)]
        for out in outs[1:]: prepare(client, folder, out)
        everybody = [room.address(i) for i in range(n + 1)]
        processes[0] = room.start(0, command(client, "seed", folder, None, everybody[0], everybody[1:], options.memory, mbit))
        time.sleep(2)
        late, killed = (n if case == "late" else 0), (2 if case == "killed" else 0)

        def leech(i):
            others = everybody[:i] + everybody[i + 1:]
            processes[i] = room.start(i, command(client, "stay", folder, outs[i], everybody[i], others, options.memory, mbit))

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
        measured = {i for i in range(1, n + 1) if i not in (late, killed) and not (case == "slow" and i == 1)}
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
            if client in FILES: subprocess.run(["cmp", *(f"{home}/{FILES[client]}" for home in (folder, outs[i]))], check=True)
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
    parser.add_argument("--pieces", type=int, default=2048)
    parser.add_argument("--rates", default="1:100,2:100,4:80,8:40,16:20,32:10")
    parser.add_argument("--clients", default="sower,libtorrent,udpcast:8")
    parser.add_argument("--memory", type=int, default=64, help="a leecher's budget for blocks, MiB")
    parser.add_argument("--cases", default="plain", help="of plain,slow,killed,late")
    parser.add_argument("--trace", help="write how full the ports are to files of this name")
    options = parser.parse_args()
    number = "M2" if options.cases == "plain" else "M3"
    for_root(number)
    subprocess.run([f"{HOME}/jlink/target"], check=True, stdout=sys.stderr)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("m2 was told to end"))  # what it made is removed
    folder = tempfile.mkdtemp(prefix="sower-m2-", dir="/dev/shm")
    before, kept = congestion("cubic"), []
    try:
        total = make(folder, options.mib, piece=(options.mib << 20) // options.pieces)
        if "udpcast" in options.clients: concatenate(folder)
        print(f"{options.mib} MiB, {options.pieces} pieces, {os.cpu_count()} cores")
        print("client     | case   |  N | Mbit/s | bound s | median s | last s | last : bound | last : median | copies sent |"
              " leecher CPU-s/GiB")
        for pair, client in itertools.product(options.rates.split(","), options.clients.split(",")):
            n, mbit = (int(x) for x in pair.split(":"))
            client, _, only = client.partition(":")
            if only and int(only) != n or client == "udpcast" and not shutil.which("udp-sender"): continue
            plain = None
            for case in options.cases.split(","):
                bound, seconds, copies, spent = run(client, case, folder, total, n, mbit, options)
                median, last = statistics.median(seconds), seconds[-1]
                print(f"{client:10} | {case:6} | {n:2} | {mbit:6} | {bound:7.1f} | {median:8.1f} | {last:6.1f} |"
                      f" {last / bound:12.3f} | {last / median:13.3f} | {copies:11.2f} | {spent / (total / (1 << 30)):.2f}",
                      flush=True)
                room = f"{client}, {n} at {mbit} Mbit/s"
                if case == "plain":
                    plain, goals = last, ["<= 1.10", "<= 1.05", "<= 1.15"] if client == "sower" else [None] * 3
                    figures = {"last : bound": last / bound, "last : median": last / median, "copies sent": copies}
                    kept += [[number, f"{room}: {what}", x, goal] for (what, x), goal in zip(figures.items(), goals)]
                elif plain: kept.append([number, f"{room}, one {case}: the others' last : plain", last / plain, "<= 1.03"])
        keep(number.lower(), *kept)
    finally:
        congestion(before)
        shutil.rmtree(folder)


main()
