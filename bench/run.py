"""Measures Coffer beside newman, Bruno and a bare libcurl loop, and writes bench/RESULTS.md. `make bench` runs it.

    run.py --build build/release --newman build/newman/node_modules/.bin/newman --bruno build/bruno/node_modules/.bin/bru [--quick]

All contenders run in turns, against the same server on the same machine. Times are medians. What stands in RESULTS.md below
its last marker is written by hand and kept.
"""

import argparse
import datetime
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests" / "support"))

import agent_cases  # noqa: E402
import cases  # noqa: E402
import measure  # noqa: E402
import script_cases  # noqa: E402
import standin  # noqa: E402

RESULTS = pathlib.Path(__file__).resolve().parent / "RESULTS.md"
BY_HAND = "<!-- from here on by hand -->"
CALL_MS = 50  # of the stand-in cloud


def time_text(seconds):
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def mib(kib):
    return f"{kib / 1024:.1f} MiB"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


class Bench:
    def __init__(self, options, folder, cloud):
        self.options, self.folder, self.cloud = options, pathlib.Path(folder), cloud
        self.coffer = options.build / "bin/coffer"
        self.bare = options.build / "bench/coffer-bench-bare"
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1",
            "AWS_ENDPOINT_URL": cloud.endpoint, "AWS_ACCESS_KEY_ID": cases.KEY_ID, "AWS_SECRET_ACCESS_KEY": cases.KEY,
            "AWS_REGION": cases.REGION, "AWS_EC2_METADATA_DISABLED": "true"}
        self.stopwatch = measure.Stopwatch(options.build / "bench/coffer-bench-stopwatch", self.environment, folder)
        self.files = cases.Files(folder, cloud.echo)

    def rounds(self, wanted):
        return 1 if self.options.quick else wanted

    def side_by_side(self):
        return self._rows(cases.cases(self.files, self.coffer, self.options.newman, self.bare))

    def scripts(self):
        files = script_cases.Collections(self.folder, self.cloud.echo)
        beside = self._rows(script_cases.script_cases(files, self.coffer, self.options.newman, self.options.bruno))
        self.cloud.control("POST", "delay", {"cloud_ms": 0, "echo_ms": CALL_MS})
        parallel = self._rows(script_cases.parallel_cases(files, self.coffer, self.options.newman))
        self.cloud.control("POST", "delay", {"cloud_ms": 0, "echo_ms": 0})
        return f"{beside}\nAgainst an API that takes {CALL_MS} ms:\n\n{parallel}"

    def _rows(self, measured_cases):
        rows = []
        for case in measured_cases:
            print(f"bench: {case.title}", file=sys.stderr, flush=True)
            measured = measure.interleaved(self.stopwatch, case.commands, self.rounds(case.rounds))
            own = measured["coffer"].median()
            for name, summary in measured.items():
                ratio = "" if name == "coffer" else f"{summary.median() / own:.{1 if name in ('newman', 'bruno') else 2}f}"
                rows.append((case.title if name == "coffer" else "", name, time_text(summary.median()),
                             f"{time_text(summary.least())} – {time_text(summary.most())}", time_text(summary.median("cpu")),
                             mib(summary.median("peak_kib")), ratio))
        return table(("", "", "time", "least – most", "CPU", "peak memory", "time / Coffer's"), rows)

    def secrets(self):
        """How many round trips' time twenty linked secrets of one run take, with the keys of a user and with those of a session."""
        session = self.cloud.client("sts", key=(cases.KEY_ID, cases.KEY)).get_session_token()["Credentials"]
        temporary = {"AWS_ACCESS_KEY_ID": session["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": session["SecretAccessKey"],
                     "AWS_SESSION_TOKEN": session["SessionToken"]}
        rows = [self._secrets_with("temporary credentials, as in CI", temporary),
                self._secrets_with("long-lived keys, which may need MFA", {})]
        return (f"{cases.SECRETS} distinct linked secrets in one run of {cases.SECRETS} requests, against a stand-in for AWS that "
                f"takes {CALL_MS} ms a call.\n\n"
                + table(("", "time", "without the 50 ms", "round trips", "peak memory", "calls"), rows))

    def _secrets_with(self, title, credentials):
        print(f"bench: secrets, {title}", file=sys.stderr, flush=True)
        command = [self.coffer, "run", self.files.secrets, "--links", self.files.links, "--no-vault"]
        stopwatch = measure.Stopwatch(self.stopwatch.program, {**self.environment, **credentials}, self.folder)
        times = {}
        for delay in (0, CALL_MS):
            self.cloud.control("POST", "delay", {"cloud_ms": delay, "echo_ms": 0})
            times[delay] = measure.interleaved(stopwatch, {"coffer": command}, self.rounds(9))["coffer"]
        self.cloud.clear_calls()
        stopwatch.run(command)
        calls = ", ".join(self.cloud.actions())
        self.cloud.control("POST", "delay", {"cloud_ms": 0, "echo_ms": 0})
        waited = times[CALL_MS].median() - times[0].median()
        return (title, time_text(times[CALL_MS].median()), time_text(times[0].median()), f"{waited * 1000 / CALL_MS:.1f}",
                mib(times[CALL_MS].median("peak_kib")), calls)

    def agent(self):
        """A cached secret, resolved through the agent."""
        print("bench: agent", file=sys.stderr, flush=True)
        count = 10_000 if self.options.quick else agent_cases.RESOLUTIONS
        return table(agent_cases.HEADER, agent_cases.texts(agent_cases.measure(self.options.build, self.environment, self.files.links, count)))

    def memory(self):
        """Peak resident memory against the number of iterations."""
        counts = {"coffer": (1, 10, 100, 1000, 10000), "newman": (1, 10, 100, 1000)}
        programs = {"coffer": self.coffer, "newman": self.options.newman}
        rows = []
        for count in counts["coffer"]:
            print(f"bench: memory, {count} iterations", file=sys.stderr, flush=True)
            row = [str(count)]
            for name, program in programs.items():
                if count not in counts[name]:
                    row.append("not run")
                    continue
                taken = self.stopwatch.run([program, "run", self.files.get, "-n", count])
                row.append(mib(taken.peak_kib))
            rows.append(row)
        return table(("iterations of 1 GET", *programs), rows)

    def instructions(self):
        """Instructions in user space: the same on every machine with these libraries, however busy it is."""
        if not shutil.which("valgrind"):
            return "valgrind is not installed here: not counted.\n"
        per_thousand = {
            "1000 GETs": (["run", self.files.get, "-n", "1000"], ["1000", f"{self.cloud.echo}/get"]),
            "1000 POSTs of 10 kB": (["run", self.files.post, "-n", "1000"], ["1000", f"{self.cloud.echo}/post", "post", "10000"])}
        start = {"coffer": self._count([self.coffer, "--version"]), "bare": self._count([self.bare, "0", self.cloud.echo])}
        rows = [("start and end", f"{start['coffer'] / 1e6:.1f} M", f"{start['bare'] / 1e6:.1f} M", f"{start['coffer'] / start['bare']:.2f}")]
        for title, (arguments, bare) in per_thousand.items():
            own, other = self._count([self.coffer, *arguments]), self._count([self.bare, *bare])
            rows.append((title, f"{own / 1e6:.1f} M", f"{other / 1e6:.1f} M", f"{own / other:.2f}"))
        return table(("", "coffer", "bare libcurl", "coffer / bare"), rows)

    def _count(self, command):
        print(f"bench: counting {pathlib.Path(command[0]).name} {' '.join(map(str, command[1:]))}", file=sys.stderr, flush=True)
        return measure.instructions(command, self.environment, self.folder, self.folder / "callgrind.out")

    def versions(self):
        def first_line(*command):
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0].strip()
        curl = re.search(r"libcurl/\S+ \S+", first_line("curl", "--version")) if shutil.which("curl") else None
        return (f"{first_line(self.coffer, '--version')}, newman {first_line(self.options.newman, '--version')} and bruno "
                f"{first_line(self.options.bruno, '--version')} on node {first_line('node', '--version')}{', ' + curl[0] if curl else ''}")


def report(bench):
    side_by_side, scripts, secrets = bench.side_by_side(), bench.scripts(), bench.secrets()
    agent = bench.agent()
    memory, instructions = bench.memory(), bench.instructions()
    rounds = "one round of each, after one to warm up" if bench.options.quick else "medians"
    return f"""# Speed

Written by `make bench` on {datetime.date.today()}: {measure.machine()}; {bench.versions()}.
All contenders in turns against the echo API of `demo/` on the same machine (its time is in all numbers); {rounds}; output to
/dev/null. newman and Coffer with their reporters as they come; both run the same collection.

## Side by side

{side_by_side}
bare libcurl: a loop around one handle, or, for the start, a program that starts libcurl and ends.

## Scripts

Coffer's peak memory is that of its larger process; the script sandbox is a second one.

{scripts}
## Linked secrets

{secrets}
## Cached secrets through the agent

{agent}
From the command's question to the value in the command: two system calls and a change of process each way, links checked, values known to the redactor.

## Memory and the number of iterations

{memory}
## Instructions

In user space, by callgrind: a measure that a busy machine does not change.

{instructions}
{BY_HAND}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, required=True, help="a release build with the bench programs")
    parser.add_argument("--newman", type=pathlib.Path, required=True)
    parser.add_argument("--bruno", type=pathlib.Path, required=True)
    parser.add_argument("--quick", action="store_true", help="one round of each: to see that it works")
    parser.add_argument("--output", type=pathlib.Path, default=RESULTS)
    options = parser.parse_args()
    options.build, options.newman, options.bruno = options.build.resolve(), options.newman.absolute(), options.bruno.absolute()
    os.environ["COFFER_STAND_IN"] = str(options.build / "libexec/coffer/coffer-stand-in")
    with tempfile.TemporaryDirectory(prefix="coffer-bench-") as folder, standin.StandIn(cases.cloud_state()) as cloud:
        cloud.control("POST", "log-limit", {"requests": 0})
        text = report(Bench(options, folder, cloud))
    kept = options.output.read_text().partition(BY_HAND)[2] if options.output.exists() else ""
    options.output.write_text(text.rstrip("\n") + kept.rstrip("\n") + "\n")
    print(f"bench: wrote {options.output}", file=sys.stderr)


if __name__ == "__main__":
    main()
