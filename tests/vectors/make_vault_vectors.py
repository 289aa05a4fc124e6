#!/usr/bin/env python3
"""Reads and writes Coffer vaults and exports, from docs/vault-format.md alone: no code of Coffer's is used.

    make_vault_vectors.py make FOLDER     writes test vectors (the same bytes every time): FOLDER is named vault or export
    make_vault_vectors.py check FOLDER    the vectors in FOLDER are the ones that this script makes
    make_vault_vectors.py read FOLDER     reads every NAME.vault there as NAME.json says, in every way that it offers,
                                          and every NAME.export

A vector is NAME.vault (or NAME.hex, the same in hexadecimal lines) beside NAME.json:
  {"open": {"passphrase": …, "recovery": …, "key": …}, "generation": 1, "slots": [1, 2], "content": {…}}
or, for a file to be refused, {"open": {…}, "error": "vault-damaged"}.
Of an export: {"password": …, "entries": […]} or {"password": …, "error": …}; NAME.hex holds the file, plain or encrypted.

Needs PyNaCl and argon2-cffi.
"""
import base64
import hashlib
import hmac
import json
import pathlib
import random
import struct
import sys

from argon2.low_level import Type, hash_secret_raw
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt as aead_open,
    crypto_aead_xchacha20poly1305_ietf_encrypt as aead_seal,
)

MAGIC = b"COFFER\r\n"
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PASSPHRASE, RECOVERY, KEYRING_NOTE, KEY_FILE_NOTE = 1, 2, 3, 4


def mac(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


# Keys as text.

def digits(data, count):
    bits = "".join(f"{byte:08b}" for byte in data) + "0000"
    return "".join(DIGITS[int(bits[5 * i : 5 * i + 5], 2)] for i in range(count))


def with_checksum(kind, key):
    return digits(key, 52) + digits(mac(kind.encode(), key), 4)


def key_text(key):
    return "coffer-key-1-" + with_checksum("coffer-key-1", key).lower()


def recovery_text(key):
    text = with_checksum("coffer-recovery-1", key)
    return "-".join(["coffer-recovery-1"] + [text[i : i + 4] for i in range(0, 56, 4)])


def parse_key(kind, text):
    assert text.startswith(kind + "-")
    wanted = text[len(kind) + 1 :].replace("-", "").upper()
    bits = "".join(f"{DIGITS.index(digit):05b}" for digit in wanted[:52])
    key = int(bits[:256], 2).to_bytes(32, "big")
    assert with_checksum(kind, key) == wanted, "checksum"
    return key


# Slots.

def slot_data(kind, parameters):
    return b"coffer vault slot 1" + struct.pack(">H", kind) + parameters


def passphrase_key(passphrase, salt, passes, memory):
    return hash_secret_raw(passphrase.encode(), salt, passes, memory, 1, 32, Type.ID, 19)


def passphrase_slot(draw, vault_key, passphrase, passes, memory):
    salt, nonce = draw(16), draw(24)
    parameters = salt + struct.pack(">II", passes, memory) + nonce
    key = passphrase_key(passphrase, salt, passes, memory)
    return PASSPHRASE, parameters + aead_seal(vault_key, slot_data(PASSPHRASE, parameters), nonce, key)


def recovery_slot(draw, vault_key, recovery_key):
    salt, nonce = draw(16), draw(24)
    key = mac(recovery_key, b"coffer vault recovery 1" + salt)
    return RECOVERY, salt + nonce + aead_seal(vault_key, slot_data(RECOVERY, salt + nonce), nonce, key)


def open_slot(kind, body, secret):
    parameters, sealed = body[:-48], body[-48:]
    salt, nonce = parameters[:16], parameters[-24:]
    if kind == PASSPHRASE:
        passes, memory = struct.unpack(">II", parameters[16:24])
        assert 1 <= passes <= 16 and 8 <= memory <= 1048576 and len(parameters) == 48
        key = passphrase_key(secret, salt, passes, memory)
    else:
        assert len(parameters) == 40
        key = mac(secret, b"coffer vault recovery 1" + salt)
    return aead_open(sealed, slot_data(kind, parameters), nonce, key)


# The file.

def write_vault(draw, vault_key, slots, content, generation=1, version=1, pad=256):
    plain = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    plain += b" " * (-len(plain) % pad)
    nonce = draw(24)
    body = b"".join(struct.pack(">HH", kind, len(data)) + data for kind, data in slots)
    header = MAGIC + struct.pack(">HIQ", version, 68 + len(body) + 32, generation)
    header += mac(vault_key, b"coffer vault key id 1")[:16] + nonce + struct.pack(">IH", len(plain) + 16, len(slots)) + body
    header += hashlib.sha256(header).digest()
    return header + aead_seal(plain, header, nonce, mac(vault_key, b"coffer vault payload 1"))


def parse_header(data):
    assert data[:8] == MAGIC
    version, size, generation = struct.unpack(">HIQ", data[8:22])
    assert version == 1 and 1 <= generation < 2**53 and 104 <= size <= 65536
    header, payload = data[:size], data[size:]
    assert hashlib.sha256(header[:-32]).digest() == header[-32:], "header checksum"
    payload_size, count = struct.unpack(">IH", header[62:68])
    assert payload_size == len(payload) and 1 <= count <= 16
    slots, at = [], 68
    for _ in range(count):
        kind, length = struct.unpack(">HH", header[at : at + 4])
        assert length <= 1024
        slots.append((kind, header[at + 4 : at + 4 + length]))
        at += 4 + length
    assert at == size - 32
    return header, payload, generation, slots


def read_vault(data, vault_key):
    header, payload, _, _ = parse_header(data)
    assert mac(vault_key, b"coffer vault key id 1")[:16] == header[22:38], "key id"
    plain = aead_open(payload, header, header[38:62], mac(vault_key, b"coffer vault payload 1"))
    assert len(plain) % 256 == 0, "padding"
    return json.loads(plain)


def keys_found(data, ways):
    """The vault key by every way that the vector offers."""
    slots = dict(parse_header(data)[3])
    found = []
    if "passphrase" in ways:
        found.append(open_slot(PASSPHRASE, slots[PASSPHRASE], ways["passphrase"]))
    if "recovery" in ways:
        found.append(open_slot(RECOVERY, slots[RECOVERY], parse_key("coffer-recovery-1", ways["recovery"])))
    if "key" in ways:
        found.append(parse_key("coffer-key-1", ways["key"]))
    return found


# The export.

EXPORT_MAGIC = b"COFFEX\r\n"


def write_export(draw, password, document, passes=1, memory=8, version=1, pad=256):
    plain = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    plain += b" " * (-len(plain) % pad)
    salt, nonce = draw(16), draw(24)
    derivable = 1 <= passes <= 16 and 8 <= memory <= 1048576  # a vector that asks for more gets a key that nobody will need
    key = passphrase_key(password, salt, passes, memory) if derivable else bytes(32)
    header = EXPORT_MAGIC + struct.pack(">H", version) + salt + struct.pack(">II", passes, memory)
    header += mac(key, b"coffer export key id 1")[:16] + nonce + struct.pack(">I", len(plain) + 16)
    header += hashlib.sha256(header).digest()
    return header + aead_seal(plain, header, nonce, mac(key, b"coffer export payload 1"))


def read_export(data, password):
    assert data[:8] == EXPORT_MAGIC and data[8:10] == b"\0\x01"
    header, payload = data[:110], data[110:]
    assert hashlib.sha256(header[:78]).digest() == header[78:], "header checksum"
    passes, memory = struct.unpack(">II", header[26:34])
    assert 1 <= passes <= 16 and 8 <= memory <= 1048576
    assert struct.unpack(">I", header[74:78])[0] == len(payload)
    key = passphrase_key(password, header[10:26], passes, memory)
    assert mac(key, b"coffer export key id 1")[:16] == header[34:50], "password"
    plain = aead_open(payload, header, header[50:74], mac(key, b"coffer export payload 1"))
    assert len(plain) % 256 == 0, "padding"
    document = json.loads(plain)
    assert document["format"] == "coffer-export" and document["version"] == 1
    return document["entries"]


# The vectors.

CONTENT = {
    "settings": {"cache_minutes": 15},
    "entries": [
        {"name": "stripe-key", "domains": "api.stripe.com", "enabled": True, "scripts": "ask",
         "created": 1767225600000, "changed": 1767225600001, "value": "sk_test_not_a_real_one"},
        {"name": "naïve ключ 🔑", "domains": "*.example.com, http://localhost:8080, [::1]:8443", "enabled": False,
         "scripts": "never", "created": 1, "changed": 253402300799999,
         "value": "quotes \" and \\ and \n newline, \u0000 NUL, é, 🎉"},
        {"name": "bytes", "created": 1, "changed": 2, "enabled": True, "scripts": "ask",
         "value_base64": base64.b64encode(bytes(range(256))).decode()},
        {"name": "empty", "created": 1, "changed": 2, "enabled": True, "scripts": "ask", "value": ""},
        {"name": "db", "created": 1, "changed": 2, "enabled": True, "scripts": "ask",
         "link": {"provider": "aws", "secret": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf",
                  "role": "arn:aws:iam::123456789012:role/reader", "external_id": "x-1", "version": "AWSPREVIOUS",
                  "json_key": "password", "connection": "prod", "narrow_role": True, "cache_seconds": 0}},
    ],
}
FUTURE = {
    "settings": {"cache_minutes": 60, "theme": {"dark": [1, 2.5, True, None, "ü"]}},
    "entries": [
        {"name": "a", "enabled": True, "scripts": "ask", "created": 1, "changed": 1, "value": "v",
         "tags": ["x", {"y": -1}], "note": "keep \" me"},
        {"name": "b", "enabled": True, "scripts": "ask", "created": 1, "changed": 1,
         "link": {"provider": "aws", "secret": "s", "stage_policy": "strict"}},
    ],
    "folders": {"work": ["a"]},
}


PROVIDERS = {
    "settings": {"cache_minutes": 60},
    "entries": [
        {"name": "parameter", "created": 1, "changed": 2, "enabled": True, "scripts": "ask",
         "link": {"provider": "ssm", "secret": "/prod/db/password", "role": "arn:aws:iam::123456789012:role/reader",
                  "external_id": "x-1", "version": "3", "json_key": "password", "connection": "prod", "cache_seconds": 60,
                  "region": "eu-central-1"}},
        {"name": "kv", "created": 1, "changed": 2, "enabled": True, "scripts": "ask",
         "link": {"provider": "hashicorp", "secret": "app/db", "version": "7", "json_key": "password",
                  "address": "https://vault.example.com:8200", "namespace": "team/a", "mount": "kv", "kv_version": 2}},
        {"name": "kv of the environment", "created": 1, "changed": 2, "enabled": True, "scripts": "never",
         "link": {"provider": "hashicorp", "secret": "app/db"}},
        {"name": "tomorrow", "created": 1, "changed": 2, "enabled": True, "scripts": "ask",
         "link": {"provider": "another", "secret": "s", "mount": "m", "tenant": {"id": 1}}},
    ],
}

OFFLINE = {
    "settings": {"cache_minutes": 60},
    "entries": [
        {"name": "db", "created": 1, "changed": 2, "enabled": True, "scripts": "ask", "offline_seconds": 86400,
         "link": {"provider": "aws", "secret": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf",
                  "json_key": "password", "cache_seconds": 60}},
        {"name": "kv", "created": 1, "changed": 2, "enabled": True, "scripts": "ask", "offline_seconds": 2592000,
         "link": {"provider": "hashicorp", "secret": "app/db"}},
        {"name": "none yet", "created": 1, "changed": 2, "enabled": True, "scripts": "ask", "offline_seconds": 60,
         "link": {"provider": "hashicorp", "secret": "app/other"}},
    ],
    "snapshots": [
        {"name": "db",
         "link": {"provider": "aws", "secret": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf",
                  "json_key": "password"},
         "value": "pass \" word é", "version": "01234567-89ab-cdef-0123-456789abcdef",
         "identity": "arn:aws:iam::123456789012:user/ci", "taken": 1767225600000, "expires": 1767312000000},
        {"name": "kv",
         "link": {"provider": "hashicorp", "secret": "app/db", "address": "https://vault.example.com:8200", "namespace": "team"},
         "value_base64": base64.b64encode(bytes(range(250, 256))).decode(), "binary": True, "version": "3", "identity": "token",
         "taken": 1, "expires": 253402300799999},
    ],
}


def vectors():
    """name → (file, description)"""
    source = random.Random(20260101)  # test vectors are to be the same every time; nothing here protects anything
    draw = source.randbytes
    key, recovery, phrase = draw(32), draw(32), "correct horse battery staple"
    every_way = {"passphrase": phrase, "recovery": recovery_text(recovery), "key": key_text(key)}
    p_slot = passphrase_slot(draw, key, phrase, 2, 64)
    r_slot = recovery_slot(draw, key, recovery)
    entry = {"name": "a", "value": "v"}

    def good(ways, slots, content, generation=1):
        data = write_vault(draw, key, slots, content, generation)
        return data, {"open": ways, "generation": generation, "slots": [kind for kind, _ in slots], "content": content}

    def bad(error, data, ways=None):
        return data, {"open": ways or {"key": key_text(key)}, "error": error}

    def sealed(content, **more):
        return write_vault(draw, key, [r_slot], content, **more)

    yield "empty", good(every_way, [p_slot, r_slot], {"settings": {"cache_minutes": 60}, "entries": []})
    yield "full", good(every_way, [p_slot, r_slot, (KEYRING_NOTE, b""), (KEY_FILE_NOTE, b"")], CONTENT, 2**53 - 2)
    unicode_slot = passphrase_slot(draw, key, "пароль ü 🔑", 1, 8)
    yield "passphrase-unicode", good({"passphrase": "пароль ü 🔑"}, [unicode_slot], CONTENT)
    yield "recovery-only", good({"recovery": recovery_text(recovery)}, [r_slot], CONTENT, 7)
    yield "future-members", good({"key": key_text(key)}, [r_slot, (77, b"a slot of tomorrow")], FUTURE, 3)


    whole = sealed({"entries": [entry]})
    other = draw(32)
    yield "wrong-passphrase", bad("wrong-passphrase", write_vault(draw, key, [p_slot], {}), {"passphrase": "wrong"})
    yield "wrong-key", bad("vault-locked", whole, {"key": key_text(other)})
    yield "wrong-recovery", bad("vault-locked", whole, {"recovery": recovery_text(other)})
    yield "no-such-slot", bad("vault-locked", whole, {"passphrase": phrase})
    yield "version-2", bad("vault-newer-version", sealed({}, version=2))
    yield "version-0", bad("vault-damaged", sealed({}, version=0))
    yield "generation-0", bad("vault-damaged", sealed({}, generation=0))
    yield "generation-huge", bad("vault-damaged", sealed({}, generation=2**53))
    yield "no-slots", bad("vault-damaged", write_vault(draw, key, [], {}))
    yield "slots-17", bad("vault-damaged", write_vault(draw, key, [(100 + i, b"") for i in range(17)], {}))
    yield "slot-twice", bad("vault-damaged", write_vault(draw, key, [r_slot, r_slot], {}))
    yield "slot-too-long", bad("vault-damaged", write_vault(draw, key, [(99, b"x" * 1025)], {}))
    for name, passes, memory in [("passes-0", 0, 64), ("passes-17", 17, 64), ("memory-7", 1, 7), ("memory-huge", 1, 2**32 - 1)]:
        body = p_slot[1][:16] + struct.pack(">II", passes, memory) + p_slot[1][24:]
        data = write_vault(draw, key, [(PASSPHRASE, body)], {})
        yield "kdf-" + name, bad("vault-damaged", data, {"passphrase": phrase})
    yield "slot-of-another-vault", bad("vault-damaged", write_vault(draw, other, [p_slot], {}), {"passphrase": phrase})
    mixed = bytearray(whole)
    mixed[21] ^= 1  # another generation, with the checksum mended: only the payload's tag can notice
    size = struct.unpack(">I", mixed[10:14])[0]
    mixed[size - 32 : size] = hashlib.sha256(mixed[: size - 32]).digest()
    yield "header-forged", bad("vault-damaged", bytes(mixed))

    yield "payload-no-json", bad("vault-damaged", sealed(b"no JSON"))
    yield "payload-array", bad("vault-damaged", sealed([]))
    yield "payload-deep", bad("vault-damaged", sealed(b'{"x":' + b"[" * 40 + b"]" * 40 + b"}"))
    yield "entry-no-name", bad("vault-damaged", sealed({"entries": [{"value": "v"}]}))
    yield "entry-brace", bad("vault-damaged", sealed({"entries": [{"name": "a}", "value": "v"}]}))
    yield "entry-twice", bad("vault-damaged", sealed({"entries": [entry, entry]}))
    yield "entry-two-values", bad("vault-damaged", sealed({"entries": [{**entry, "link": {"secret": "s"}}]}))
    yield "entry-base64", bad("vault-damaged", sealed({"entries": [{"name": "a", "value_base64": "A"}]}))
    yield "entry-domains", bad("vault-damaged", sealed({"entries": [{**entry, "domains": "*.*.x"}]}))
    yield "entry-created-real", bad("vault-damaged", sealed({"entries": [{**entry, "created": 1.5}]}))
    yield "entry-new-kind", bad("vault-newer-version", sealed({"entries": [{"name": "a", "totp": {}}]}))
    yield "entry-new-scripts", bad("vault-newer-version", sealed({"entries": [{**entry, "scripts": "sometimes"}]}))
    yield "link-no-secret", bad("vault-damaged", sealed({"entries": [{"name": "a", "link": {}}]}))
    yield "settings-cache", bad("vault-damaged", sealed({"settings": {"cache_minutes": 10081}}))
    # Later vectors come last: so those before them stay the same, byte for byte.
    yield "providers", good({"key": key_text(key)}, [(KEY_FILE_NOTE, b"")], PROVIDERS, 9)
    yield "link-kv-version", bad("vault-damaged", sealed({"entries": [{"name": "a", "link": {"secret": "s", "kv_version": 3}}]}))
    yield "link-mount-number", bad("vault-damaged", sealed({"entries": [{"name": "a", "link": {"secret": "s", "mount": 1}}]}))
    yield "snapshots", good({"key": key_text(key)}, [(KEY_FILE_NOTE, b"")], OFFLINE, 10)
    snapshot = {"name": "a", "link": {"secret": "s"}, "value": "v", "taken": 1, "expires": 2}
    for name, wrong in [("no-link", {"link": None}), ("two-values", {"value_base64": "dg=="}), ("time", {"taken": -1})]:
        yield "snapshot-" + name, bad("vault-damaged", sealed({"snapshots": [{**snapshot, **wrong}]}))
    yield "snapshot-twice", bad("vault-damaged", sealed({"snapshots": [snapshot, snapshot]}))
    yield "offline-long", bad("vault-damaged", sealed({"entries": [{**entry, "offline_seconds": 2592001}]}))


def export_vectors():
    """name → (file, description)"""
    draw = random.Random(20261124).randbytes  # as above: the same every time
    password = "correct horse battery"
    entry = {"name": "a", "value": "v"}

    def document(entries, **more):
        return {"format": "coffer-export", "version": 1, "entries": entries, **more}

    def good(entries, word=password, passes=1, memory=8):
        return write_export(draw, word, document(entries), passes, memory), {"password": word, "entries": entries}

    def bad(error, data, word=password):
        return data, {"password": word, "error": error}

    def sealed(content, **more):
        return write_export(draw, password, content, **more)

    yield "empty", good([])
    yield "full", good(CONTENT["entries"], passes=2, memory=64)
    yield "unicode-password", good(CONTENT["entries"], "пароль ü 🔑 12")
    yield "future-members", good(FUTURE["entries"])
    plain = json.dumps(document(CONTENT["entries"]), ensure_ascii=False, indent=2).encode()
    yield "plain", (plain, {"password": "", "entries": CONTENT["entries"]})
    yield "plain-bom", (b"\xef\xbb\xbf" + plain, {"password": "", "entries": CONTENT["entries"]})

    whole = sealed(document([entry]))
    yield "wrong-password", bad("wrong-passphrase", whole, "correct horse batterY")
    yield "version-2", bad("unsupported", sealed(document([]), version=2))
    yield "version-0", bad("malformed", sealed(document([]), version=0))
    for name, passes, memory in [("passes-0", 0, 8), ("passes-17", 17, 8), ("memory-7", 1, 7), ("memory-huge", 1, 2**32 - 1)]:
        yield "kdf-" + name, bad("malformed", sealed(document([]), passes=passes, memory=memory))
    yield "cut-off", bad("malformed", whole[:-1])
    yield "header-only", bad("malformed", whole[:110])
    yield "longer", bad("malformed", whole + b"\0")
    yield "header-flipped", bad("malformed", whole[:20] + bytes([whole[20] ^ 1]) + whole[21:])
    yield "payload-flipped", bad("malformed", whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:])
    mixed = bytearray(whole)
    mixed[50] ^= 1  # another nonce, with the checksum mended: only the payload's tag can notice
    mixed[78:110] = hashlib.sha256(mixed[:78]).digest()
    yield "header-forged", bad("malformed", bytes(mixed))
    yield "document-no-json", bad("malformed", sealed(b"no JSON"))
    yield "document-of-a-vault", bad("malformed", sealed({"entries": [entry]}))
    yield "document-version-2", bad("unsupported", sealed({"format": "coffer-export", "version": 2, "entries": []}))
    yield "document-no-entries", bad("malformed", sealed({"format": "coffer-export", "version": 1}))
    yield "entry-twice", bad("malformed", sealed(document([entry, entry])))
    yield "entry-new-kind", bad("unsupported", sealed(document([{"name": "a", "totp": {}}])))
    yield "plain-entry-brace", bad("malformed", json.dumps(document([{"name": "{", "value": "v"}])).encode())


def vector_files(kind):
    for name, (data, description) in {"vault": vectors, "export": export_vectors}[kind]():
        text = data.hex()
        yield name + ".hex", "\n".join(text[i : i + 96] for i in range(0, len(text), 96)) + "\n"
        yield name + ".json", json.dumps(description, ensure_ascii=False, indent=1) + "\n"


def make(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in vector_files(folder.name):
        (folder / name).write_text(text, encoding="utf-8")


def check(folder):
    wanted = dict(vector_files(folder.name))
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert there == wanted, f"differing: {sorted(n for n in wanted.keys() | there.keys() if wanted.get(n) != there.get(n))}"


def read(folder):
    files = sorted(folder.glob("*.vault"))
    assert files, f"no vaults in {folder}"
    for path in files:
        description = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        data = path.read_bytes()
        _, _, generation, slots = parse_header(data)
        assert generation == description["generation"], (path, generation)
        assert [kind for kind, _ in slots] == description["slots"], (path, slots)
        keys = keys_found(data, description["open"])
        assert keys and len(set(keys)) == 1, path
        content = read_vault(data, keys[0])
        assert content == description["content"], f"{path}: {content} instead of {description['content']}"
        print(f"{path.name}: generation {generation}, {len(content['entries'])} entries, opened in {len(keys)} ways")
    for path in sorted(folder.glob("*.export")):
        description = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        entries = read_export(path.read_bytes(), description["password"])
        assert entries == description["entries"], f"{path}: {entries} instead of {description['entries']}"
        print(f"{path.name}: {len(entries)} entries")


if __name__ == "__main__":
    commands = {"make": make, "check": check, "read": read}
    if len(sys.argv) != 3 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]](pathlib.Path(sys.argv[2]))
