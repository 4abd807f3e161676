#!/usr/bin/env python3
"""M10: the dashboard of a simulated room, in a display of its own and drawn in software.

    mvn test-compile && src/bench/dashboard.py [MACHINES [SECONDS]]        # 100 60

Feeds the window's own views once a second. Half of the time nothing but the news is drawn: what of a core that costs.
In the other half every frame is asked for, as scrolling does: how far apart frames are. Then the heap at both ends.
"""
import os, subprocess, sys

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OPTIONS = ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Dprism.order=sw", "-Xmx512m"]


def main():
    machines, seconds = (sys.argv[1:] + ["100", "60"][len(sys.argv) - 1:])[:2]
    java_home = subprocess.run([f"{HOME}/packaging/jdk25"], check=True, text=True, stdout=subprocess.PIPE).stdout.strip()
    path = subprocess.run(
        ["mvn", "-q", "-f", HOME, "dependency:build-classpath", "-Dmdep.includeScope=test", "-Dmdep.outputFile=/dev/stdout"],
        check=True, text=True, stdout=subprocess.PIPE, env={**os.environ, "JAVA_HOME": java_home}).stdout
    jars = next(line for line in path.splitlines() if ".jar" in line)
    classes = f"{HOME}/target/test-classes:{HOME}/target/classes:{jars}"
    subprocess.run(["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24", f"{java_home}/bin/java", *OPTIONS, "-cp", classes,
                    "sower.desktop.DashboardBench", machines, seconds], check=True, cwd=HOME)


if __name__ == "__main__":
    main()
