#!/usr/bin/env python3
"""M11: from the start of the program to a usable disk map, in a display of its own.

    src/bench/start.py [RUNS [COMMAND ...]]        # 7 target/installer/tree/usr/bin/sower, which packaging/installer makes

Each run begins with a new home, so with the first-start page above the map. The end is the line that the window logs
after the layout in which the disks lie on the map. Prints milliseconds, then the median.
"""
import os, statistics, subprocess, sys, tempfile, time

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def start(command, display):
    with tempfile.TemporaryDirectory() as home:
        options = f"-Duser.home={home} {os.environ.get('SOWER_JAVA_OPTIONS', '')}"
        begun = time.monotonic()
        window = subprocess.Popen(command, text=True, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env={
            **os.environ, "DISPLAY": display, "HOME": home, "XDG_CONFIG_HOME": home, "SOWER_JAVA_OPTIONS": options})
        try:
            for line in window.stderr:
                if "the disk map shows" in line:
                    return 1000 * (time.monotonic() - begun)
            sys.exit("the window ended without a disk map")
        finally:
            window.terminate()
            window.communicate()


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    command = sys.argv[2:] or [f"{HOME}/target/installer/tree/usr/bin/sower"]
    ready, number = os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(number), "-screen", "0", "1920x1080x24"], pass_fds=[number],
                              stderr=subprocess.DEVNULL)
    os.close(number)
    try:
        display = ":" + os.fdopen(ready).readline().strip()
        took = []
        for run in range(runs):
            took.append(start(command, display))
            print(f"run {run + 1}: {took[-1]:.0f} ms", flush=True)
        print(f"median of {runs}: {statistics.median(took):.0f} ms")
    finally:
        screen.terminate()


main()
