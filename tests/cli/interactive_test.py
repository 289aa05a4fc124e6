"""What a person at a terminal meets: questions, answers that are not echoed, second chances."""

import json
import os
import pathlib
import shutil
import sys
import tempfile

import pexpect
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import identity_center as sso
from standin import SAMPLE_STATE, StandIn


class Desk:
    """A HOME and a terminal."""

    def __init__(self, standin):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="coffer-desk-"))
        self.environment = {"HOME": str(self.home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm", "COFFER_NO_AGENT": "1", "AWS_EC2_METADATA_DISABLED": "true", "AWS_ENDPOINT_URL": standin.endpoint}

    def type(self, *arguments, **environment):
        return pexpect.spawn(os.environ["COFFER_BIN"], list(arguments), env=self.environment | environment, cwd=self.home, encoding="utf-8", timeout=60)

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


@pytest.fixture
def identity_center():
    with sso.identity_center() as server:
        yield sso.address(server)


@pytest.fixture
def cloud(standin):
    standin.reset()
    return standin


def write_profiles(desk, cloud, **users):
    text = "".join("[{}]\naws_access_key_id = {}\naws_secret_access_key = {}\n".format(profile, *cloud.keys(user)) for profile, user in users.items())
    (desk.home / ".aws").mkdir()
    (desk.home / ".aws" / "credentials").write_text(text)


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


def test_connecting_asks_field_by_field_and_refuses_at_once_what_cannot_be_right(desk, cloud):
    key_id, secret = cloud.keys("alice")
    terminal = desk.type("aws", "connect")
    terminal.expect_exact("No AWS credentials were found in the environment or in ~/.aws.")
    answer(terminal, "Type [long-lived]: ", "?")
    answer(terminal, "Type [long-lived]: ", "7")
    terminal.expect_exact("This is none of them. Type a number from 1 to 2, or a name.")
    answer(terminal, "Type [long-lived]: ", "1")
    answer(terminal, "Access key ID: ", "AKIA")
    terminal.expect_exact("This is no access key ID.")
    answer(terminal, "Access key ID: ", "autofill")
    terminal.expect_exact('There is neither an AWS profile "main" nor "default".')
    answer(terminal, "Access key ID: ", key_id)
    answer(terminal, "Secret access key: ", "")
    terminal.expect_exact("It is empty.")
    answer(terminal, "Secret access key: ", "two words")
    terminal.expect_exact("There is a space in it")
    answer(terminal, "Secret access key: ", "?")
    terminal.expect_exact("It is not shown")
    answer(terminal, "Secret access key: ", secret[:-1])  # plausible: only AWS can tell
    answer(terminal, "Region: ", "eu central")
    terminal.expect_exact("This is no AWS region.")
    answer(terminal, "Region: ", "eu-central-1")
    terminal.expect_exact("the secret access key does not belong to the access key ID AKIA…0001")
    answer(terminal, "Access key ID: ", key_id)
    answer(terminal, "Secret access key: ", secret)
    answer(terminal, "Region: ", "eu-central-1")
    question = "MFA code of arn:aws:iam::111122223333:mfa/alice-phone: "
    answer(terminal, question, "12345")
    terminal.expect_exact("An MFA code has six digits.")
    code = cloud.mfa_code("alice")
    cloud.mfa_session("alice")  # uses that code up
    answer(terminal, question, code)
    terminal.expect_exact("Wait for the next code: each works once")
    answer(terminal, question, cloud.mfa_code("alice"))
    terminal.expect_exact("caller       arn:aws:iam::111122223333:user/alice")
    assert secret[:-1] not in terminal.before
    assert finish(terminal) == 0


def test_fields_are_filled_from_profiles(desk, cloud):
    write_profiles(desk, cloud, main="admin", second="bob")
    terminal = desk.type("aws", "connect", "--ask", "--region", "eu-central-1")
    answer(terminal, "Type [long-lived]: ", "")
    terminal.expect_exact("what the profile main has")
    answer(terminal, "Access key ID [AKIA…0001]: ", "")
    answer(terminal, "Secret access key [of profile main]: ", "autofill")
    terminal.expect_exact("user/admin")
    assert finish(terminal) == 0
    terminal = desk.type("aws", "connect", "--type", "long-lived", "--region", "eu-central-1")
    answer(terminal, "Access key ID [AKIA…0001]: ", "autofill nobody")
    terminal.expect_exact('There is no AWS profile "nobody". There are: main, second.')
    answer(terminal, "Access key ID [AKIA…0001]: ", "autofill second all")
    terminal.expect_exact("user/bob")
    terminal.expect_exact("from profile second")
    assert finish(terminal) == 0
    terminal = desk.type("aws", "connect", "--type", "long-lived", "--region", "eu-central-1")
    answer(terminal, "Access key ID [AKIA…0001]: ", cloud.keys("ci")[0])
    answer(terminal, "Secret access key: ", "autofill")  # the profile's belongs to another key
    terminal.expect_exact("The profile main has nothing that fits here.")
    terminal.expect_exact("Secret access key: ")
    terminal.sendcontrol("d")
    assert finish(terminal) == 1


def test_a_profile_is_chosen_by_number_or_name(desk, cloud):
    write_profiles(desk, cloud, main="admin", second="bob")
    terminal = desk.type("aws", "connect", "--type", "profile", AWS_REGION="eu-central-1")
    terminal.expect_exact("1  main    access key")
    answer(terminal, "Profile [main]: ", "2")
    terminal.expect_exact("Region: eu-central-1 (of the environment)")
    terminal.expect_exact("user/bob")
    assert finish(terminal) == 0


def test_temporary_keys_are_asked_for_with_their_token_and_their_end(desk, cloud):
    session = cloud.client("sts", "bob").get_session_token()["Credentials"]
    terminal = desk.type("aws", "connect", "--ask", AWS_REGION="eu-central-1")
    answer(terminal, "Type [long-lived]: ", "long-lived")
    answer(terminal, "Access key ID: ", session["AccessKeyId"])
    terminal.expect_exact("This key is a temporary one")
    answer(terminal, "Secret access key: ", session["SecretAccessKey"])
    answer(terminal, "Session token: ", session["SessionToken"])
    answer(terminal, "Valid until (Enter: not known): ", "yesterday")
    terminal.expect_exact("This is no time.")
    answer(terminal, "Valid until (Enter: not known): ", "45m")
    terminal.expect_exact("temporary, from typed keys")
    terminal.expect(r"\(4[45] min left\)")
    assert finish(terminal) == 0


def test_one_of_several_mfa_devices_is_chosen(desk):
    state = json.loads(SAMPLE_STATE.read_text())
    user = next(user for user in state["accounts"][0]["users"] if user["name"] == "nobody")
    user["policies"] = [{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:ListMFADevices", "Resource": "*"}]}]
    name = user["mfa_devices"][1]["name"]
    with StandIn(state) as cloud:
        write_profiles(desk, cloud, main="nobody")
        terminal = desk.type("aws", "connect", AWS_REGION="eu-central-1", AWS_ENDPOINT_URL=cloud.endpoint)
        terminal.expect_exact(f"2  {name}")
        answer(terminal, "MFA device: ", "3")
        terminal.expect_exact("This is none of them.")
        answer(terminal, "MFA device: ", name)
        terminal.expect_exact(f"MFA code of arn:aws:iam::111122223333:mfa/{name}: ")
        terminal.sendline(cloud.mfa_code(f"arn:aws:iam::111122223333:mfa/{name}"))
        terminal.expect_exact("MFA session")
        assert finish(terminal) == 0


def test_a_device_is_named_by_hand_where_they_may_not_be_listed(desk, cloud):
    write_profiles(desk, cloud, main="ci")
    terminal = desk.type("aws", "connect", AWS_REGION="eu-central-1")
    terminal.expect_exact("These keys may not list MFA devices (iam:ListMFADevices)")
    answer(terminal, "MFA device ARN (empty: none): ", "arn:aws:iam::111122223333:user/ci")
    terminal.expect_exact("this is no MFA device")
    answer(terminal, "MFA device ARN (empty: none): ", "")
    terminal.expect_exact("user/ci")
    assert finish(terminal) == 0


@pytest.mark.parametrize("key", ["c", "d"])
def test_ctrl_c_and_ctrl_d_leave_the_terminal_as_it_was(desk, key):
    """By a shell, as a person has it: what is typed after them is echoed again."""
    shell = pexpect.spawn("/bin/sh", ["-i"], env=desk.environment | {"PS1": "prompt> "}, cwd=desk.home, encoding="utf-8", timeout=60)
    shell.expect_exact("prompt> ")
    shell.sendline(f"{os.environ['COFFER_BIN']} aws connect --access-key-id AKIAIOSFODNN7EXAMPLE; stty -a | tr ' ;' '\\n\\n' | grep -x -e -echo -e echo")
    shell.expect_exact("Secret access key: ")
    shell.sendcontrol(key)
    if key == "c":  # which ends the whole line of the shell
        shell.expect_exact("prompt> ")
        shell.sendline("stty -a | tr ' ;' '\\n\\n' | grep -x -e -echo -e echo")
        shell.expect_exact("grep -x")
    else:
        shell.expect_exact("cancelled: no answer was given")
    shell.expect("\n(-?echo)\r")
    assert shell.match[1] == "echo"
    shell.close(force=True)


def test_the_browser_is_opened_for_a_sign_in(desk, identity_center):
    """By xdg-open, with the address that has the code in it, and with nothing of the terminal."""
    (desk.home / "bin").mkdir()
    opener = desk.home / "bin" / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" > "{desk.home}/opened.new"\nmv "{desk.home}/opened.new" "{desk.home}/opened"\n')
    opener.chmod(0o755)
    (desk.home / ".aws").mkdir()
    (desk.home / ".aws" / "config").write_text(sso.PROFILE)
    around = {"AWS_ENDPOINT_URL": identity_center, "PATH": f"{desk.home}/bin:/usr/bin:/bin", "DISPLAY": ":99", "NO_PROXY": "127.0.0.1"}
    terminal = desk.type("aws", "connect", "--type", "profile", **around)
    terminal.expect_exact("1  x  IAM Identity Center (SSO)")
    answer(terminal, "Profile: ", "x")
    terminal.expect_exact("Sign in to IAM Identity Center (corp): your browser opens")
    terminal.expect_exact("https://device.example/?user_code=ABCD-EFGH")
    terminal.expect_exact("the page shows the code ABCD-EFGH")
    terminal.expect_exact("assumed-role/Reader/me")
    assert finish(terminal) == 0
    assert (desk.home / "opened").read_text() == "1\nhttps://device.example/?user_code=ABCD-EFGH\n"


def test_no_browser_is_opened_without_a_desktop(desk, identity_center):
    (desk.home / ".aws").mkdir()
    (desk.home / ".aws" / "config").write_text(sso.PROFILE)
    terminal = desk.type("aws", "login", "--profile", "x", AWS_ENDPOINT_URL=identity_center, NO_PROXY="127.0.0.1")
    terminal.expect_exact("Sign in to IAM Identity Center (corp): open")
    terminal.expect_exact("Signed in to corp until")
    assert finish(terminal) == 0
