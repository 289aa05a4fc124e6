"""What a person at a terminal meets: questions, answers that are not echoed, second chances."""

import os
import pathlib
import shutil
import sys
import tempfile

import pexpect
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from standin import StandIn


class Desk:
    """A HOME and a terminal."""

    def __init__(self, standin):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="coffer-desk-"))
        self.environment = {"HOME": str(self.home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm", "COFFER_NO_AGENT": "1", "AWS_EC2_METADATA_DISABLED": "true", "AWS_ENDPOINT_URL": standin.endpoint}

    def type(self, *arguments):
        return pexpect.spawn(os.environ["COFFER_BIN"], list(arguments), env=self.environment, cwd=self.home, encoding="utf-8", timeout=60)

    def close(self):
        shutil.rmtree(self.home)


@pytest.fixture(scope="module")
def standin():
    standin = StandIn()
    yield standin
    standin.stop()


@pytest.fixture
def desk(standin):
    desk = Desk(standin)
    yield desk
    desk.close()


def answer(terminal, question, text):
    terminal.expect_exact(question)
    terminal.sendline(text)


def finish(terminal):
    terminal.expect(pexpect.EOF)
    terminal.close()
    return terminal.exitstatus


def make_vault(desk, passphrase="correct horse battery"):
    terminal = desk.type("vault", "init")
    answer(terminal, "New passphrase: ", passphrase)
    answer(terminal, "The same again: ", passphrase)
    terminal.expect_exact("Recovery key, shown this once")
    assert finish(terminal) == 0
    assert passphrase not in terminal.before


def test_a_vault_is_made_and_a_value_put_in_without_echo(desk):
    make_vault(desk)
    terminal = desk.type("secret", "set", "stripe")
    answer(terminal, "Vault passphrase: ", "correct horse battery")
    answer(terminal, "Value of stripe: ", "typed-value")
    terminal.expect_exact('"stripe" is set (11 bytes).')
    assert finish(terminal) == 0
    terminal = desk.type("secret", "show", "stripe", "--reveal")
    answer(terminal, "Vault passphrase: ", "correct horse battery")
    terminal.expect_exact("typed-value")
    assert finish(terminal) == 0


def test_a_mistyped_passphrase_may_be_typed_again(desk):
    make_vault(desk)
    terminal = desk.type("secret", "list")
    answer(terminal, "Vault passphrase: ", "wrong")
    terminal.expect_exact("That is not the passphrase.")
    answer(terminal, "Vault passphrase: ", "correct horse battery")
    terminal.expect_exact("The vault is empty.")
    assert finish(terminal) == 0


def test_a_short_passphrase_is_refused(desk):
    terminal = desk.type("vault", "init")
    answer(terminal, "New passphrase: ", "short")
    terminal.expect_exact("shorter than 8 characters")
    assert finish(terminal) == 2
    assert not (desk.home / ".config/coffer/vault.coffer").exists()


def test_reset_asks_twice(desk):
    make_vault(desk)
    terminal = desk.type("vault", "reset")
    answer(terminal, "[y/N] ", "y")
    answer(terminal, "Type `remove` to do it: ", "no")
    terminal.expect_exact("nothing was removed")
    assert finish(terminal) == 1
    assert (desk.home / ".config/coffer/vault.coffer").exists()
    terminal = desk.type("vault", "reset")
    answer(terminal, "[y/N] ", "y")
    answer(terminal, "Type `remove` to do it: ", "remove")
    assert finish(terminal) == 0
    assert not (desk.home / ".config/coffer/vault.coffer").exists()


def test_an_export_asks_for_its_password_twice_and_an_import_what_to_keep(desk):
    make_vault(desk)
    (desk.home / "pw").write_text("correct horse battery\n")
    unlocked = ("--passphrase-file", "pw")
    for name in ("mine", "theirs", "both"):
        terminal = desk.type("secret", "set", name, *unlocked)
        answer(terminal, f"Value of {name}: ", "exported")
        assert finish(terminal) == 0
    terminal = desk.type("vault", "export", "-o", "all.export", *unlocked)
    answer(terminal, "Password for the export: ", "a password of ours")
    answer(terminal, "The same again: ", "another password")
    terminal.expect_exact("the two were not the same")
    assert finish(terminal) == 2
    assert not (desk.home / "all.export").exists()
    terminal = desk.type("vault", "export", "-o", "all.export", *unlocked)
    answer(terminal, "Password for the export: ", "a password of ours")
    answer(terminal, "The same again: ", "a password of ours")
    terminal.expect_exact("Exported 3 secrets, encrypted.")
    assert finish(terminal) == 0
    for name in ("mine", "theirs", "both"):
        terminal = desk.type("secret", "set", name, *unlocked)
        answer(terminal, f"Value of {name}: ", "changed since")
        assert finish(terminal) == 0
    terminal = desk.type("vault", "import", "all.export", *unlocked)
    answer(terminal, "Password of the export: ", "not that one at all")
    answer(terminal, "That is not the password.", "a password of ours")
    answer(terminal, 'The vault has another "mine"', "keep")
    answer(terminal, 'The vault has another "theirs"', "r")  # replace or rename? It asks again
    answer(terminal, 'The vault has another "theirs"', "replace")
    answer(terminal, 'The vault has another "both"', "ren")
    terminal.expect_exact('renamed, to "both (2)"')
    assert finish(terminal) == 0
    for name, value in (("mine", "changed since"), ("theirs", "exported"), ("both", "changed since"), ("both (2)", "exported")):
        terminal = desk.type("secret", "show", name, "--reveal", *unlocked)
        terminal.expect_exact(value)
        assert finish(terminal) == 0
    terminal = desk.type("vault", "export", "--plain", *unlocked)
    answer(terminal, "[y/N] ", "n")
    terminal.expect_exact("nothing was exported")
    assert finish(terminal) == 1
