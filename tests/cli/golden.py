"""Golden tests of the command line: scripts that read as a person would type them.

A script in tests/cli/scripts is a list of commands and what they print:

    # a comment
    $ coffer secret list
    NAME  ON  ALLOWED DOMAINS  VALUE
    ! a line of standard error
    [3]

`$ ` begins a command (bash; `> ` goes on with it), `! ` is a line of standard error, `[N]` an exit status other than 0, anything else a
line of standard output. `…` in an expected line stands for any text. A line `@ stand-in` starts the stand-in cloud for the script: it sets
AWS_ENDPOINT_URL and ECHO. A line `@ env NAME=VALUE` sets a variable for the commands. Without a line `@ agent` the commands do without the
agent; with it, one that they start is ended with the script. Every script has a HOME of its own that is removed
at the end. Times, durations and random ids are shown as TIME, DATE, N ms and UUID, and the columns that they widen are narrowed.

`python golden.py --update [name …]` writes what came instead, keeping every expected line that still matches.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

# What differs from run to run, and what stands for it.
VOLATILE = [
    (re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"), "TIME"),
    (re.compile(r"\w{3}, \d\d \w{3} 20\d\d \d\d:\d\d:\d\d GMT"), "DATE"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"), "UUID"),
    (re.compile(r"\b\d+(\.\d+)? ?(µs|ms|s)\b"), "N ms"),
]
SCRIPTS = sorted((HERE / "scripts").glob("*.txt"))


def steady(line):
    for pattern, name in VOLATILE:
        line = pattern.sub(name, line)
    if "N ms" in line or line.startswith(("┌", "├", "└", "│")):
        indent = len(line) - len(line.lstrip())
        line = line[:indent] + re.sub("─+", "─", re.sub(" {2,}", "  ", line[indent:]))
        line = re.sub(" +│$", " │", line)  # whether it is the widest of its box hangs on the durations
    return line


def matches(expected, got):
    pattern = ".*".join(re.escape(part) for part in expected.split("…"))
    return re.fullmatch(pattern, got) is not None


class Script:
    def __init__(self, path):
        self.path = path
        self.steps = []  # [kind, command or text, expected lines]
        for line in path.read_text().splitlines():
            if line.startswith("$ "):
                self.steps.append(["command", line[2:], []])
            elif line.startswith("> ") and self.steps and self.steps[-1][0] == "command" and not self.steps[-1][2]:
                self.steps[-1][1] += "\n" + line[2:]
            elif line.startswith(("#", "@ ")):
                self.steps.append(["note", line, []])
            elif line == "" and (not self.steps or self.steps[-1][0] == "note"):
                continue
            elif self.steps and self.steps[-1][0] == "command":
                self.steps[-1][2].append(line)
            else:
                raise ValueError(f"{path.name}: output before the first command: {line}")
        for step in self.steps:  # a blank line between commands belongs to neither
            while step[2] and step[2][-1] == "":
                step[2].pop()

    def notes(self):
        return [step[1] for step in self.steps if step[0] == "note"]

    def text(self):
        out = []
        for kind, text, lines in self.steps:
            if out and not out[-1].startswith(("#", "@")):
                out.append("")
            if kind == "note":
                out.append(text)
                continue
            first, *more = text.split("\n")
            out += ["$ " + first] + ["> " + line for line in more] + lines
        return "\n".join(out) + "\n"


class World:
    """A HOME, a PATH with coffer on it, and the stand-in cloud if the script wants it."""

    def __init__(self, script):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="coffer-golden-"))
        self.home = self.folder / "home"
        self.home.mkdir(mode=0o700)
        coffer = pathlib.Path(os.environ["COFFER_BIN"]).resolve()
        self.environment = {
            "HOME": str(self.home),
            "PATH": f"{coffer.parent}:{HERE}/bin:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "AWS_EC2_METADATA_DISABLED": "true",
            "EXAMPLES": str(HERE.parent.parent / "examples"),
            "PYTHON": sys.executable,
        }
        self.agent = "@ agent" in script.notes()
        if not self.agent:
            self.environment["COFFER_NO_AGENT"] = "1"
        settings = [note[len("@ env ") :] for note in script.notes() if note.startswith("@ env ")]
        self.environment |= dict(setting.split("=", 1) for setting in settings)
        self.standin = None
        if "@ stand-in" in script.notes():
            from standin import StandIn

            self.standin = StandIn()
            self.environment |= {"AWS_ENDPOINT_URL": self.standin.endpoint, "ECHO": self.standin.echo}

    def run(self, command):
        done = subprocess.run(["bash", "-c", command], cwd=self.home, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True)
        lines = self.tidy(done.stdout)
        lines += ["! " + line for line in self.tidy(done.stderr)]
        return lines + ([f"[{done.returncode}]"] if done.returncode else [])

    def tidy(self, output):
        text = output.decode(errors="backslashreplace").replace(str(self.home), "~")
        if self.standin:
            for url, name in ((self.standin.echo, "$ECHO"), (self.standin.endpoint, "$AWS_ENDPOINT_URL")):
                text = text.replace(url, name).replace(url.removeprefix("http://"), name + "_HOST")
        return [steady(line).rstrip() for line in text.splitlines()]

    def close(self):
        if self.agent:
            self.run("coffer agent stop")
        if self.standin:
            self.standin.stop()
        shutil.rmtree(self.folder)


def differences(expected, got):
    if len(expected) == len(got) and all(matches(*pair) for pair in zip(expected, got)):
        return None
    return "expected:\n  " + "\n  ".join(expected) + "\ngot:\n  " + "\n  ".join(got)


def run(path, update=False):
    """Runs a script; returns the differences found."""
    script = Script(path)
    world = World(script)
    problems = []
    try:
        for step in script.steps:
            if step[0] != "command":
                continue
            got = world.run(step[1])
            difference = differences(step[2], got)
            if difference:
                problems.append(f"$ {step[1]}\n{difference}")
                step[2] = [next((old for old in step[2] if matches(old, line)), line) for line in got]
    finally:
        world.close()
    if update and problems:
        path.write_text(script.text())
    return problems


if __name__ == "__main__":
    update = "--update" in sys.argv
    chosen = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    failed = 0
    for path in SCRIPTS:
        if chosen and path.stem not in chosen:
            continue
        problems = run(path, update)
        failed += bool(problems)
        print(f"{path.stem}: {'updated' if problems and update else 'differs' if problems else 'as expected'}")
        if problems and not update:
            print("\n".join(problems))
    sys.exit(1 if failed and not update else 0)
