#!/usr/bin/python3
"""M1, the seeder alone: one seed, three peers that take everything and drop it, all on this machine.

    src/bench/sinks.py [MIB] [RUNS] [PEERS]       # 4096 5 3, after packaging/verify or mvn verify -DskipTests

The rate is that of the second half of the bytes, when the seeder is warm; so are its CPU seconds. The peers ask Sower's
seed for 256 KiB at a time, as ours do, and libtorrent's, in the same run, for the 16 KiB that it gives.
"""
import os, shutil, statistics, subprocess, sys, tempfile, time
from swarms import HOME, await_seeder, cpu, keep, libtorrent, make, sower

MIB, RUNS, PEERS = (int(a) for a in (sys.argv[1:] + ["4096", "5", "3"][len(sys.argv) - 1:]))
PORT = 7801


def measure(folder, seed, total, request):
    seeder = subprocess.Popen(seed, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        await_seeder(PORT)
        command = sower(f"{folder}/vol.torrent", str(PORT), str(PEERS), str(request), memory=128, main="BenchSinks")
        sinks = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        if sinks.stdout.readline() != "warm\n": raise SystemExit("a sink failed")
        before, start = cpu(seeder.pid), time.time()
        if sinks.stdout.readline() != "done\n": raise SystemExit("a sink failed")
        wall, spent = time.time() - start, cpu(seeder.pid) - before
        sinks.wait()
        half = total * PEERS / 2
        return half * 8 / 1e9 / wall, spent / (half / (1 << 30))
    finally:
        seeder.kill(); seeder.wait()


def main():
    subprocess.run([f"{HOME}/jlink/target"], check=True, stdout=sys.stderr)
    folder = tempfile.mkdtemp(prefix="sower-sinks-", dir="/dev/shm")
    try:
        total, torrent, here = make(folder, MIB), f"{folder}/vol.torrent", f"127.0.0.1:{PORT}"
        seeds = {"sower": (sower("seed", torrent, f"{folder}/vol.raw", here, memory=700), 256 << 10),
                 "libtorrent": (libtorrent("seed", torrent, f"{folder}/slices", here), 16 << 10)}
        rows = {name: [] for name in seeds}
        for run in range(RUNS + 1):
            for name, (seed, request) in seeds.items():
                row = measure(folder, seed, total, request)
                print(f"{name}: {row[0]:.2f} Gbit/s, {row[1]:.2f} CPU-s/GiB", file=sys.stderr)
                if run: rows[name].append(row)
        print(f"{MIB} MiB to {PEERS} peers that drop it, {os.cpu_count()} cores, median of {RUNS}, second half")
        print("seeder     | Gbit/s | its CPU-s/GiB")
        medians = {name: [statistics.median(x) for x in zip(*row)] for name, row in rows.items()}
        for name, (rate, spent) in medians.items(): print(f"{name:10} | {rate:6.2f} | {spent:13.2f}")
        keep("sinks", ["M1", f"Gbit/s of a warm seed to {PEERS} peers that drop it", medians["sower"][0], ">= 10"])
    finally:
        shutil.rmtree(folder)


main()
