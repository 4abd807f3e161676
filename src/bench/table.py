#!/usr/bin/python3
"""One table of what the last measurements gave (target/bench, and the study's CSV file), each beside its goal.

    src/bench/table.py          # m1.py, sinks.py, m2.py, m5.py, m6.py and study leave their figures for it

Times of rooms are in terms of their bound, so that 1.08 is eight percent from it.
"""
import csv, glob, json, operator, os, time
from swarms import HOME, KEPT

HOLDS = {"<": operator.lt, "<=": operator.le, ">=": operator.ge}
VIRTUAL = f"{HOME}/target/simulation.csv"
ALL_IN_TIME, HARD_DISKS_IN_TIME = "<= 1.15", "<= 1.25"


def virtual_rooms():
    """M4's figures, in the form of the kept ones."""
    for room in csv.DictReader(open(VIRTUAL)):
        if int(room["machines"]) < 100: continue
        last, median = float(room["last_s"]), float(room["median_s"])
        name, slow = f"{room['machines']} machines, {room['room']}", room["room"] == "hard disks"
        yield "M4", f"{name}: last : bound", last / float(room["bound_s"]), HARD_DISKS_IN_TIME if slow else ALL_IN_TIME
        if not room["room"].startswith("half"):  # of those half have a tenth of the others' rate
            yield "M4", f"{name}: p99 : median", float(room["p99_s"]) / median, "<= 1.10"
        if float(room["crossed"]): yield "M4", f"{name}: copies over the cable", float(room["crossed"]), "<= 1.5"


def verdict(figure, goal):
    if not goal: return ""
    sign, limit = goal.split()
    off = figure / float(limit) - 1
    return "held" if HOLDS[sign](figure, float(limit)) else f"missed by {abs(off):.0%}"


def main():
    figures, commands = [], []
    for path in sorted(glob.glob(f"{KEPT}/*.json")):
        with open(path) as f: kept = json.load(f)
        commands.append((time.strftime("%F %R", time.localtime(os.path.getmtime(path))), kept["command"]))
        figures += kept["figures"]
    if os.path.exists(VIRTUAL): figures += virtual_rooms()
    if not figures: raise SystemExit(f"Nothing has been measured: {KEPT} is empty. Run src/bench/all.")
    for when, command in commands: print(f"{when}  {command}")
    print(f"{os.cpu_count()} cores")
    width = max(len(what) for _, what, _, _ in figures)
    print(f"#  | {'what':{width}} | figure | goal    |")
    for number, what, figure, goal in sorted(figures, key=lambda row: row[0]):
        print(f"{number} | {what:{width}} | {figure:6.4g} | {goal or '':7} | {verdict(figure, goal)}")


main()
