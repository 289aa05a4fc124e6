"""Completion, asked of the real shells."""

import os
import pathlib
import shutil
import subprocess

import pytest

BIN = pathlib.Path(os.environ["COFFER_BIN"]).resolve()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    home.chmod(0o700)
    (home / "collection.json").write_text("{}")
    (home / "folder").mkdir()
    (home / "pw").write_text("correct horse battery\n")
    for command in ("vault init --passphrase-file pw", "vault key --yes > key", "secret set plain --file pw", "secret set two\\ words --file pw"):
        subprocess.run(["bash", "-c", f"umask 077; coffer {command}"], cwd=home, env=environment(home) | {"COFFER_PASSPHRASE_FILE": "pw"}, check=True, capture_output=True)
    return home


def environment(home):
    return {"HOME": str(home), "PATH": f"{BIN.parent}:/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "dumb"}


def run(shell, script, home, **variables):
    program = shutil.which(shell)
    assert program, f"{shell} is missing: tools/setup --tests installs it"
    flags = ["-f"] if shell == "zsh" else ["--norc", "--noprofile"] if shell == "bash" else ["--no-config"]
    done = subprocess.run([program, *flags, "-c", script], cwd=home, env=environment(home) | variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def by_bash(home, *words, **variables):
    quoted = " ".join("'" + word.replace("'", "'\\''") + "'" for word in words)
    script = f"source <(coffer completion bash); COMP_WORDS=({quoted}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _coffer; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    return run("bash", script, home, **variables).splitlines()


def by_fish(home, line, **variables):
    out = run("fish", f"coffer completion fish | source; complete -C '{line}'", home, **variables)
    return [row.split("\t")[0] for row in out.splitlines()]


def by_zsh(home, *words, **variables):
    """The completion function itself, with zsh's own helpers replaced by ones that print what they are given."""
    quoted = " ".join("'" + word + "'" for word in words)
    script = f"""
    compdef() {{ }}; compset() {{ }}
    _files() {{ [[ $1 == -/ ]] && print -l *(/) || print -l * }}
    _describe() {{ local each; for each in "${{(@P)${{@[-1]}}}}"; do each=${{each//\\\\:/$'\\1'}}; print -r -- "${{${{each%%:*}}//$'\\1'/:}}"; done }}
    source <(coffer completion zsh)
    words=({quoted}); CURRENT=$#words; PREFIX=${{words[-1]}}
    _coffer || true"""
    return run("zsh", script, home, **variables).splitlines()


def by_any(shell, home, *words, **variables):
    if shell == "bash":
        return by_bash(home, *words, **variables)
    return by_zsh(home, *words, **variables) if shell == "zsh" else by_fish(home, " ".join(words), **variables)


SHELLS = ["bash", "zsh", "fish"]


@pytest.mark.parametrize("shell", SHELLS)
def test_commands_are_completed(shell, home):
    assert by_any(shell, home, "coffer", "va") == ["vault"]
    assert {"init", "status", "rotate"} <= set(by_any(shell, home, "coffer", "vault", ""))
    assert "__complete" not in by_any(shell, home, "coffer", "")


@pytest.mark.parametrize("shell", SHELLS)
def test_flags_and_their_values_are_completed(shell, home):
    assert "--data-urlencode" in by_any(shell, home, "coffer", "send", "--da")
    assert "--vault" in by_any(shell, home, "coffer", "send", "--va"), "the flags of every command, too"
    assert by_any(shell, home, "coffer", "--color", "o") == ["on", "off"] or set(by_any(shell, home, "coffer", "--color", "o")) == {"on", "off"}
    assert by_any(shell, home, "coffer", "completion", "f") == ["fish"]
    assert by_any(shell, home, "coffer", "send", "-sk", "--http", "1") == ["1.1"]
    assert set(by_any(shell, home, "coffer", "secret", "scripts", "plain", "")) == {"ask", "never"}


@pytest.mark.parametrize("shell", SHELLS)
def test_files_are_completed_where_a_file_is_meant(shell, home):
    assert "collection.json" in by_any(shell, home, "coffer", "run", "coll" if shell != "zsh" else "")
    assert "collection.json" in by_any(shell, home, "coffer", "grant", "coll" if shell != "zsh" else "")
    assert "collection.json" in by_any(shell, home, "coffer", "run", "-e", "coll" if shell != "zsh" else "")
    folders = [name.rstrip("/") for name in by_any(shell, home, "coffer", "run", "--working-dir", "")]
    assert "folder" in folders and "collection.json" not in folders


@pytest.mark.parametrize("shell", SHELLS)
def test_names_of_secrets_are_completed_where_nothing_must_be_asked(shell, home):
    assert by_any(shell, home, "coffer", "secret", "show", "pl") == []or by_any(shell, home, "coffer", "secret", "show", "pl") == [""]
    assert by_any(shell, home, "coffer", "secret", "show", "pl", COFFER_VAULT_KEY_FILE=str(home / "key")) == ["plain"]


def test_bash_quotes_what_it_must(home):
    assert by_bash(home, "coffer", "secret", "rm", "two", COFFER_VAULT_KEY_FILE=str(home / "key")) == ["two\\ words"]
    assert by_bash(home, "coffer", "--color", "=", "au") == ["auto"], "bash takes --color=au apart"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_read_without_complaint(shell, home):
    (home / "script").write_text(run("bash", f"coffer completion {shell}", home))
    subprocess.run([shell, "-n" if shell != "fish" else "--no-execute", "script"], cwd=home, check=True)


def test_every_flag_of_every_command_is_completed(home):
    """The tree that --help prints is the tree that is completed."""

    def shown(*path):
        text = run("bash", f"coffer {' '.join(path)} --help", home)
        return {word.split("=")[0] for line in text.splitlines() if line.startswith("  -") for word in line.split()[0].split(",") if word.startswith("--")}

    for path in (("send",), ("run",), ("secret", "link"), ("import", "curl"), ("aws", "connect")):
        assert shown(*path) <= set(by_bash(home, "coffer", *path, "--"))
