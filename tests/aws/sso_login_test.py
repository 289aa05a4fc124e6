"""coffer aws login against a stand-in for IAM Identity Center: the token file is one that botocore reads, private, and used by the next command."""

import json
import os
import pathlib
import stat
import subprocess
import sys

from botocore.utils import JSONFileCache, SSOTokenLoader

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from identity_center import CALLER, PROFILE, SECRETS, address, identity_center  # noqa: E402

COFFER = os.environ["COFFER_BIN"]


def test_one_sign_in_serves_coffer_and_botocore(tmp_path):
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "config").write_text(PROFILE)
    with identity_center() as server:
        environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "AWS_ENDPOINT_URL": address(server),
                       "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": "127.0.0.1"}  # fmt: skip

        def coffer(*arguments):
            done = subprocess.run([COFFER, *arguments], env=environment, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True)
            for secret in SECRETS.values():
                assert secret not in done.stdout + done.stderr
            return done

        before = coffer("aws", "whoami", "--profile", "x")
        assert before.returncode == 4 and "coffer aws login --profile x" in before.stderr
        login = coffer("aws", "login", "--profile", "x")
        assert login.returncode == 0, login.stderr
        assert "https://device.example/?user_code=ABCD-EFGH" in login.stderr and "ABCD-EFGH" in login.stderr
        assert server.polls == 2

        cache = pathlib.Path(tmp_path) / ".aws" / "sso" / "cache"
        token = SSOTokenLoader(JSONFileCache(str(cache)))("https://corp.example/start", session_name="corp")
        assert token["accessToken"] == SECRETS["access token of SSO"] and token["refreshToken"] == SECRETS["refresh token of SSO"]
        assert token["registrationExpiresAt"] == "2035-01-01T00:00:00Z"
        [file] = cache.iterdir()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

        after = coffer("aws", "whoami", "--profile", "x", "--json")
        assert after.returncode == 0, after.stderr
        assert json.loads(after.stdout)["arn"] == CALLER
