"""Coffer's signatures and endpoints equal botocore's.

Every step apart: canonical request, string to sign, signature; then the request as a whole, signed in the
Authorization header and in the query; then the endpoint of each service in each region.
"""

import datetime
import hashlib
import json
import os
import random
import subprocess
from unittest import mock
from urllib.parse import quote, urlsplit

import botocore.auth
import botocore.session
import pytest
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.endpoint_provider import EndpointProvider

SEED = 20260131
REQUESTS = 400

SEGMENTS = ["a", "..", ".", "", "%20", "%2F", "foo bar", "ü", "日本", "a+b", "~", "-._~", "%E1%88%B4", "$@:;,=", "x'()*!", "%zz"]
NAMES = ["a", "A", "b", "foo", "Foo", "%20", "X-Amz-x", "ሴ", "a%3D", "-", "~", "a.b", ""]
VALUES = ["", "1", "2", "b", "B", "%20", "%2F", "a=b", "a%26b", "~x", "%E2%9C%93", "✓", "+", "/", "a:b"]
HEADERS = ["X-Amz-Meta-One", "x-amz-meta-two", "Content-Type", "X-Custom", "My-Header1", "Accept", "Cache-Control"]
HEADER_VALUES = ["", "value", "  lead", "trail  ", "a   b    c", '"quoted   inside"', "tab\there", "b,a", "ü", "a;b"]
BODIES = ["", "{}", '{"SecretId":"a/b"}', "Param1=value1&Param2=%20", "ünïcode ✓", "x" * 5000, "line\r\nline"]
TOKENS = ["", "", "FwoGZXIvYXdzE//token+with/odd==", "AQoDYXdzEPT//////////wEXAMPLE"]
REGIONS = ["us-east-1", "eu-west-1", "cn-north-1", "us-gov-west-1"]


def ask(cases):
    """One answer for each case, from the program under test."""
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run(
        [os.environ["COFFER_ORACLE_SUBJECT"]], input=lines.encode(), stdout=subprocess.PIPE, check=True
    )
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert len(answers) == len(cases)
    return answers


def random_case(rng):
    service = rng.choice(["secretsmanager", "sts", "execute-api", "service", "s3"])
    path = "/" + "/".join(rng.choice(SEGMENTS) for _ in range(rng.randint(0, 5)))
    query = "&".join(
        rng.choice(NAMES) + rng.choice(["", "=" + rng.choice(VALUES)]) for _ in range(rng.randint(0, 5))
    )
    host = rng.choice(["example.amazonaws.com", "Example.COM", "localhost:4566", "h.example:443", "h.example:80"])
    scheme = rng.choice(["https", "http"])
    names = [rng.choice(HEADERS) for _ in range(rng.randint(0, 4))]
    return {
        "method": rng.choice(["GET", "POST", "put", "DELETE"]),
        "url": f"{scheme}://{host}{path}" + (f"?{query}" if query else ""),
        "headers": [{"name": name, "value": rng.choice(HEADER_VALUES)} for name in names],
        "body": rng.choice(BODIES),
        "access_key_id": "AKIDEXAMPLE",
        "secret_access_key": rng.choice(["wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "ünusual secret", "k"]),
        "session_token": rng.choice(TOKENS),
        "region": rng.choice(REGIONS),
        "service": service,
        "time": rng.randint(0, 4102444800),
    }


def request_of(case):
    request = AWSRequest(method=case["method"], url=case["url"], data=case["body"].encode())
    for header in case["headers"]:
        request.headers.add_header(header["name"], header["value"])
    return request


def signer_of(case, query=False):
    credentials = Credentials(case["access_key_id"], case["secret_access_key"], case["session_token"] or None)
    kind = ("S3" if case["service"] == "s3" else "") + "SigV4" + ("Query" if query else "") + "Auth"
    return getattr(botocore.auth, kind)(credentials, case["service"], case["region"])


def at(case):
    now = datetime.datetime.fromtimestamp(case["time"], datetime.timezone.utc)
    return mock.patch("botocore.auth.get_current_datetime", return_value=now)


def cases(keep=lambda case: True):
    rng = random.Random(SEED)
    found = []
    while len(found) < REQUESTS:
        case = random_case(rng)
        if keep(case):
            found.append(case)
    return found


def botocore_steps(case):
    """Canonical request, string to sign and signature, and what Coffer is given to make the same."""
    signer, request = signer_of(case), request_of(case)
    with at(case):
        signer.add_auth(request)
    del request.headers["Authorization"]
    canonical = signer.canonical_request(request)
    to_sign = signer.string_to_sign(request, canonical)
    parts = urlsplit(case["url"])
    signed = signer.headers_to_sign(request)
    subject = dict(
        case,
        kind="steps",
        path=parts.path,
        query=parts.query,
        headers=[{"name": name, "value": value} for name, value in signed.items()],
        payload_hash=hashlib.sha256(case["body"].encode()).hexdigest(),
    )
    expected = {
        "canonical_request": canonical,
        "string_to_sign": to_sign,
        "signature": signer.signature(to_sign, request),
    }
    return subject, expected


def test_each_step_is_the_same():
    pairs = [botocore_steps(case) for case in cases()]
    answers = ask([subject for subject, _ in pairs])
    for step in ("canonical_request", "string_to_sign", "signature"):
        for (subject, expected), answer in zip(pairs, answers):
            assert answer[step] == expected[step], f"{step} of {json.dumps(subject)}"


def is_encoded(case):
    """URLs as clients should send them: what botocore signs only if its caller encoded the query properly."""
    parts = urlsplit(case["url"])
    for pair in parts.query.split("&") if parts.query else []:
        name, equals, value = pair.partition("=")
        if not name:
            return False
        for text in (name, value):
            if "+" in text or quote(text, safe="-_.~%") != text:
                return False
    return case["method"].isupper()


def test_authorization_header_is_the_same():
    chosen = cases(is_encoded)
    answers = ask([dict(case, kind="header") for case in chosen])
    for case, answer in zip(chosen, answers):
        request = request_of(case)
        with at(case):
            signer_of(case).add_auth(request)
        assert answer.get("authorization") == request.headers["Authorization"], json.dumps(case)


def test_signature_in_the_query_is_the_same():
    """Coffer leaves the query as it stands and adds to it, botocore writes it anew: so botocore is asked to sign
    what Coffer made of it, by the steps."""
    chosen = cases(lambda case: is_encoded(case))
    answers = ask([dict(case, kind="query") for case in chosen])
    for case, answer in zip(chosen, answers):
        url, signature = answer["url"].split("&X-Amz-Signature=")
        signer = signer_of(case, query=True)
        request = request_of(dict(case, url=url))
        request.context["timestamp"] = datetime.datetime.fromtimestamp(case["time"], datetime.timezone.utc).strftime(
            "%Y%m%dT%H%M%SZ"
        )
        canonical = signer.canonical_request(request)
        assert signature == signer.signature(signer.string_to_sign(request, canonical), request), json.dumps(case)
        names = signer.signed_headers(signer.headers_to_sign(request))
        assert f"X-Amz-SignedHeaders={quote(names, safe='')}" in url
        assert ("X-Amz-Security-Token" in url) == bool(case["session_token"])


@pytest.mark.parametrize("service", ["secretsmanager", "sts", "iam", "ssm", "sso", "sso-oidc"])
def test_endpoints_are_the_same(service):
    loader = botocore.session.Session().get_component("data_loader")
    partitions = loader.load_data("partitions")
    rules = EndpointProvider(loader.load_service_model(service, "endpoint-rule-set-1"), partitions)
    regions = [
        region
        for partition in partitions["partitions"]
        for region in partition["regions"]
        if partition["id"] in ("aws", "aws-cn", "aws-us-gov", "aws-eusc") and not region.endswith("-global")
    ]
    assert len(regions) > 30
    questions = [
        {"kind": "endpoint", "service": service, "region": region, "fips": fips, "dualstack": dualstack}
        for region in regions
        for fips in (False, True)
        for dualstack in (False, True)
    ]
    for question, answer in zip(questions, ask(questions)):
        extra = {"UseGlobalEndpoint": False} if service == "sts" else {}
        expected = rules.resolve_endpoint(
            Region=question["region"], UseFIPS=question["fips"], UseDualStack=question["dualstack"], **extra
        )
        assert answer["url"] == expected.url + "/", question
        # IAM's FIPS endpoints of China exist in the rules only; their signing region is a default of the rules.
        if question["fips"] and question["region"].startswith("cn-"):
            continue
        schemes = expected.properties.get("authSchemes") or [{}]
        assert answer["signing_region"] == schemes[0].get("signingRegion", question["region"]), question
