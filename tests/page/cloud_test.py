"""The page against moto, an AWS emulator that others wrote, with its checks of signatures and identity policies on."""

import json
import pathlib
import re
import sys

import pytest
from browser import expect
from desk import Desk
from request_test import new_request, outcome
from vault_test import row

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cloud"))
from moto_test import REGION, Api, Moto

VALUE = "d0cument-s3cret"


class Cloud:
    """moto with one secret, and a user who may read it; as Desk wants a cloud."""

    def __init__(self):
        self.moto = Moto()
        self.endpoint = self.moto.url
        secrets, iam = self.moto.client("secretsmanager"), self.moto.client("iam")
        self.arn = secrets.create_secret(Name="shop/document", SecretString=json.dumps({"user": "bob", "password": VALUE}))["ARN"]
        iam.create_user(UserName="reader")
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["secretsmanager:*", "sts:*", "iam:ListMFADevices"], "Resource": "*"}]}
        iam.put_user_policy(UserName="reader", PolicyName="read", PolicyDocument=json.dumps(policy))
        key = iam.create_access_key(UserName="reader")["AccessKey"]
        self.key = key["AccessKeyId"], key["SecretAccessKey"]
        self.moto.switch_checks_on()

    def keys(self, _user):
        return self.key


@pytest.fixture(scope="module")
def cloud():
    cloud = Cloud()
    yield cloud
    cloud.moto.close()


@pytest.fixture
def desk(folder, cloud):
    desk = Desk(folder, cloud)
    yield desk
    desk.end()


def test_from_typed_keys_to_a_request_that_carries_a_picked_secret(desk, cloud, open_tab):
    api = Api()
    desk.make_vault(shop="local for now")
    desk.unlock()
    tab = open_tab(desk.start().address)
    tab.part("Settings")
    provider = tab.page.get_by_role("article", name="AWS Secrets Manager")
    tab.button("Connect", provider).click()
    window = tab.window("Authenticate AWS Secrets Manager")
    tab.field("Access key ID", window).fill(cloud.key[0])
    tab.field("Secret access key", window).fill("wrong" + cloud.key[1])
    tab.search("Region", REGION, window)
    tab.button("Authenticate", window).click()
    expect(tab.field("Secret access key", window)).to_have_attribute("aria-invalid", "true")
    tab.field("Secret access key", window).fill(cloud.key[1])
    tab.button("Authenticate", window).click()
    expect(provider).to_contain_text("user/reader")

    tab.part("Vault")
    tab.choose("Actions on shop", "Link to an external vault…")
    window = tab.page.get_by_role("dialog")
    window.get_by_role("button", name=re.compile("Show the list.*Secret ARN")).click()
    tab.page.get_by_role("option", name=re.compile("shop.document")).click()
    tab.button("Test", window).click()
    expect(window.get_by_role("status", name="Test result")).to_contain_text("AWSCURRENT")
    window.get_by_role("button", name=re.compile("Show the list.*JSON key")).click()
    tab.page.get_by_role("option", name="password", exact=True).click()
    tab.button("Use", window).click()
    expect(window).to_be_hidden()
    expect(row(tab, "shop")).to_contain_text("shop/document")

    tab.part("Requests")
    new_request(tab)
    tab.write("URL", f"{api.url}/pay?key={{{{vault:shop}}}}")
    tab.button("Send").click()
    expect(outcome(tab)).to_contain_text("200")
    assert [path for _, path, _, _ in api.received] == [f"/pay?key={VALUE}"]
    for _, body in tab.traffic + tab.answers():
        assert VALUE.encode() not in body
    api.shutdown()
