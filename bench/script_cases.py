"""What is measured of scripts: the same work as a Postman collection and as one of Bruno's."""

import json

import cases

ASSERTS = """
pm.test("status", () => pm.response.to.have.status(200));
pm.test("type", () => pm.expect(pm.response.headers.get("Content-Type")).to.include("json"));
pm.test("method", () => pm.expect(pm.response.json().method).to.equal("GET"));
"""
SIGN = """
const signature = require("crypto-js").HmacSHA256(pm.request.url.toString(), "key").toString();
pm.request.headers.add({ key: "X-Signature", value: signature });
"""
BRUNO_ASSERTS = """
test("status", () => expect(res.getStatus()).to.equal(200));
test("type", () => expect(res.getHeader("content-type")).to.include("json"));
test("method", () => expect(res.getBody().method).to.equal("GET"));
"""
BRUNO_SIGN = """
const signature = require("crypto-js").HmacSHA256(req.getUrl(), "key").toString();
req.setHeader("X-Signature", signature);
"""


def _bruno_request(url, tests, before=""):
    blocks = [f"get {{\n  url: {url}\n  body: none\n  auth: none\n}}", f"tests {{\n{_indented(tests)}\n}}"]
    if before:
        blocks.append(f"script:pre-request {{\n{_indented(before)}\n}}")
    return "meta {\n  name: request\n  type: http\n  seq: 1\n}\n\n" + "\n\n".join(blocks) + "\n"


def _indented(source):
    return "\n".join(f"  {line}" for line in source.strip().splitlines())


class Collections:
    """The inputs, written below `folder`; each of Bruno's collections is a folder of its own."""

    def __init__(self, folder, echo):
        self.folder = folder
        test, before = cases.script("test", ASSERTS), cases.script("prerequest", SIGN)
        self.asserts = self._postman("asserts.json", cases.item("get", f"{echo}/get", events=[test]))
        self.signed = self._postman("signed.json", cases.item("get", f"{echo}/get", events=[before, test]))
        self.bruno_asserts = self._bruno("bruno-asserts", _bruno_request(f"{echo}/get", BRUNO_ASSERTS))
        self.bruno_signed = self._bruno("bruno-signed", _bruno_request(f"{echo}/get", BRUNO_ASSERTS, BRUNO_SIGN))

    def _postman(self, name, item):
        path = self.folder / name
        path.write_text(json.dumps(cases.collection([item])))
        return path

    def _bruno(self, name, request):
        folder = self.folder / name
        folder.mkdir()
        (folder / "bruno.json").write_text(json.dumps({"version": "1", "name": name, "type": "collection"}))
        (folder / "request.bru").write_text(request)
        return folder


def script_cases(files, coffer, newman, bruno):
    def both(postman, count):
        return {"coffer": [coffer, "run", postman, "-n", count], "newman": [newman, "run", postman, "-n", count]}

    def all_three(postman, folder, count):
        return both(postman, count) | {"bruno": ["env", "-C", folder, bruno, "run", "request.bru", "--iteration-count", count]}
    return [
        cases.Case("1 GET, 3 asserts", all_three(files.asserts, files.bruno_asserts, "1"), 9),
        # A thousand take Bruno two minutes.
        cases.Case("100 GETs, 3 asserts each", all_three(files.asserts, files.bruno_asserts, "100"), 3),
        cases.Case("100 GETs, each signed by crypto-js, 3 asserts each", all_three(files.signed, files.bruno_signed, "100"), 3),
        cases.Case("1000 GETs, 3 asserts each", both(files.asserts, "1000"), 3),
        cases.Case("1000 GETs, each signed by crypto-js, 3 asserts each", both(files.signed, "1000"), 3),
    ]


def parallel_cases(files, coffer, newman):
    """Against an API that takes 50 ms: newman has no way to run iterations side by side."""
    run = [files.asserts, "-n", "100"]
    return [cases.Case("100 GETs, 3 asserts each", {"coffer": [coffer, "run", *run], "coffer --parallel 8": [coffer, "run", *run, "--parallel", "8"],
                                                    "newman": [newman, "run", *run]}, 3)]
