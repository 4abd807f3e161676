#!/usr/bin/python3
"""M5: the scan of a volume with a million runs, and a whole capture, against partclone in the same run.

    src/bench/m5.py [MIB] [RUNS]        after packaging/verify or mvn verify -DskipTests
    src/bench/m5.py 0 0 --heap          the smallest heap in which a million extents are captured

Needs mkfs.fat, mkfs.ext4 and partclone. Everything lies in memory (/dev/shm). Whole cold processes:
wall seconds, CPU seconds, and the most memory that each had. The scan runs in 64 MiB of heap.
"""
import os, resource, shutil, statistics, struct, subprocess, sys, tempfile, time
from swarms import HOME, keep

MIB = int(sys.argv[1]) if len(sys.argv) > 1 else 2048
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
JAVA = subprocess.check_output([f"{HOME}/packaging/jdk25"], text=True).strip() + "/bin/java"
CLASSPATH = f"{HOME}/target/sower.jar:{HOME}/target/lib/*"
CLUSTER, CLUSTERS = 4096, 2_000_100
LEAST = [256, 192, 160, 128, 112, 96, 80, 64, 48]  # MiB of heap to try


def java(heap, main, *args):
    """As packaging/sower starts it, with less heap."""
    tests = f":{HOME}/target/test-classes" if main.startswith("sower.bench") else ""  # not in the jar
    return [JAVA, f"@{HOME}/packaging/command.options", f"-XX:AOTCache={HOME}/target/sower.aot", "-Xlog:aot=off",
            f"-Xmx{heap}m", "-cp", f"{CLASSPATH}{tests}", main, *args]


def splintered(folder, apart=2):
    """FAT32 in which one cluster in `apart` is used: a million runs, no byte of data."""
    path, clusters = f"{folder}/splintered{apart}", CLUSTERS // 2 * apart
    with open(path, "wb") as f: f.truncate(CLUSTER * clusters + clusters * 8 + (32 << 20))
    subprocess.run(["mkfs.fat", "-F32", "-s8", path], check=True, stdout=subprocess.DEVNULL)
    with open(path, "r+b") as f:
        boot = f.read(512)
        reserved, = struct.unpack_from("<H", boot, 14)
        per_fat, = struct.unpack_from("<I", boot, 36)
        table = struct.pack("<I", 0x0FFFFFFF).ljust(4 * apart, b"\0") * (CLUSTERS // 2)
        for copy in range(2):
            at = (reserved + copy * per_fat) * 512
            f.seek(at); head = f.read(16)
            f.seek(at); f.write(head + table[16:])
    return path


def filled(folder):
    """ext4 that is three quarters full of what does not compress."""
    path, files = f"{folder}/filled", f"{folder}/files"
    os.mkdir(files)
    for i in range(MIB * 3 // 4 // 8):
        with open(f"{files}/{i}", "wb") as f: f.write(os.urandom(8 << 20))
    with open(path, "wb") as f: f.truncate(MIB << 20)
    subprocess.run(["mkfs.ext4", "-q", "-d", files, path], check=True)
    shutil.rmtree(files)
    return path


def measure(command):
    start = time.time()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status: raise SystemExit(f"failed: {' '.join(command)}")
    return time.time() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def least_heap(folder):
    """The smallest heap in which a volume is captured whose million runs are too far apart to be joined."""
    path, out, worked = splintered(folder, 18), f"{folder}/out", None
    for heap in LEAST:
        shutil.rmtree(out, ignore_errors=True)
        command = java(heap, "sower.Sower", "capture", path, "--name", "m5", "--library", out)
        try:
            result = measure(command)
        except SystemExit:
            break
        worked = (heap, *result, os.path.getsize(f"{out}/m5/disk.torrent") >> 20)
        print(f"capture of a million extents in {heap} MiB: {result[0]:.2f} s", file=sys.stderr)
    shutil.rmtree(out, ignore_errors=True)
    os.unlink(path)
    return worked


def main():
    subprocess.run([f"{HOME}/packaging/ahead"], check=True)
    if "--heap" in sys.argv[3:]:
        folder = tempfile.mkdtemp(prefix="sower-m5-", dir="/dev/shm")
        try:
            print("capture of a million extents: heap MiB, wall s, CPU s, RSS MiB, torrent MiB:",
                  *(round(x, 1) for x in least_heap(folder)))
        finally:
            shutil.rmtree(folder)
        return
    folder = tempfile.mkdtemp(prefix="sower-m5-", dir="/dev/shm")
    out = f"{folder}/out"
    log = ["-F", "-L", f"{folder}/log"]
    try:
        splinters, ext = splintered(folder), filled(folder)
        rows = {
            "scan, sower": java(64, "sower.bench.BenchScan", splinters),
            "scan, partclone": ["partclone.fat32", "-D", "-s", splinters, "-o", f"{folder}/domain", *log],
            "capture, sower":
                java(256, "sower.Sower", "capture", ext, "--name", "m5", "--library", out, "--no-compress"),
            "capture in place, sower":
                java(256, "sower.Sower", "capture", ext, "--name", "m5", "--library", out, "--in-place"),
            "capture, partclone": ["partclone.extfs", "-c", "-T", "-s", ext, "-O", out, *log],
        }
        results = {name: [] for name in rows}
        for run in range(RUNS + 1):
            for name, command in rows.items():
                shutil.rmtree(out, ignore_errors=True)
                if os.path.exists(f"{folder}/domain"): os.unlink(f"{folder}/domain")
                result = measure(command)
                print(f"{name}: {result[0]:.2f} s", file=sys.stderr)
                if run: results[name].append(result)
        print(f"{CLUSTERS // 2} runs; {MIB * 3 // 4} MiB of data, {os.cpu_count()} cores, median of {RUNS}")
        print("what                    | wall s | CPU s | CPU-s/GiB | RSS MiB")
        medians = {name: [statistics.median(x) for x in zip(*row)] for name, row in results.items()}
        for name, (wall, cpu, rss) in medians.items():
            per = f"{cpu / (MIB * 3 / 4 / 1024):9.2f}" if name.startswith("capture") else "        –"
            print(f"{name:23} | {wall:6.2f} | {cpu:5.2f} | {per} | {rss:.0f}")
        keep("m5", *(["M5", f"{what}: time : partclone's", medians[f"{what}, sower"][0] / medians[f"{what}, partclone"][0],
                      "<= 0.5"] for what in ("scan", "capture")),
             ["M5", "capture: CPU : partclone's", medians["capture, sower"][1] / medians["capture, partclone"][1], "<= 1.0"])
    finally:
        shutil.rmtree(folder)


main()
