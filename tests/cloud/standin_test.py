"""The stand-in cloud, seen by clients that others wrote: botocore and the AWS CLI, both unchanged."""

import datetime
import gzip
import hashlib
import json
import pathlib
import socket
import sys
import urllib.error
import urllib.parse
import urllib.request
import zlib

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.exceptions
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

import standin  # noqa: E402
from standin import REGION, StandIn  # noqa: E402

ALICE_MFA = "arn:aws:iam::111122223333:mfa/alice-phone"
PAYMENTS_ROLE = "arn:aws:iam::111122223333:role/payments-reader"
PAYMENTS_ARN = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:payments/api-token-Xy12Zw"
STRIPE_ARN = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:stripe-key-AbCdEf"


@pytest.fixture(scope="module")
def running():
    with StandIn() as cloud:
        yield cloud


@pytest.fixture
def cloud(running):
    running.reset()
    return running


class Refused:
    """Expects a botocore ClientError of that code, and keeps it."""

    def __init__(self, code, status=None, message=None):
        self.expected = (code, status, message)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        code, status, message = self.expected
        assert kind is not None, f"no error, {code} expected"
        if not isinstance(error, botocore.exceptions.ClientError):
            return False
        assert error.response["Error"]["Code"] == code, error
        if status:
            assert error.response["ResponseMetadata"]["HTTPStatusCode"] == status
        if message:
            assert message in error.response["Error"]["Message"]
        return True


def raw(url, data=None, headers=None, method=None):
    """(status, headers, body) without any client's help."""
    request = urllib.request.Request(url, data=data, headers=headers or {}, method=method)
    try:
        with standin._OPENER.open(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def signed(cloud, service="sts", user="ci", method="POST", path="/", data=b"", headers=None, region=REGION, token=None,
           key=None, auth=botocore.auth.SigV4Auth):
    """A request that botocore signed, as (url, data, headers), to be bent before it is sent."""
    key = key or cloud.keys(user)
    request = botocore.awsrequest.AWSRequest(method, cloud.endpoint + path, data=data, headers=headers or {})
    auth(botocore.credentials.Credentials(*key, token), service, region).add_auth(request)
    return request.url, data, dict(request.headers)


IDENTITY = b"Action=GetCallerIdentity&Version=2011-06-15"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TARGET = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "secretsmanager.GetSecretValue"}


# --- Secrets Manager: reading ---

def test_a_secret_is_found_by_arn_by_partial_arn_and_by_name(cloud):
    client = cloud.client("secretsmanager", "ci")
    for name in (STRIPE_ARN, STRIPE_ARN[:-7], "stripe-key"):
        answer = client.get_secret_value(SecretId=name)
        assert answer["ARN"] == STRIPE_ARN
        assert answer["SecretString"] == "sk_fake_stripe_NEW_9876543210"
        assert answer["VersionStages"] == ["AWSCURRENT"]
        assert isinstance(answer["CreatedDate"], datetime.datetime)


def test_a_version_is_found_by_stage_and_by_id(cloud):
    client = cloud.client("secretsmanager", "ci")
    old = client.get_secret_value(SecretId="stripe-key", VersionStage="AWSPREVIOUS")
    assert old["SecretString"] == "sk_fake_stripe_OLD_0123456789"
    assert client.get_secret_value(SecretId="stripe-key", VersionId=old["VersionId"])["SecretString"] == old["SecretString"]
    with Refused("ResourceNotFoundException", 400, "for staging label: NONE"):
        client.get_secret_value(SecretId="stripe-key", VersionStage="NONE")
    with Refused("ResourceNotFoundException", 400, "for VersionId: " + "0" * 32):
        client.get_secret_value(SecretId="stripe-key", VersionId="0" * 32)
    with Refused("InvalidRequestException"):
        client.get_secret_value(SecretId="stripe-key", VersionId=old["VersionId"], VersionStage="AWSCURRENT")


def test_values_come_byte_for_byte(cloud):
    client = cloud.client("secretsmanager", "ci")
    assert client.get_secret_value(SecretId="tls/client-certificate")["SecretBinary"] == bytes(range(256))
    assert client.get_secret_value(SecretId="greeting")["SecretString"] == "  Grüße, 世界 🌍 — naïve\tcafé\n"
    assert len(client.get_secret_value(SecretId="long-note")["SecretString"]) == 61440
    assert json.loads(client.get_secret_value(SecretId="db/main")["SecretString"])["password"] == 'p"a\\ss & wörd/+='


def test_each_reason_not_to_give_a_secret_has_its_own_error(cloud):
    client = cloud.client("secretsmanager", "ci")
    admin = cloud.client("secretsmanager", "admin")
    with Refused("ResourceNotFoundException", 400, "Secrets Manager can't find the specified secret."):
        admin.get_secret_value(SecretId="no-such-secret")
    with Refused("InvalidRequestException", 400, "marked for deletion"):
        client.get_secret_value(SecretId="old-key")
    with Refused("AccessDeniedException", 400, "Access to KMS is not allowed"):
        client.get_secret_value(SecretId="sealed")
    with Refused("AccessDeniedException", 400,
                 "User: arn:aws:iam::111122223333:user/ci is not authorized to perform: secretsmanager:GetSecretValue on "
                 f"resource: {PAYMENTS_ARN} because no identity-based policy allows the secretsmanager:GetSecretValue "
                 "action"):
        client.get_secret_value(SecretId=PAYMENTS_ARN)
    with Refused("ValidationException", 400, "'secretId'"):
        cloud.client("secretsmanager", "ci", parameter_validation=False).get_secret_value(SecretId="")


def test_the_region_of_the_arn_counts(cloud):
    other = "arn:aws:secretsmanager:us-east-1:111122223333:secret:stripe-key-KlMnOp"
    assert cloud.client("secretsmanager", "ci", region="us-east-1").get_secret_value(SecretId=other)["ARN"] == other
    with Refused("ResourceNotFoundException"):
        cloud.client("secretsmanager", "ci").get_secret_value(SecretId=other)


def test_another_account_needs_a_resource_policy(cloud):
    admin = cloud.client("secretsmanager", "admin")
    shared = cloud.arn("shared/key", account="444455556666")
    assert admin.get_secret_value(SecretId=shared)["SecretString"] == "shared_fake_key"
    with Refused("AccessDeniedException", 400, "because no resource-based policy allows"):
        admin.get_secret_value(SecretId=cloud.arn("stripe-key", account="444455556666"))
    with Refused("AccessDeniedException", 400, "because no identity-based policy allows"):
        cloud.client("secretsmanager", "ci").get_secret_value(SecretId=shared)


def test_a_batch_reports_errors_secret_by_secret(cloud):
    answer = cloud.client("secretsmanager", "ci").batch_get_secret_value(
        SecretIdList=["stripe-key", "no-such", "old-key", "sealed", "greeting"])
    assert [value["Name"] for value in answer["SecretValues"]] == ["stripe-key", "greeting"]
    assert [(error["SecretId"], error["ErrorCode"]) for error in answer["Errors"]] == [
        ("no-such", "AccessDeniedException"), ("old-key", "InvalidRequestException"), ("sealed", "AccessDeniedException")]


def test_a_batch_takes_one_to_twenty_secrets_or_filters(cloud):
    client = cloud.client("secretsmanager", "admin")
    with Refused("ValidationException", 400, "less than or equal to 20"):
        client.batch_get_secret_value(SecretIdList=["stripe-key"] * 21)
    with Refused("InvalidParameterException", 400, "but not both"):
        client.batch_get_secret_value(SecretIdList=["a"], Filters=[{"Key": "name", "Values": ["a"]}])
    names = [value["Name"] for value in client.batch_get_secret_value(
        Filters=[{"Key": "name", "Values": ["stripe"]}])["SecretValues"]]
    assert names == ["stripe-key"]
    with Refused("InvalidParameterException"):
        client.batch_get_secret_value(Filters=[{"Key": "tag-key", "Values": ["a"]}])
    with Refused("AccessDeniedException"):
        cloud.client("secretsmanager", "nobody").batch_get_secret_value(SecretIdList=["stripe-key"])


def test_descriptions_lists_and_versions(cloud):
    client = cloud.client("secretsmanager", "admin")
    description = client.describe_secret(SecretId="stripe-key")
    assert sorted(map(tuple, description["VersionIdsToStages"].values())) == [
        ("AWSCURRENT",), ("AWSPENDING",), ("AWSPREVIOUS",)]
    assert "DeletedDate" in client.describe_secret(SecretId="old-key")
    pages = list(client.get_paginator("list_secrets").paginate(PaginationConfig={"PageSize": 4}))
    names = [secret["Name"] for page in pages for secret in page["SecretList"]]
    assert len(pages) > 1 and "stripe-key" in names and "old-key" not in names and len(names) == len(set(names))
    everything = client.list_secrets(IncludePlannedDeletion=True)["SecretList"]
    assert "old-key" in [secret["Name"] for secret in everything]
    with Refused("InvalidNextTokenException"):
        client.list_secrets(NextToken="bm9uc2Vuc2U=")
    assert len(client.list_secret_version_ids(SecretId="stripe-key")["Versions"]) == 3
    assert len(client.list_secret_version_ids(SecretId="stripe-key", IncludeDeprecated=True)["Versions"]) == 4


# --- Secrets Manager: what makes and removes secrets ---

def test_a_secret_lives_from_create_to_delete(cloud):
    client = cloud.client("secretsmanager", "admin")
    name = "new/name_+=.@-!x"
    made = client.create_secret(Name=name, SecretString="one", Tags=[{"Key": "k", "Value": "v"}])
    with Refused("ResourceExistsException", 400, f"the secret {name} already exists"):
        client.create_secret(Name=name, SecretString="one")
    put = client.put_secret_value(SecretId=name, SecretBinary=b"\x00\xff")
    assert client.get_secret_value(SecretId=made["ARN"])["SecretBinary"] == b"\x00\xff"
    assert client.get_secret_value(SecretId=name, VersionStage="AWSPREVIOUS")["VersionId"] == made["VersionId"]
    again = client.put_secret_value(SecretId=name, SecretBinary=b"\x00\xff", ClientRequestToken=put["VersionId"])
    assert again["VersionId"] == put["VersionId"]
    with Refused("ResourceExistsException"):
        client.put_secret_value(SecretId=name, SecretBinary=b"other", ClientRequestToken=put["VersionId"])
    client.delete_secret(SecretId=name, RecoveryWindowInDays=7)
    with Refused("InvalidRequestException", 400, "marked for deletion"):
        client.get_secret_value(SecretId=name)
    with Refused("InvalidRequestException", 400, "scheduled for deletion"):
        client.create_secret(Name=name, SecretString="one")
    client.restore_secret(SecretId=name)
    assert client.get_secret_value(SecretId=name)["VersionId"] == put["VersionId"]
    client.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
    with Refused("ResourceNotFoundException"):
        client.get_secret_value(SecretId=name)


def test_limits_of_what_is_written(cloud):
    client = cloud.client("secretsmanager", "admin")
    with Refused("ValidationException", 400, "Invalid name"):
        client.create_secret(Name="space is not allowed", SecretString="x")
    with Refused("ValidationException", 400, "65536"):
        client.create_secret(Name="big", SecretString="x" * 65537)
    client.create_secret(Name="empty")
    with Refused("ResourceNotFoundException", 400, "staging label: AWSCURRENT"):
        client.get_secret_value(SecretId="empty")
    with Refused("InvalidParameterException"):
        client.delete_secret(SecretId="empty", RecoveryWindowInDays=6)


# --- STS and IAM ---

def test_who_am_i(cloud):
    answer = cloud.client("sts", "alice").get_caller_identity()
    assert (answer["Account"], answer["Arn"]) == ("111122223333", "arn:aws:iam::111122223333:user/alice")
    assert cloud.client("sts", "bob").get_caller_identity()["Account"] == "444455556666"


def test_mfa_codes_are_checked_and_good_once(cloud):
    sts = cloud.client("sts", "alice")
    code = cloud.mfa_code(ALICE_MFA)
    wrong = str((int(code) + 1) % 1000000).zfill(6)
    failed = "MultiFactorAuthentication failed"
    with Refused("AccessDenied", 403, failed + " with invalid MFA one time pass code."):
        sts.get_session_token(SerialNumber=ALICE_MFA, TokenCode=wrong)
    sts.get_session_token(SerialNumber=ALICE_MFA, TokenCode=code)
    with Refused("AccessDenied", 403, failed + " with invalid MFA one time pass code."):
        sts.get_session_token(SerialNumber=ALICE_MFA, TokenCode=code)
    with Refused("AccessDenied", 403, failed + ", must provide both MFA serial number and one time pass code."):
        sts.get_session_token(SerialNumber=ALICE_MFA)
    other = "arn:aws:iam::111122223333:mfa/nobody-phone"
    with Refused("AccessDenied", 403, failed + ", unable to validate MFA code."):
        sts.get_session_token(SerialNumber=other, TokenCode=cloud.mfa_code(other))
    with Refused("ValidationError", 400, "tokenCode"):
        sts.get_session_token(SerialNumber=ALICE_MFA, TokenCode="12345a")


def test_codes_of_the_steps_beside_the_current_one_are_taken_but_no_others(cloud):
    sts = cloud.client("sts", "alice")
    second = int(cloud.control("GET", "clock")["now"][17:19])
    middle = 15 - second % 30  # so that no step ends while this test runs
    for offset, taken in ((-30, True), (30, True), (-90, False), (90, False)):
        cloud.control("POST", "clock", {"offset_seconds": middle + offset})
        code = cloud.control("DELETE", "mfa", device=ALICE_MFA)["code"]
        cloud.control("POST", "clock", {"offset_seconds": middle})
        if taken:
            sts.get_session_token(SerialNumber=ALICE_MFA, TokenCode=code)
        else:
            with Refused("AccessDenied"):
                sts.get_session_token(SerialNumber=ALICE_MFA, TokenCode=code)


def test_a_policy_may_demand_mfa(cloud):
    with Refused("AccessDeniedException", 400, "with an explicit deny in an identity-based policy"):
        cloud.client("secretsmanager", "alice").get_secret_value(SecretId="stripe-key")
    without = cloud.client("sts", "alice").get_session_token()["Credentials"]
    with Refused("AccessDeniedException", 400, "with an explicit deny in an identity-based policy"):
        cloud.client("secretsmanager", credentials=without).get_secret_value(SecretId="stripe-key")
    client = cloud.client("secretsmanager", credentials=cloud.mfa_session("alice"))
    assert client.get_secret_value(SecretId="stripe-key")["Name"] == "stripe-key"


def test_session_credentials_may_call_only_what_aws_lets_them(cloud):
    without = cloud.client("sts", "alice").get_session_token()["Credentials"]
    sts = cloud.client("sts", credentials=without)
    assert sts.get_caller_identity()["Arn"].endswith("user/alice")
    with Refused("AccessDenied", 403, "Cannot call GetSessionToken with session credentials"):
        sts.get_session_token()
    with Refused("InvalidClientTokenId", 403):
        cloud.client("iam", credentials=without).list_mfa_devices()
    with_mfa = cloud.client("iam", credentials=cloud.mfa_session("alice"))
    assert [device["SerialNumber"] for device in with_mfa.list_mfa_devices()["MFADevices"]] == [ALICE_MFA]


def test_durations_have_awss_limits(cloud):
    sts = cloud.client("sts", "admin", parameter_validation=False)
    for seconds in (899, 129601):
        with Refused("ValidationError", 400, "durationSeconds"):
            sts.get_session_token(DurationSeconds=seconds)
    for seconds in (900, 7200, 129600):
        left = sts.get_session_token(DurationSeconds=seconds)["Credentials"]["Expiration"] - datetime.datetime.now(
            datetime.timezone.utc)
        assert abs(left.total_seconds() - seconds) < 60
    role = {"RoleArn": "arn:aws:iam::111122223333:role/long-shift", "RoleSessionName": "me"}
    assert sts.assume_role(DurationSeconds=43200, **role)
    with Refused("ValidationError", 400, "durationSeconds"):
        sts.assume_role(DurationSeconds=43201, **role)
    with Refused("ValidationError", 400, "MaxSessionDuration"):
        sts.assume_role(DurationSeconds=3601, RoleArn=PAYMENTS_ROLE, RoleSessionName="me", ExternalId="coffer-demo")
    chained = cloud.client("sts", credentials=sts.assume_role(**role)["Credentials"])
    with Refused("ValidationError", 400, "role chaining"):
        chained.assume_role(DurationSeconds=3601, **role)


def test_a_role_trusts_by_external_id(cloud):
    session = cloud.mfa_session("alice")
    sts = cloud.client("sts", credentials=session)
    denied = ("User: arn:aws:iam::111122223333:user/alice is not authorized to perform: sts:AssumeRole on resource: "
              + PAYMENTS_ROLE)
    for wrong in ({}, {"ExternalId": "coffer-other"}):
        with Refused("AccessDenied", 403, denied):
            sts.assume_role(RoleArn=PAYMENTS_ROLE, RoleSessionName="coffer", **wrong)
    answer = sts.assume_role(RoleArn=PAYMENTS_ROLE, RoleSessionName="coffer_+=,.@-x", ExternalId="coffer-demo")
    assert answer["AssumedRoleUser"]["Arn"] == (
        "arn:aws:sts::111122223333:assumed-role/payments-reader/coffer_+=,.@-x")
    role = cloud.client("secretsmanager", credentials=answer["Credentials"])
    assert role.get_secret_value(SecretId=PAYMENTS_ARN)["SecretString"] == "pay_fake_token_31415926535"
    with Refused("AccessDeniedException", 400, "assumed-role/payments-reader"):
        role.get_secret_value(SecretId=STRIPE_ARN)
    with Refused("ValidationError", 400, "Must specify userName"):
        cloud.client("iam", credentials=answer["Credentials"]).list_mfa_devices()


def test_who_may_assume_a_role(cloud):
    role = {"RoleArn": PAYMENTS_ROLE, "RoleSessionName": "me", "ExternalId": "coffer-demo"}
    with Refused("AccessDenied"):  # the trust names the account, so the user's own policy must allow it
        cloud.client("sts", "ci").assume_role(**role)
    with Refused("AccessDenied"):  # another account
        cloud.client("sts", "bob").assume_role(**role)
    with Refused("AccessDenied"):  # no such role: the same answer
        cloud.client("sts", "admin").assume_role(**{**role, "RoleArn": PAYMENTS_ROLE + "-not"})
    # The trust names the user itself: no policy of its own needed within the account.
    assert cloud.client("sts", "ci").assume_role(RoleArn="arn:aws:iam::111122223333:role/long-shift",
                                                 RoleSessionName="me")
    for bad in ({"RoleSessionName": "x"}, {"RoleSessionName": "a b"}, {"ExternalId": "x"}, {"RoleArn": "short"},
                {"Policy": "x" * 2049}):
        with Refused("ValidationError", 400):
            cloud.client("sts", "admin", parameter_validation=False).assume_role(**{**role, **bad})
    with Refused("MalformedPolicyDocument", 400):
        cloud.client("sts", "admin").assume_role(**{**role, "Policy": "{"})


def test_a_role_of_another_account_that_demands_mfa(cloud):
    role = {"RoleArn": "arn:aws:iam::444455556666:role/partner-reader", "RoleSessionName": "alice"}
    with Refused("AccessDenied"):
        cloud.client("sts", "alice").assume_role(**role)
    with_code = cloud.client("sts", "alice").assume_role(
        SerialNumber=ALICE_MFA, TokenCode=cloud.mfa_code(ALICE_MFA), **role)["Credentials"]
    with_session = cloud.client("sts", credentials=cloud.mfa_session("alice")).assume_role(**role)["Credentials"]
    for credentials in (with_code, with_session):
        client = cloud.client("secretsmanager", credentials=credentials, region="us-east-1")
        assert client.get_secret_value(SecretId="partner/key")["SecretString"] == "partner_fake_key"


def test_a_session_policy_cuts_a_role_down(cloud):
    policy = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": STRIPE_ARN}]}
    credentials = cloud.client("sts", "ci").assume_role(
        RoleArn="arn:aws:iam::111122223333:role/long-shift", RoleSessionName="me",
        Policy=json.dumps(policy))["Credentials"]
    client = cloud.client("secretsmanager", credentials=credentials)
    assert client.get_secret_value(SecretId=STRIPE_ARN)["Name"] == "stripe-key"
    with Refused("AccessDeniedException", 400, "because no session policy allows the secretsmanager:GetSecretValue action"):
        client.get_secret_value(SecretId="greeting")


def test_mfa_devices_are_listed_by_whom_may(cloud):
    assert len(cloud.client("iam", "admin").list_mfa_devices(UserName="nobody")["MFADevices"]) == 2
    assert cloud.client("iam", "admin").list_mfa_devices()["MFADevices"] == []
    with Refused("AccessDenied", 403, "is not authorized to perform: iam:ListMFADevices on resource: user ci because no "
                                      "identity-based policy allows the iam:ListMFADevices action"):
        cloud.client("iam", "ci").list_mfa_devices()
    with Refused("AccessDenied"):
        cloud.client("iam", "alice").list_mfa_devices(UserName="nobody")
    with Refused("NoSuchEntity", 404, "The user with name x cannot be found."):
        cloud.client("iam", "admin").list_mfa_devices(UserName="x")


# --- Who is let in ---

AUTH_CODES = {
    "unknown": ("InvalidClientTokenId", "UnrecognizedClientException"),
    "expired": ("ExpiredToken", "ExpiredTokenException"),
    "signature": ("SignatureDoesNotMatch", "InvalidSignatureException"),
}


def refused_by_both(cloud, kind, message, **who):
    xml, as_json = AUTH_CODES[kind]
    with Refused(xml, 403, message):
        cloud.client("sts", **who).get_caller_identity()
    with Refused(as_json, 400, message):
        cloud.client("secretsmanager", **who).get_secret_value(SecretId="stripe-key")


def test_wrong_keys_and_tokens_are_told_apart(cloud):
    key_id, secret = cloud.keys("ci")
    invalid = "The security token included in the request is invalid"
    refused_by_both(cloud, "unknown", invalid, key=("AKIANOSUCHKEYEXAMPLE", secret))
    refused_by_both(cloud, "unknown", invalid, key=cloud.keys("alice", 1))  # inactive
    refused_by_both(cloud, "signature", "The request signature we calculated does not match", key=(key_id, secret + "x"))
    session = cloud.client("sts", "ci").get_session_token()["Credentials"]
    refused_by_both(cloud, "unknown", invalid, credentials={**session, "SessionToken": session["SessionToken"] + "x"})
    refused_by_both(cloud, "unknown", invalid, key=(session["AccessKeyId"], session["SecretAccessKey"]))
    cloud.control("POST", "expire", {"access_key_id": session["AccessKeyId"]})
    refused_by_both(cloud, "expired", "The security token included in the request is expired", credentials=session)


def test_a_key_can_be_switched_off(cloud):
    cloud.control("POST", "key", {"access_key_id": cloud.keys("ci")[0], "status": "Inactive"})
    refused_by_both(cloud, "unknown", "The security token included in the request is invalid", user="ci")


def test_sessions_expire_by_the_clock(cloud):
    session = cloud.client("sts", "ci").get_session_token(DurationSeconds=900)["Credentials"]
    cloud.control("POST", "clock", {"advance_seconds": 901})
    refused_by_both(cloud, "expired", "expired", credentials=session)


@pytest.mark.parametrize("offset,message", [
    (301, "Signature expired: "), (-301, "Signature not yet current: ")])
def test_clocks_may_differ_by_five_minutes(cloud, offset, message):
    cloud.control("POST", "clock", {"offset_seconds": 290 if offset > 0 else -290})
    cloud.client("sts", "ci").get_caller_identity()
    cloud.control("POST", "clock", {"offset_seconds": offset + (5 if offset > 0 else -5)})
    refused_by_both(cloud, "signature", message, user="ci")


def test_the_scope_must_name_the_service_and_a_region(cloud):
    for scope in ({"service": "iam"}, {"region": "eu-nowhere-1"}):
        status, _, body = raw(*signed(cloud, data=IDENTITY, headers=FORM, **scope))
        assert status == 403 and b"<Code>SignatureDoesNotMatch</Code>" in body
        assert b"Credential should be scoped to" in body


def test_unsigned_and_broken_authorizations(cloud):
    status, headers, body = raw(cloud.endpoint, IDENTITY, FORM)
    assert status == 403 and b"<Code>MissingAuthenticationToken</Code>" in body
    status, headers, body = raw(cloud.endpoint, b"{}", TARGET)
    assert status == 400 and json.loads(body)["__type"] == "MissingAuthenticationTokenException"
    assert headers["x-amzn-errortype"].startswith("MissingAuthenticationTokenException")
    assert headers["x-amzn-RequestId"]
    url, data, good = signed(cloud, data=IDENTITY, headers=FORM)
    assert raw(url, data, good)[0] == 200
    broken = [good["Authorization"].replace("Signature=", "Sig="), "Basic abc",
              good["Authorization"].replace("/aws4_request", ""), good["Authorization"].replace("SignedHeaders=", "S=")]
    for authorization in broken:
        status, _, body = raw(url, data, {**good, "Authorization": authorization})
        assert status == 400 and b"<Code>IncompleteSignature</Code>" in body, body
    status, _, body = raw(url, data, {**good, "X-Amz-Date": "yesterday"})
    assert status == 400 and b"<Code>IncompleteSignature</Code>" in body


def test_whatever_was_signed_may_not_be_changed(cloud):
    url, data, headers = signed(cloud, data=IDENTITY, headers={**FORM, "X-Amz-Extra": "a"})
    assert raw(url, data, headers)[0] == 200
    for changed in ((url, data + b"&a=b", headers), (url + "x", data, headers), (url + "?a=b", data, headers),
                    (url, data, {**headers, "X-Amz-Extra": "b"}), (url, data, {**headers, "X-Amz-Other": "unsigned"}),
                    (url, data, {**headers, "Content-Type": "text/plain"})):
        status, _, body = raw(*changed)
        assert status == 403 and b"<Code>SignatureDoesNotMatch</Code>" in body, changed


def test_host_must_be_signed(cloud):
    url, data, headers = signed(cloud, data=IDENTITY, headers=FORM)
    headers["Authorization"] = headers["Authorization"].replace("host;", "")
    status, _, body = raw(url, data, headers)
    assert status == 403 and b"Host" in body and b"SignedHeader" in body


ODD = "a b+c/d=e&f%g~h_i-j.k*l'm(n)o!p;q:r@s,t$u#v?w[x]y{z}äöü世🌍\"<>|\\^`"


@pytest.mark.parametrize("character", sorted(set(ODD)))
def test_odd_characters_in_queries_and_bodies_sign_alike(cloud, character):
    value = urllib.parse.quote(character + "x" + character, safe="")
    query = f"/?Action=GetCallerIdentity&Version=2011-06-15&{value}={value}&b=2&a={value}&a=1"
    assert raw(*signed(cloud, method="GET", path=query), method="GET")[0] == 200
    body = f"Action=GetCallerIdentity&Version=2011-06-15&X={value}".encode()
    assert raw(*signed(cloud, data=body, headers=FORM))[0] == 200


@pytest.mark.parametrize("path", ["/a%20b", "/a/../b", "//a//b/", "/./a", "/%C3%A4%2Fb", "/a+b=c,d~e", "/a/b/.."])
def test_odd_paths_sign_alike(cloud, path):
    assert raw(*signed(cloud, data=IDENTITY, headers=FORM, path=path))[0] == 200


@pytest.mark.parametrize("value", ["a  b   c", "  lead and trail  ", "comma, and; semicolon", "quotes \"a  b\"", "-"])
def test_odd_header_values_sign_alike(cloud, value):
    assert raw(*signed(cloud, data=IDENTITY, headers={**FORM, "X-Amz-Meta": value}))[0] == 200


def test_a_presigned_request_works_until_it_expires(cloud):
    def presign(**how):
        return signed(cloud, method="GET", path="/?Action=GetCallerIdentity&Version=2011-06-15",
                      auth=lambda *arguments: botocore.auth.SigV4QueryAuth(*arguments, **how))
    session = cloud.client("sts", "ci").get_session_token()["Credentials"]
    url = signed(cloud, method="GET", path="/?Action=GetCallerIdentity&Version=2011-06-15",
                 key=(session["AccessKeyId"], session["SecretAccessKey"]), token=session["SessionToken"],
                 auth=botocore.auth.SigV4QueryAuth)[0]
    assert raw(url)[0] == 200
    url = presign(expires=60)[0]
    assert raw(url)[0] == 200
    assert b"SignatureDoesNotMatch" in raw(url + "&a=b")[2]
    cloud.control("POST", "clock", {"offset_seconds": 70})
    assert b"Signature expired" in raw(url)[2]


def test_a_mismatch_can_be_looked_at(cloud):
    url, data, headers = signed(cloud, data=IDENTITY, headers=FORM)
    raw(url, data + b"&x=y", headers)
    seen = cloud.control("GET", "mismatch")
    assert seen["canonical_request"].startswith("POST\n/\n\n") and "AWS4-HMAC-SHA256" in seen["string_to_sign"]


def test_unknown_operations(cloud):
    url, data, headers = signed(cloud, data=b"Action=Nonsense&Version=2011-06-15", headers=FORM)
    assert b"<Code>InvalidAction</Code>" in raw(url, data, headers)[2]
    headers = {**TARGET, "X-Amz-Target": "secretsmanager.Nonsense"}
    status, _, body = raw(*signed(cloud, "secretsmanager", data=b"{}", headers=headers))
    assert status == 400 and json.loads(body)["__type"] == "UnknownOperationException"
    status, _, body = raw(*signed(cloud, "secretsmanager", data=b"{no", headers=TARGET))
    assert status == 400 and json.loads(body)["__type"] == "SerializationException"


# --- Faults and the view behind ---

def test_botocore_retries_through_throttling_and_errors(cloud):
    cloud.fault("throttle", action="GetSecretValue", count=1)
    cloud.fault("error", action="secretsmanager", status=500, count=1)
    client = cloud.client("secretsmanager", "ci", retries={"mode": "standard", "total_max_attempts": 3})
    assert client.get_secret_value(SecretId="stripe-key")["Name"] == "stripe-key"
    assert [(call["status"], call["faults"]) for call in cloud.calls()] == [
        (400, ["throttle"]), (500, ["error"]), (200, [])]


def test_faults_strike_only_their_action_and_can_be_taken_away(cloud):
    cloud.fault("throttle", action="sts")
    assert cloud.client("secretsmanager", "ci").get_secret_value(SecretId="stripe-key")
    with Refused("Throttling", 400, "Rate exceeded"):
        cloud.client("sts", "ci").get_caller_identity()
    cloud.control("DELETE", "faults")
    assert cloud.client("sts", "ci").get_caller_identity()
    cloud.fault("throttle", probability=0.0)
    assert cloud.client("sts", "ci").get_caller_identity()
    with pytest.raises(urllib.error.HTTPError):
        cloud.fault("nonsense")


def test_connections_can_be_cut_and_dropped(cloud):
    client = cloud.client("secretsmanager", "ci")
    for fault in ({"kind": "cut"}, {"kind": "cut", "after_bytes": 3}, {"kind": "drop"}):
        cloud.fault(count=1, **fault)
        with pytest.raises((botocore.exceptions.ConnectionError, botocore.exceptions.HTTPClientError,
                            botocore.exceptions.ResponseStreamingError)):
            client.get_secret_value(SecretId="long-note")
    assert client.get_secret_value(SecretId="long-note")


def test_answers_can_be_of_the_wrong_kind(cloud):
    url, data, headers = signed(cloud, "secretsmanager", data=b'{"SecretId":"stripe-key"}', headers=TARGET)
    cloud.fault("html", count=1)
    status, got, body = raw(url, data, headers)
    assert (status, got["Content-Type"]) == (502, "text/html") and body.startswith(b"<html>")
    cloud.fault("xml", status=403, code="InvalidClientTokenId", count=1)
    status, got, body = raw(url, data, headers)
    assert (status, got["Content-Type"]) == (403, "text/xml") and b"<Code>InvalidClientTokenId</Code>" in body
    cloud.fault("malformed", count=1)
    status, _, body = raw(url, data, headers)
    assert status == 200
    with pytest.raises(json.JSONDecodeError):
        json.loads(body)
    cloud.fault("oversize", bytes=1 << 20, count=1)
    assert len(raw(url, data, headers)[2]) == 1 << 20
    cloud.fault("error", code="com.amazonaws.secretsmanager#InternalServiceError", status=500, count=1)
    status, got, body = raw(url, data, headers)
    assert json.loads(body)["__type"] == "com.amazonaws.secretsmanager#InternalServiceError"
    assert got["x-amzn-errortype"].startswith("InternalServiceError:")


def test_the_date_can_be_wrong_and_follows_the_clock(cloud):
    def skew():
        date = raw(cloud.endpoint, IDENTITY, FORM)[1].get_all("Date")
        assert len(date) == 1
        then = datetime.datetime.strptime(date[0], "%a, %d %b %Y %H:%M:%S GMT")
        return (then - datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)).total_seconds()
    assert abs(skew()) < 30
    cloud.fault("date", offset_seconds=7200, count=1)
    assert abs(skew() - 7200) < 30
    cloud.control("POST", "clock", {"offset_seconds": -3600})
    assert abs(skew() + 3600) < 30


def test_the_call_log_shows_no_secret(cloud):
    admin = cloud.client("secretsmanager", "admin")
    admin.create_secret(Name="logged", SecretString="hush-hush")
    admin.put_secret_value(SecretId="logged", SecretBinary=b"hush-hush")
    code = cloud.mfa_code(ALICE_MFA)
    cloud.client("sts", "alice").get_session_token(SerialNumber=ALICE_MFA, TokenCode=code)
    calls = cloud.calls()
    assert [call["action"] for call in calls] == ["CreateSecret", "PutSecretValue", "GetSessionToken"]
    assert calls[0]["parameters"]["SecretString"] is None and calls[0]["parameters"]["Name"] == "logged"
    assert calls[2]["parameters"] == {"SerialNumber": ALICE_MFA, "TokenCode": None}
    text = json.dumps(calls)
    assert "hush" not in text and code not in text
    assert calls[2]["identity"] == "arn:aws:iam::111122223333:user/alice" and calls[2]["status"] == 200
    with Refused("AccessDeniedException"):
        cloud.client("secretsmanager", "nobody").get_secret_value(SecretId="logged")
    assert cloud.calls()[-1]["error"] == "AccessDeniedException"


def test_a_secret_can_be_rotated_from_behind(cloud):
    client = cloud.client("secretsmanager", "ci")
    before = client.get_secret_value(SecretId="stripe-key")
    version = cloud.rotate("stripe-key", "rotated")
    after = client.get_secret_value(SecretId="stripe-key")
    assert (after["SecretString"], after["VersionId"]) == ("rotated", version)
    assert client.get_secret_value(SecretId="stripe-key", VersionStage="AWSPREVIOUS")["VersionId"] == before["VersionId"]


def test_a_bad_state_file_is_named():
    for change, word in (({"regions": []}, "regions"), ({"accounts": [{"id": "12"}]}, "accounts[0].id")):
        with pytest.raises(RuntimeError):
            StandIn(state={**json.loads(standin.SAMPLE_STATE.read_text()), **change})


# --- The AWS CLI ---

def test_the_aws_cli_works_unchanged(cloud):
    def run(*arguments, **environment):
        done = cloud.aws(*arguments, "--output", "json", **environment)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout else None

    assert run("sts", "get-caller-identity", user="ci")["Account"] == "111122223333"
    session = run("sts", "get-session-token", "--serial-number", ALICE_MFA, "--token-code", cloud.mfa_code(ALICE_MFA),
                  user="alice")["Credentials"]
    role = run("sts", "assume-role", "--role-arn", PAYMENTS_ROLE, "--role-session-name", "cli", "--external-id",
               "coffer-demo", credentials=session)["Credentials"]
    got = run("secretsmanager", "get-secret-value", "--secret-id", PAYMENTS_ARN, credentials=role)
    assert got["SecretString"] == "pay_fake_token_31415926535"
    assert run("iam", "list-mfa-devices", user="alice")["MFADevices"][0]["SerialNumber"] == ALICE_MFA
    run("secretsmanager", "create-secret", "--name", "cli/new", "--secret-string", "v1", user="admin")
    run("secretsmanager", "put-secret-value", "--secret-id", "cli/new", "--secret-string", "v2", user="admin")
    batch = run("secretsmanager", "batch-get-secret-value", "--secret-id-list", "cli/new", "none", user="admin")
    assert batch["SecretValues"][0]["SecretString"] == "v2"
    assert batch["Errors"][0]["ErrorCode"] == "ResourceNotFoundException"
    run("secretsmanager", "delete-secret", "--secret-id", "cli/new", user="admin")
    denied = cloud.aws("secretsmanager", "get-secret-value", "--secret-id", "cli/new", user="admin")
    assert denied.returncode != 0 and "(InvalidRequestException)" in denied.stderr


# --- The echo API ---

def echo(cloud, path, **request):
    status, headers, body = raw(cloud.echo + path, **request)
    return status, headers, json.loads(body)


def test_echo_describes_what_it_received(cloud):
    status, _, got = echo(cloud, "/any/path%20x?a=1&b=x+y&a=2", data=b'{"k":[1]}',
                          headers={"Content-Type": "application/json", "X-OdD": "v"}, method="PATCH")
    assert status == 200 and got["method"] == "PATCH"
    assert got["path"] == "/any/path%20x" and got["args"] == {"a": ["1", "2"], "b": "x y"}
    assert got["json"] == {"k": [1]} and got["data"] == '{"k":[1]}' and got["bytes"] == 9
    assert ["Content-Type", "application/json"] in got["headers"]
    assert got["url"] == cloud.echo + "/any/path%20x?a=1&b=x+y&a=2" and got["origin"] == "127.0.0.1"
    _, _, got = echo(cloud, "/post", data=b"a=1&b=%C3%A4+x", headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert got["form"] == {"a": "1", "b": "ä x"}
    multipart = (b'--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\nline\r\nline\r\n--XX\r\nContent-Disposition: '
                 b'form-data; name="f"; filename="x.bin"\r\nContent-Type: text/plain\r\n\r\n\x00\xff\r\n--XX--\r\n')
    _, _, got = echo(cloud, "/post", data=multipart, headers={"Content-Type": "multipart/form-data; boundary=XX"})
    assert got["form"] == {"a": "line\r\nline"} and got["files"] == {"x.bin": "data:text/plain;base64,AP8="}
    _, _, got = echo(cloud, "/post", data=b"\xff\xfe", headers={"Content-Type": "application/octet-stream"})
    assert got["data"] is None and got["data_base64"] == "//4="


def test_echo_statuses_redirects_and_cookies(cloud):
    assert echo(cloud, "/status/418")[0] == 418
    assert raw(cloud.echo + "/status/204")[0] == 204
    assert echo(cloud, "/redirect/3")[2]["path"] == "/get"
    assert echo(cloud, "/redirect-to?url=/elsewhere%3Fa%3D1&status_code=307", data=b"x")[0] == 307
    assert echo(cloud, "/redirect-to?url=/elsewhere%3Fa%3D1")[2]["args"] == {"a": "1"}
    with socket.create_connection(("127.0.0.1", int(cloud.echo.rsplit(":", 1)[1]))) as connection:
        connection.sendall(b"GET /cookies/set?k=v&l=w HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = connection.makefile("rb").read()
    assert b"302 Found" in answer and b"Set-Cookie: k=v; Path=/" in answer and b"Set-Cookie: l=w; Path=/" in answer
    assert echo(cloud, "/cookies", headers={"Cookie": "a=b; c=d"})[2] == {"cookies": {"a": "b", "c": "d"}}


def test_echo_authentication(cloud):
    assert echo(cloud, "/basic-auth?user=u&pass=p")[0] == 401
    assert echo(cloud, "/basic-auth?user=u&pass=p", headers={"Authorization": "Basic dTpw"})[0] == 200
    assert echo(cloud, "/401-until", headers={"Authorization": "Bearer new"})[0] == 401
    cloud.control("POST", "accept", {"value": "Bearer new"})
    assert echo(cloud, "/401-until", headers={"Authorization": "Bearer old"})[0] == 401
    assert echo(cloud, "/401-until", headers={"Authorization": "Bearer new"})[0] == 200


def test_echo_streams_bytes_and_compresses(cloud):
    body = raw(cloud.echo + "/stream/5")[2]
    assert [json.loads(line)["id"] for line in body.splitlines()] == [0, 1, 2, 3, 4]
    assert raw(cloud.echo + "/bytes/300000")[2] == bytes(i % 251 for i in range(300000))
    assert json.loads(gzip.decompress(raw(cloud.echo + "/gzip")[2]))["path"] == "/gzip"
    assert json.loads(zlib.decompress(raw(cloud.echo + "/deflate")[2]))["path"] == "/deflate"
    assert raw(cloud.echo + "/get", method="HEAD")[2] == b""
    started = datetime.datetime.now()
    assert echo(cloud, "/delay/0.2")[0] == 200
    assert (datetime.datetime.now() - started).total_seconds() >= 0.2


def test_the_cloud_can_be_made_slow(cloud):
    cloud.control("POST", "delay", {"cloud_ms": 100})
    cloud.fault("slow", ms=100, count=1)
    started = datetime.datetime.now()
    assert cloud.client("sts", "ci").get_caller_identity()
    assert (datetime.datetime.now() - started).total_seconds() >= 0.2


def test_echo_keeps_the_bytes_of_every_request(cloud):
    parts = [b"POST /a HTTP/1.1\r\nhOsT: x\r\nX-A: 1\r\nx-b: 2\r\nX-A: 3\r\nContent-Length: 3\r\n\r\nabc",
             b"POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\nhi\r\n0\r\n\r\n"]
    with socket.create_connection(("127.0.0.1", int(cloud.echo.rsplit(":", 1)[1]))) as connection:
        connection.sendall(parts[0] + parts[1])  # pipelined
        answers = connection.makefile("rb").read()
    assert answers.count(b"HTTP/1.1 200 OK") == 2
    assert b'"headers":[["hOsT","x"],["X-A","1"],["x-b","2"],["X-A","3"]' in answers and b'"data":"hi"' in answers
    assert [request.raw for request in cloud.requests()] == parts
    assert cloud.requests()[0].header("x-a") == "1" and cloud.requests()[0].body == b"abc"
    cloud.clear_requests()
    assert cloud.requests() == []


def test_echo_refuses_what_is_not_http(cloud):
    with socket.create_connection(("127.0.0.1", int(cloud.echo.rsplit(":", 1)[1]))) as connection:
        connection.sendall(b"nonsense\r\n\r\n")
        assert connection.makefile("rb").read().startswith(b"HTTP/1.1 400")
    with socket.create_connection(("127.0.0.1", int(cloud.echo.rsplit(":", 1)[1]))) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX: " + b"x" * 70000 + b"\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 4")


def test_echo_takes_uploads_larger_than_it_keeps(cloud):
    body = bytes(i % 256 for i in range(1 << 20)) * 40
    _, _, got = echo(cloud, "/upload", data=body, headers={"Content-Type": "application/octet-stream"}, method="PUT")
    assert got["bytes"] == len(body) and got["sha256"] == hashlib.sha256(body).hexdigest()
