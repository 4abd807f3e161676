#!/usr/bin/python3
"""M6, M7, M8: a volume restored onto a disk, the memory of that, and the same again after 2 % of the disk changed.

    sudo src/bench/m6.py [MIB] [RUNS]       after packaging/verify

The target agent is the run-time image that machines boot (jlink/target). The source lies in memory (/dev/shm), the
target is a loop device whose file lies on the disk (/var/tmp). Each restore is a process of its own, with the budget
of a machine of 1 GiB, from its start to the end of the flush and of the read-back, on the loopback network.
"""
import glob, os, random, re, shutil, statistics, subprocess, sys, tempfile, time
from swarms import HOME, for_root, keep

MIB = int(sys.argv[1]) if len(sys.argv) > 1 else 2048
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
JAVA = subprocess.check_output([f"{HOME}/packaging/jdk25"], text=True).strip() + "/bin/java"
CHANGED = 0.02


def sower(*args):
    return [JAVA, f"@{HOME}/packaging/command.options", f"-XX:AOTCache={HOME}/target/sower.aot", "-Xlog:aot=off",
            "-Xmx512m", "-cp", f"{HOME}/target/sower.jar:{HOME}/target/lib/*", "sower.Sower", *args]


def received():
    """Bytes that came in on the loopback network so far."""
    return int(re.search(r"lo:\s*(\d+)", open("/proc/net/dev").read())[1])


def restore(url, target):
    """Wall seconds, CPU seconds, MiB of memory and bytes over the network of one restore."""
    start, before = time.time(), received()
    with tempfile.TemporaryFile("w+") as said:
        command = [f"{HOME}/target/target-runtime/bin/sower", "restore", "--from", url, "--to", target, "--memory", "64"]
        child = subprocess.Popen(command, stdout=said, stderr=said)
        _, status, used = os.wait4(child.pid, 0)
        if status:
            said.seek(0)
            raise SystemExit(f"restore failed: {said.read()}")
    return time.time() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, received() - before


def drop_caches():
    subprocess.run(["sync"], check=True)
    with open("/proc/sys/vm/drop_caches", "w") as f: f.write("3")


def piece_length(library):
    torrent = glob.glob(f"{library}/**/*.torrent", recursive=True)[0]
    return int(re.search(rb"12:piece lengthi(\d+)e", open(torrent, "rb").read())[1])


def spoil(target, piece, seed):
    """Changes one of fifty pieces, as a machine does that was used for a while."""
    count = (MIB << 20) // piece
    with open(target, "r+b") as disk:
        for each in random.Random(seed).sample(range(count), max(1, int(count * CHANGED))):
            disk.seek(each * piece + 8192)
            disk.write(os.urandom(4096))
        os.fsync(disk.fileno())


def main():
    for_root("M6")
    subprocess.run([f"{HOME}/jlink/target"], check=True, stdout=sys.stderr)
    memory = tempfile.mkdtemp(prefix="sower-m6-", dir="/dev/shm")
    disk = tempfile.mkdtemp(prefix="sower-m6-", dir="/var/tmp")
    loop = seed = None
    try:
        with open(f"{memory}/master", "wb") as f:
            for _ in range(MIB): f.write(os.urandom(1 << 20))
        with open(f"{disk}/target", "wb") as f: f.truncate(MIB << 20)
        subprocess.run(sower("capture", f"{memory}/master", "--name", "m6", "--library", f"{memory}/library", "--in-place"),
                       check=True, capture_output=True)
        log = open(f"{memory}/seed.log", "w+")
        seed = subprocess.Popen(sower("seed", "m6", "--library", f"{memory}/library", "--listen", "127.0.0.1:0",
                                      "--peer-port", "0"), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        while not (url := re.search(r"http://[0-9.:]+", open(log.name).read())): time.sleep(.1)
        loop = subprocess.check_output(["losetup", "--show", "-f", f"{disk}/target"], text=True).strip()
        whole, same, again = [], [], []
        for run in range(RUNS):
            subprocess.run(["blkdiscard", "-z", loop], check=True)
            drop_caches()
            whole.append(restore(url[0], loop))
            drop_caches()
            same.append(restore(url[0], loop))
            spoil(loop, piece_length(f"{memory}/library"), run)
            drop_caches()
            again.append(restore(url[0], loop))
            print(f"run {run + 1}: whole {whole[-1][0]:.1f} s, again {again[-1][0]:.1f} s", file=sys.stderr)
        print(f"{MIB} MiB, {os.cpu_count()} cores, median of {RUNS}")
        print("restore                 | wall s | CPU-s/GiB | RSS MiB | bytes over the network : volume")
        rows = {name: [statistics.median(x) for x in zip(*runs)] for name, runs in
                (("of an empty disk", whole), ("where all is there", same), ("after 2 % have changed", again))}
        for name, (wall, cpu, rss, net) in rows.items():
            print(f"{name:23} | {wall:6.1f} | {cpu / MIB * 1024:9.2f} | {rss:7.0f} | {net / (MIB << 20):.3f}")
        (full, cpu, rss, _), (hashing, *_), (changed, _, _, net) = rows.values()
        keep("m6", ["M6", "CPU-s/GiB of a restore, flush and read-back included", cpu / MIB * 1024, "<= 2"],
             ["M7", "MiB of memory of the target agent", rss, "<= 160"],
             ["M8", "redeploy after 2 %: time beyond re-hashing : full run", (changed - hashing) / full, "<= 0.10"],
             ["M8", "redeploy after 2 %: bytes over the network : volume", net / (MIB << 20), "< 0.03"])
    finally:
        if seed: seed.kill()
        if loop: subprocess.run(["losetup", "-d", loop])
        shutil.rmtree(memory)
        shutil.rmtree(disk)


main()
