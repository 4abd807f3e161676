#!/usr/bin/env python3
"""A workstation under a full room, on the level of control: its CPU time and its heap, every ten seconds.

    src/bench/room.py [AGENTS] [SECONDS] [PIECES]     # 200 60 10000

Agents are real ones as far as keys, calls and reports go (sower.bench.BenchRoom, one process); they have no disk and
join no swarm. Needs target/test-classes (mvn test-compile) and what packaging/sower builds.
"""
import re, subprocess, sys, tempfile, time
from swarms import HOME, cpu

JAVA = subprocess.run([f"{HOME}/packaging/jdk25"], capture_output=True, text=True, check=True).stdout.strip() + "/bin"
CLASSES = f"{HOME}/target/classes:{HOME}/target/test-classes:{HOME}/target/lib/*"


def sower(*args):
    return [f"{JAVA}/java", "-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED", "-cp", CLASSES,
            "sower.Sower", *args]


def live_heap(pid):
    """KiB after a collection: what is held, not what lies about."""
    subprocess.run([f"{JAVA}/jcmd", str(pid), "GC.run"], capture_output=True, check=True)
    text = subprocess.run([f"{JAVA}/jcmd", str(pid), "GC.heap_info"], capture_output=True, text=True, check=True).stdout
    return sum(int(used) for used in re.findall(r"(?:DefNew|Tenured) .*?used (\d+)K", text))


def main():
    agents, seconds, pieces = (int(a) for a in (sys.argv[1:] + ["200", "60", "10000"][len(sys.argv) - 1:]))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(sower("practice", "--machines", "1", "--size", "64M", "--keep", folder), check=True, capture_output=True)
        log = open(f"{folder}/deploy.log", "w+")
        deploy = subprocess.Popen(sower("deploy", "practice", "--library", f"{folder}/library", "--listen", "127.0.0.1:0",
                                        "--peer-port", "0", "--release-when", str(agents)),
                                  stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            while not (found := re.search(r"--workstation (\S+) --ticket (\S+)", open(log.name).read())): time.sleep(.2)
            room = subprocess.Popen([f"{JAVA}/java", "-Xmx2g", "-cp", CLASSES, "sower.bench.BenchRoom", *found.groups(),
                                     str(agents), str(seconds), str(pieces)])
            before, begun = cpu(deploy.pid), time.time()
            while room.poll() is None and deploy.poll() is None:
                time.sleep(10)
                if deploy.poll() is not None: break
                now, at = cpu(deploy.pid), time.time()
                rate = (now - before) / (at - begun)
                heap = live_heap(deploy.pid)
                rss = int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{deploy.pid}/status").read())[1])
                before, begun = cpu(deploy.pid), time.time()
                print(f"workstation: {rate:.2f} cores, {heap / 1024:.1f} MiB live heap, {rss / 1024:.0f} MiB resident", flush=True)
            room.wait()
            print(f"deploy ended with {deploy.wait(90)}; {open(log.name).read().splitlines()[-1]}")
        finally:
            deploy.kill()


main()
