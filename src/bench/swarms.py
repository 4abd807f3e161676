"""What the measurements share: a volume with its torrent, how each client is started, and where figures are kept."""
import glob, hashlib, json, os, socket, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(os.path.dirname(HERE))
AGENT = f"{HOME}/target/target-runtime"
KEPT = f"{HOME}/target/bench"
EXTENTS = 200


def keep(name, *figures):
    """For table.py, what one measurement gave: each as M number, what it is, the figure, and its goal or None."""
    os.makedirs(KEPT, exist_ok=True)
    with open(f"{KEPT}/{name}.json", "w") as f:
        json.dump({"command": " ".join(["src/bench/" + os.path.basename(sys.argv[0]), *sys.argv[1:]]), "figures": figures}, f)


def for_root(name):
    """Ends here where nobody with the rights is asking: what needs them is not measured, the rest goes on."""
    if os.geteuid():
        print(f"{name} is not measured: it needs root", file=sys.stderr)
        raise SystemExit(0)


def cpu(pid):
    """Seconds of the processor that a process and its children that ended have had so far."""
    with open(f"/proc/{pid}/stat") as f: fields = f.read().rsplit(")", 1)[1].split()
    return sum(int(n) for n in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def await_seeder(port):
    """Until it listens on loopback, and a second more."""
    for _ in range(200):
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0: return time.sleep(1)
        time.sleep(0.05)
    raise SystemExit("the seeder does not listen")


def bencode(x):
    if isinstance(x, int): return b"i%de" % x
    if isinstance(x, bytes): return b"%d:%s" % (len(x), x)
    if isinstance(x, list): return b"l" + b"".join(map(bencode, x)) + b"e"
    return b"d" + b"".join(bencode(k) + bencode(x[k]) for k in sorted(x)) + b"e"


def make(folder, mib, piece=4 << 20, announce="http://127.0.0.1:1/announce"):
    """The same volume as a raw file with gaps and as slices, and its torrent."""
    length = (mib << 20) // EXTENTS // 4096 * 4096
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
            while len(buffer) >= piece:
                pieces.append(hashlib.sha1(buffer[:piece]).digest()); buffer = buffer[piece:]
        raw.truncate(EXTENTS * (length + 65536))
    if buffer: pieces.append(hashlib.sha1(buffer).digest())
    info = {b"files": files, b"name": b"vol", b"piece length": piece, b"pieces": b"".join(pieces)}
    with open(f"{folder}/vol.torrent", "wb") as f:
        f.write(bencode({b"announce": announce.encode(), b"info": info}))
    return length * EXTENTS


def sower(*args, memory, blocks=64, main="BenchPeer"):
    """The target agent's run-time image, with the measured end instead of its command line; blocks is the
    leecher's budget for them, memory all that lies outside of the heap, both in MiB."""
    jars = [f"{AGENT}/sower/sower.jar", *sorted(glob.glob(f"{AGENT}/sower/lib/*.jar")), f"{HOME}/target/test-classes"]
    return [f"{AGENT}/bin/java", f"@{AGENT}/sower/target.options", f"-XX:AOTCache={AGENT}/sower/sower.aot",
            f"-XX:MaxDirectMemorySize={memory}m", f"-Dblocks={blocks}", "-cp", ":".join(jars), f"sower.bench.{main}", *args]


def libtorrent(*args):
    return ["/usr/bin/python3", f"{HERE}/libtorrent_peer.py", *args]
