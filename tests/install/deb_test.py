"""The .deb of this build: what it says, what is in it, and that it comes and goes without a trace.

Nothing touches the machine's own packages: dpkg works on a root and an administrative folder of its own. On a whole Debian
of its own, `tests/install/clean_debian` does the same.
"""

import gzip
import os
import pathlib
import re
import shutil
import stat
import subprocess

import pytest

BUILD = pathlib.Path(os.environ["COFFER_BUILD"])
SOURCE = pathlib.Path(__file__).resolve().parents[2]
SANDBOX = "usr/libexec/coffer/coffer-sandbox"
PROGRAMS = ["usr/bin/coffer", SANDBOX]
# dpkg changes owners, which only root may, or who plays root.
AS_ROOT = [] if os.geteuid() == 0 else ["fakeroot"]


def run(*command, **settings):
    settings.setdefault("env", {"PATH": os.environ["PATH"] + ":/usr/sbin:/sbin", "LC_ALL": "C.UTF-8"})
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **settings)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("deb")
    run("cpack", "--config", BUILD / "CPackConfig.cmake", "-G", "DEB", "-B", folder)
    made = list(folder.glob("*.deb"))
    assert len(made) == 1, made
    return made[0]


@pytest.fixture(scope="module")
def unpacked(package, tmp_path_factory):
    root = tmp_path_factory.mktemp("unpacked")
    run("dpkg-deb", "--extract", package, root)
    return root


@pytest.fixture(scope="module")
def fields(package):
    text = run("dpkg-deb", "--field", package)
    return dict(re.findall(r"^(\S+?): (.*(?:\n .*)*)", text, re.MULTILINE))


def files_below(root):
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir())


def version():
    return re.search(r"project\(coffer VERSION (\S+)", (SOURCE / "CMakeLists.txt").read_text())[1]


def test_names_itself_its_version_and_its_architecture(package, fields):
    architecture = run("dpkg", "--print-architecture").strip()
    assert fields["Package"] == "coffer"
    assert fields["Version"] == f"{version()}-1"
    assert fields["Architecture"] == architecture
    assert package.name == f"coffer_{version()}-1_{architecture}.deb"
    assert fields["Description"].startswith("sends HTTP requests")
    assert "Maintainer" in fields


def needed_by(program):
    return re.findall(r"\(NEEDED\).*\[(.*)\]", run("readelf", "--dynamic", program))


@pytest.mark.parametrize("name", PROGRAMS)
def test_depends_on_the_packages_of_every_library_that_it_links(fields, unpacked, name):
    depended = {re.split(r"[ :(]", entry.strip())[0] for entry in fields["Depends"].split(",")}
    resolved = dict(re.findall(r"^\s*(\S+) => (/\S+)", run("ldd", unpacked / name), re.MULTILINE))
    needed = needed_by(unpacked / name)
    assert len(needed) > 3
    for library in needed:
        if library not in resolved:  # the dynamic loader itself, libc's
            continue
        # The package database knows a merged /usr by the old path, too.
        real = os.path.realpath(resolved[library])
        for path in (real, real.removeprefix("/usr")):
            found = subprocess.run(["dpkg-query", "--search", path], capture_output=True, text=True, check=False)
            if found.returncode == 0:
                break
        assert found.returncode == 0, f"no package owns {real}"
        assert found.stdout.split(":")[0] in depended, f"{library} is not among {sorted(depended)}"


def test_what_runs_scripts_links_the_engine_and_nothing_of_what_holds_secrets(unpacked):
    needed = {library.split(".so")[0] for library in needed_by(unpacked / SANDBOX)}
    assert "libjavascriptcoregtk-4.1" in needed
    assert needed <= {"libjavascriptcoregtk-4.1", "libstdc++", "libgcc_s", "libm", "libc", "ld-linux-x86-64",
                      "ld-linux-aarch64"}, needed
    assert "libjavascriptcoregtk-4.1" not in {library.split(".so")[0] for library in needed_by(unpacked / "usr/bin/coffer")}


def test_holds_the_programs_their_manual_and_nothing_of_the_demo(unpacked):
    files = files_below(unpacked)
    for program in PROGRAMS:
        assert program in files
    assert "usr/share/coffer/coffer.links.schema.json" in files
    for document in ("copyright", "changelog.Debian.gz", "README.md", "cli.md", "aws.md"):
        assert f"usr/share/doc/coffer/{document}" in files
    made = BUILD / "share"
    for page in made.glob("man/man1/*.1"):
        with gzip.open(unpacked / f"usr/share/man/man1/{page.name}.gz") as packed:
            assert packed.read() == page.read_bytes()
    for completion in [path for path in made.rglob("*") if path.is_file() and "man" not in path.parts]:
        assert f"usr/share/{completion.relative_to(made)}" in files
    assert [name for name in files if "libexec" in name] == [SANDBOX]
    assert not [name for name in files if "stand-in" in name or name.startswith("etc/")]


def test_belongs_to_root_with_the_modes_that_debian_wants(package, unpacked):
    for line in run("dpkg-deb", "--contents", package).splitlines():
        assert line.split()[1] == "root/root", line
    for path in unpacked.rglob("*"):
        mode = stat.S_IMODE(path.lstat().st_mode)
        wanted = 0o755 if path.is_dir() or str(path.relative_to(unpacked)) in PROGRAMS else 0o644
        assert mode == wanted, f"{path}: {mode:o}"


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_program_knows_no_folder_of_the_machine_that_built_it(unpacked, name):
    dynamic = run("readelf", "--dynamic", unpacked / name)
    assert "RPATH" not in dynamic and "RUNPATH" not in dynamic
    sections = run("readelf", "--sections", "--wide", unpacked / name)
    assert ".symtab" not in sections and ".debug_info" not in sections
    assert str(BUILD).encode() not in (unpacked / name).read_bytes()


def test_the_packed_program_runs(unpacked, tmp_path):
    program = unpacked / "usr/bin/coffer"
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    assert run(program, "--version", env=environment) == f"coffer {version()}\n"
    key = tmp_path / "key"
    run(program, "--no-input", "vault", "init", "--no-passphrase", "--write-key", key, env=environment)
    run(program, "--key-file", key, "secret", "set", "planted", env=environment, input="s3cret-value")
    assert "planted" in run(program, "--key-file", key, "secret", "list", env=environment)


def test_installs_and_purges_without_a_trace(package, tmp_path):
    root = tmp_path / "root"
    database = root / "var/lib/dpkg"
    for folder in ("info", "updates", "triggers"):
        (database / folder).mkdir(parents=True)
    (database / "status").touch()
    (database / "available").touch()
    before = set(files_below(root))
    # An empty database: its libraries are not installed there.
    dpkg = [*AS_ROOT, "dpkg", f"--root={root}", f"--admindir={database}", f"--log={tmp_path}/log", "--force-depends",
            "--force-not-root"]
    run(*dpkg, "--install", package)
    status = ["dpkg-query", f"--admindir={database}", "--show", "--showformat=${db:Status-Status}", "coffer"]
    assert run(*status) == "installed"
    assert (root / "usr/bin/coffer").exists()
    if not AS_ROOT:
        assert run("dpkg", f"--root={root}", f"--admindir={database}", "--verify", "coffer") == ""
    run(*dpkg, "--purge", "coffer")
    left = set(files_below(root)) - before
    assert not [name for name in left if not name.startswith("var/lib/dpkg/")], left
    assert not (root / "usr/bin").exists() and not (root / "usr/share").exists()
    assert "coffer" not in (database / "status").read_text()


def test_is_the_same_package_each_time(package, tmp_path):
    run("cpack", "--config", BUILD / "CPackConfig.cmake", "-G", "DEB", "-B", tmp_path)
    again = tmp_path / package.name
    assert run("dpkg-deb", "--contents", again).count("\n") == run("dpkg-deb", "--contents", package).count("\n")
    for one, two in zip(sorted(unpack(package, tmp_path / "a")), sorted(unpack(again, tmp_path / "b")), strict=True):
        assert one.read_bytes() == two.read_bytes(), one


def unpack(package, folder):
    run("dpkg-deb", "--extract", package, folder)
    return [path for path in folder.rglob("*") if path.is_file()]


def test_cmake_installs_the_demo_as_well(tmp_path):
    run("cmake", "--install", BUILD, "--prefix", tmp_path / "prefix")
    files = files_below(tmp_path / "prefix")
    for file in ("bin/coffer", "libexec/coffer/coffer-stand-in", "libexec/coffer/demo", "libexec/coffer/sample_state.json"):
        assert file in files
    assert run(tmp_path / "prefix/bin/coffer", "--version").startswith("coffer ")
    shutil.rmtree(tmp_path / "prefix")
