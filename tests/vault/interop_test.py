#!/usr/bin/env python3
"""What Coffer writes, an independent program reads: interop_test.py VAULT_WRITER VECTORS_SCRIPT

The other direction, Coffer reading that program's vaults, is src/vault/vectors_test.cc.
"""
import importlib.util
import pathlib
import subprocess
import sys
import tempfile

writer, script = sys.argv[1:]
sys.dont_write_bytecode = True
spec = importlib.util.spec_from_file_location("make_vault_vectors", script)
vault = importlib.util.module_from_spec(spec)
spec.loader.exec_module(vault)

vectors = pathlib.Path(script).parent / "vault"
vault.check(vectors)
vault.check(vectors.parent / "export")
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([writer, vectors, folder], check=True)
    vault.read(pathlib.Path(folder))
    assert pathlib.Path(folder, "all.export").exists()
    cost = vault.parse_header(pathlib.Path(folder, "default-cost.vault").read_bytes())[3][0][1][16:24]
    assert cost == bytes.fromhex("00000003 00010000"), "the documented cost: 3 passes over 65,536 KiB"
