"""Runs programs and keeps what they took."""

import dataclasses
import json
import os
import pathlib
import statistics
import subprocess
import tempfile


@dataclasses.dataclass
class Sample:
    wall: float  # seconds
    cpu: float  # seconds, user and system
    peak_kib: int  # resident


class Failed(Exception):
    pass


class Stopwatch:
    def __init__(self, program, environment, folder):
        self.program, self.environment, self.folder = program, environment, folder

    def run(self, command):
        result = pathlib.Path(self.folder) / "measured.json"
        with tempfile.TemporaryFile() as said:
            subprocess.run([self.program, str(result), *map(str, command)], env=self.environment, cwd=self.folder,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said, check=True)
            measured = json.loads(result.read_text())
            status = measured.pop("status")
            if status != 0:
                said.seek(0)
                raise Failed(f"{command} ended with {status}: {said.read()[-500:]!r}")
        return Sample(**measured)


@dataclasses.dataclass
class Summary:
    """Of several samples of the same thing."""

    samples: list

    def median(self, what="wall"):
        return statistics.median(getattr(sample, what) for sample in self.samples)

    def least(self, what="wall"):
        return min(getattr(sample, what) for sample in self.samples)

    def most(self, what="wall"):
        return max(getattr(sample, what) for sample in self.samples)


def interleaved(stopwatch, commands, rounds):
    """`rounds` times each of `commands` (by name), in turns: whatever else the machine does meets all of them.

    One turn before, not counted, fills the page cache.
    """
    samples = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            sample = stopwatch.run(command)
            if turn > 0:
                samples[name].append(sample)
    return {name: Summary(taken) for name, taken in samples.items()}


def instructions(command, environment, folder, data):
    """Instructions that `command` executes in user space, by callgrind, and the lines of its profile; repeatable."""
    subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={data}", "--quiet", *map(str, command)],
                   env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.PIPE, check=True)
    with open(data, encoding="utf-8", errors="replace") as profile:
        for line in profile:
            if line.startswith("summary:") or line.startswith("totals:"):
                return int(line.split()[1])
    raise Failed("callgrind counted nothing")


def machine():
    """What the numbers were measured on."""
    with open("/proc/cpuinfo", encoding="utf-8") as text:
        model = next((line.partition(":")[2].strip() for line in text if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB of memory, Linux {os.uname().release}"
