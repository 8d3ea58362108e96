#!/usr/bin/env python3
"""Writes tests/golden/pickles: WESAD-shaped pickles in every form that the wild has. Needs Python 3 and numpy 1.x.

    python3 tests/golden/make_pickles.py

The values come from a linear congruential generator that the tests repeat (see GoldenPickles.cs). Python 2's forms are
written by hand, opcode by opcode, and numpy 2's by renaming numpy 1's modules.
"""
import io, os, pickle, struct, sys
import numpy as np

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pickles")

def noise(count, seed):
    """Values (x / 65536 - 32768) / 64 of a 32-bit generator: exact in float64, and in float32 after rounding to 1/4."""
    x, values = seed, []
    for _ in range(count):
        x = (x * 1664525 + 1013904223) % 2**32
        values.append((x / 65536 - 32768) / 64)
    return np.array(values)

def recording(n=160, wrist=160):
    column = lambda count, seed: noise(count, seed).reshape(-1, 1)
    return {
        "signal": {
            "chest": {"ACC": noise(3 * 16, 1).reshape(-1, 3), "ECG": column(n, 2), "EMG": column(16, 3), "EDA": column(n, 4),
                      "Temp": (np.round(column(16, 5) * 4) / 4).astype("f4"), "Resp": column(16, 6)},
            "wrist": {"ACC": noise(3 * 8, 7).reshape(-1, 3), "BVP": column(wrist, 8), "EDA": column(16, 9), "TEMP": column(16, 10)},
        },
        "subject": "S2", "label": np.array([i * 8 // n for i in range(n)], "i4"),
    }

class Python2:
    """The release's own form: Python 2's cPickle, protocol 0, repr'd bytes. quote and octal vary what repr may do."""
    def __init__(self, out, quote=b"'", octal=False): self.w, self.n, self.quote, self.octal = out.write, 0, quote, octal
    def put(self): self.n += 1; self.w(b"p%d\n" % self.n)
    def escape(self, c):
        if c in (92, self.quote[0]): return b"\\" + bytes([c])
        if self.octal and c in (0, 7, 8, 11, 12, 27): return {7: b"\\a", 8: b"\\b", 11: b"\\v", 12: b"\\f"}.get(c, b"\\%03o" % c)
        return {10: b"\\n", 13: b"\\r", 9: b"\\t"}.get(c) or (bytes([c]) if 32 <= c < 127 else b"\\x%02x" % c)
    def text(self, b): self.w(b"S" + self.quote + b"".join(map(self.escape, b)) + self.quote + b"\n"); self.put()
    def name(self, module, name): self.w(b"c%s\n%s\n" % (module, name)); self.put()
    def array(self, a):
        self.name(b"numpy.core.multiarray", b"_reconstruct"); self.w(b"("); self.name(b"numpy", b"ndarray")
        self.w(b"(I0\nt"); self.put(); self.text(b"b"); self.w(b"t"); self.put(); self.w(b"R"); self.put()
        self.w(b"(I1\n(" + b"".join(b"L%dL\n" % d for d in a.shape) + b"t"); self.put()
        self.name(b"numpy", b"dtype"); self.w(b"("); self.text(a.dtype.str[1:].encode()); self.w(b"I0\nI1\nt"); self.put(); self.w(b"R"); self.put()
        self.w(b"(I3\n"); self.text(b"<"); self.w(b"NNNI-1\nI-1\nI0\nt"); self.put(); self.w(b"b")
        self.w(b"I00\n"); self.text(a.tobytes()); self.w(b"t"); self.put(); self.w(b"b")
    def dict(self, d):
        self.w(b"(d"); self.put()
        for key, value in d.items():
            self.text(key.encode())
            self.dict(value) if isinstance(value, dict) else self.text(value.encode()) if isinstance(value, str) else self.array(value)
            self.w(b"s")

class Python2Binary(Python2):
    """Python 2's protocol 2: strings as BINSTRING."""
    def put(self): self.w(b"q" + bytes([self.n]) if self.n < 256 else b"r" + struct.pack("<I", self.n)); self.n += 1
    def text(self, b): self.w(b"U" + bytes([len(b)]) + b if len(b) < 256 else b"T" + struct.pack("<i", len(b)) + b); self.put()

def write(name, data):
    with open(os.path.join(OUT, name + ".pkl"), "wb") as f: f.write(data)

def python2(name, kind, value, **how):
    out = io.BytesIO()
    if kind is Python2Binary: out.write(b"\x80\x02")
    kind(out, **how).dict(value)
    write(name, out.getvalue() + b".")

def types():
    arrays = {}
    for code in ("f8", "f4", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"):
        for order in "<>":
            arrays[order + code] = np.array([0, 1, 2, 100], order + code) - (np.array(3).astype(code) if code[0] in "fi" else 0)
            arrays[order + code] = arrays[order + code].astype(order + code)
    arrays["fortran"] = np.asfortranarray(np.arange(15.0).reshape(5, 3))
    arrays["c"] = np.arange(15.0).reshape(5, 3)
    arrays["empty"] = np.zeros((0, 1))
    return arrays

def main():
    os.makedirs(OUT, exist_ok=True)
    for protocol in range(6):
        write(f"python3-protocol{protocol}", pickle.dumps(recording(), protocol))
        write(f"types-protocol{protocol}", pickle.dumps(types(), protocol))
        write(f"tiny-protocol{protocol}", pickle.dumps({"signal": {"chest": {"ECG": noise(3, 2).reshape(-1, 1)}}, "label": np.array([1, 2, 3], "i4")}, protocol))
    python2("python2-protocol0", Python2, recording())
    python2("python2-protocol0-quotes", Python2, recording(), quote=b'"', octal=True)
    python2("python2-protocol2", Python2Binary, recording())
    python2("tiny-python2", Python2, {"signal": {"chest": {"ECG": noise(3, 2).reshape(-1, 1)}}, "label": np.array([1, 2, 3], "i4")})
    # Saved again after pickle.load(…, encoding='bytes'): every key is bytes.
    def as_bytes(v): return {k.encode(): as_bytes(x) for k, x in v.items()} if isinstance(v, dict) else v.encode() if isinstance(v, str) else v
    write("bytes-keys-protocol4", pickle.dumps(as_bytes(recording()), 4))
    # Keys in another order, one array under two keys, an empty dict, and values of no interest in between.
    r = recording()
    odd = {"subject": "S2", "empty": {}, "notes": ["a", 1.5, None, {"x": (1, 2, 3, 4)}], "label": r["label"].astype("i8"), "copy": r["signal"]["chest"]["EDA"],
           "scalar": np.float64(1.5), "big": 2**40, "negative": -5, "signal": {"other": {}, "wrist": r["signal"]["wrist"],
           "chest": dict(reversed(list(r["signal"]["chest"].items())))}}
    for protocol in (0, 2, 5): write(f"odd-protocol{protocol}", pickle.dumps(odd, protocol))
    # numpy 2 names.
    for module in ("", ".multiarray", ".numeric"): sys.modules["numpy._core" + module] = sys.modules["numpy.core" + module]
    np.core.numeric._frombuffer.__module__ = "numpy._core.numeric"
    np.core.multiarray._reconstruct.__module__ = "numpy._core.multiarray"
    for protocol in (2, 4, 5):
        data = pickle.dumps(recording(), protocol)
        assert b"numpy._core" in data and b"numpy.core" not in data
        write(f"numpy2-protocol{protocol}", data)

main()
