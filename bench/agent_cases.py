"""Cached resolutions through the agent: how long one takes, and what the agent grows by.

    agent_cases.py --build build/release        # alone; `make bench` runs it with the rest
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import cases

RESOLUTIONS = 100_000


def resident(process):
    """KiB."""
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{process}/status").read_text())[1])


def measure(build, environment, links, resolutions=RESOLUTIONS):
    """Rows: connections, p50, p99, most, resolutions a second, the agent's memory before and after. `links`: a links file."""
    with tempfile.TemporaryDirectory(prefix="coffer-bench-agent-") as folder:
        environment = {**environment, "COFFER_HOME": folder}
        coffer, load = build / "bin/coffer", build / "bench/coffer-bench-agent"

        def run(*command):
            return subprocess.run(list(map(str, command)), env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True).stdout

        run(coffer, "agent", "start")
        try:
            process = json.loads(run(coffer, "agent", "status", "--json"))["process"]
            run(load, links, 1000, 1)  # connects and fills the cache
            rows = []
            for connections in 1, 8:
                before = resident(process)
                took = json.loads(run(load, links, resolutions, connections))
                rows.append((connections, took["count"], took["p50_us"], took["p99_us"], took["most_us"], took["per_second"], before, resident(process)))
            return rows
        finally:
            run(coffer, "agent", "stop")


HEADER = ("connections", "resolutions", "p50", "p99", "longest", "a second", "agent's memory before", "after")


def texts(rows):
    for connections, count, p50, p99, most, rate, before, after in rows:
        yield (str(connections), str(count), f"{p50:.0f} µs", f"{p99:.0f} µs", f"{most / 1000:.1f} ms", f"{rate:.0f}", f"{before / 1024:.1f} MiB", f"{after / 1024:.1f} MiB")


def main():
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests" / "support"))
    import standin

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--resolutions", type=int, default=RESOLUTIONS)
    options = parser.parse_args()
    build = options.build.resolve()
    os.environ.setdefault("COFFER_STAND_IN", str(build / "libexec/coffer/coffer-stand-in"))
    with tempfile.TemporaryDirectory(prefix="coffer-bench-") as folder, standin.StandIn(cases.cloud_state()) as cloud:
        environment = {**cloud.environment(), "AWS_ACCESS_KEY_ID": cases.KEY_ID, "AWS_SECRET_ACCESS_KEY": cases.KEY}
        rows = measure(build, environment, cases.Files(pathlib.Path(folder), cloud.echo).links, options.resolutions)
    print("\t".join(HEADER))
    for row in texts(rows):
        print("\t".join(row))


if __name__ == "__main__":
    main()
