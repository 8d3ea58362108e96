#!/usr/bin/env python3
"""Writes tests/golden/recordings: small synthetic recordings in every format that AttX reads. Needs Debian's libedf-dev and biosig-tools.

    python3 tests/golden/make_recordings.py

EDF and BDF are written by EDFlib (libedf 1.23), one more EDF by BioSig (save2gdf 2.5), which reads the WFDB records for it: that
BioSig and AttX agree about them is a test. WFDB itself, E4 and OpenSignals have no program here that writes them; they follow header(5) and
signal(5) of the WFDB Applications Guide, Empatica's info.txt, and PLUX's description of the text format. EDF+D is EDFlib's EDF+C with the
onsets of its records moved, as EDFlib writes no gaps.

Signals are sums of sines that the tests repeat (see Waves.cs).
"""
import csv, ctypes, json, math, os, re, struct, subprocess, tempfile, zipfile

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recordings")
ecg = lambda t: math.sin(2 * math.pi * 1.25 * t) + 0.25 * math.sin(2 * math.pi * 7.5 * t)   # mV
eda = lambda t: 5 + 2 * math.sin(2 * math.pi * 0.1 * t)                                     # µS
temp = lambda t: 33 + 0.5 * math.sin(2 * math.pi * 0.05 * t)                                # °C
path = lambda *names: os.path.join(OUT, *names)

def edflib(name, bdf, signals, seconds, record=1.0):
    """signals: (label, unit, physical minimum and maximum, samples a record, wave in that unit)."""
    lib = ctypes.CDLL("libedf.so.1")
    handle = lib.edfopen_file_writeonly(path(name).encode(), 3 if bdf else 1, len(signals))
    assert handle >= 0, handle
    double = lambda x: ctypes.c_double(x)
    if record != 1:
        assert lib.edf_set_datarecord_duration(handle, int(round(record * 100000))) == 0
    top = 8388607 if bdf else 32767
    for i, (label, unit, low, high, samples, _) in enumerate(signals):
        for status in (lib.edf_set_samplefrequency(handle, i, samples), lib.edf_set_physical_maximum(handle, i, double(high)),
                       lib.edf_set_physical_minimum(handle, i, double(low)), lib.edf_set_digital_maximum(handle, i, top),
                       lib.edf_set_digital_minimum(handle, i, -top - 1), lib.edf_set_label(handle, i, label.encode()),
                       lib.edf_set_physical_dimension(handle, i, unit.encode())):
            assert status == 0
    lib.edf_set_startdatetime(handle, 2024, 1, 2, 3, 4, 5)
    for r in range(int(seconds / record)):
        for label, unit, low, high, samples, wave in signals:
            values = (ctypes.c_double * samples)(*[wave((r * samples + k) * record / samples) for k in range(samples)])
            assert lib.edfwrite_physical_samples(handle, values) == 0
    lib.edfwrite_annotation_utf8(handle, 12000, -1, b"stimulus")
    assert lib.edfclose_file(handle) == 0

def discontinuous(source, name, onsets):
    """The same file with its records at other times."""
    data = bytearray(open(path(source), "rb").read())
    data[192:197] = b"EDF+D"
    count = int(data[252:256])
    lengths = [int(data[256 + 216 * count + 8 * i:][:8]) * 2 for i in range(count)]
    start = 256 * (count + 1)
    for r, onset in enumerate(onsets):
        at = start + r * sum(lengths) + sum(lengths[:-1])
        text = bytes(data[at:at + lengths[-1]])
        rest = text[text.index(b"\x14"):].rstrip(b"\0") + b"\0"
        moved = ("+%g" % onset).encode() + rest
        data[at:at + lengths[-1]] = moved.ljust(lengths[-1], b"\0")
    open(path(name), "wb").write(data)

def codes(wave, gain, baseline, rate, count): return [round(wave(k / rate) * gain) + baseline for k in range(count)]

def checksum(values): return (sum(values) + 32768) % 65536 - 32768

def pack212(values):
    values = values + [0] * (len(values) % 2)
    return b"".join(bytes([a & 255, (a >> 8 & 15) | (b >> 4 & 240), b & 255]) for a, b in zip(values[::2], values[1::2]))

def wfdb():
    rate, n = 250, 1000
    a, b = codes(ecg, 400, 12, rate, n), codes(lambda t: -ecg(t), 400, 0, rate, n)
    a[300:310] = [-2048] * 10
    open(path("wfdb212.dat"), "wb").write(pack212([x for pair in zip(a, b) for x in pair]))
    line = lambda v, base, what: "wfdb212.dat 212 400(%d)/mV 12 %d %d %d 0 %s\n" % (base, base, v[0], checksum(v), what)
    header = "# synthetic\nwfdb212 2 250 1000 3:04:05 02/01/2024\n" + line(a, 12, "MLII") + line(b, 0, "V5")
    open(path("wfdb212.hea"), "w").write(header)
    # Format 16: two files, one behind a preamble of 64 bytes with two rates in it, the other with a signal that stands 3 frames late.
    c, d = codes(ecg, 2000, -100, 256, 1024), codes(eda, 1000, 0, 64, 256)
    frames = b"".join(struct.pack("<5h", *c[4 * k:4 * k + 4], d[k]) for k in range(256))
    open(path("wfdb16_a.dat"), "wb").write(b"\xaa" * 64 + frames)
    e = codes(temp, 100, 0, 64, 256)
    open(path("wfdb16_b.dat"), "wb").write(struct.pack("<256h", *([0] * 3 + e)[:256]))
    open(path("wfdb16.hea"), "w").write("wfdb16 3 64/64(0) 256\n" +
        "wfdb16_a.dat 16x4+64 2000(-100)/mV 16 0 %d %d 0 ECG lead II\n" % (c[0], checksum(c)) +
        "wfdb16_a.dat 16+64 1000/uS 16 0 %d %d 0 EDA\n" % (d[0], checksum(d)) +
        "wfdb16_b.dat 16:3 100/degC 16 0 0 0 0 skin temperature\n")

def e4():
    os.makedirs(path("e4"), exist_ok=True)
    write = lambda name, text: open(path("e4", name), "w", newline="").write(text)
    column = lambda values: "".join(v + "\r\n" for v in values)
    start = 1495437325
    write("BVP.csv", "%d.00\r\n64.000000\r\n" % start + column("%.2f" % (30 * ecg(k / 64)) for k in range(640)))
    write("EDA.csv", "%d.50\r\n4.000000\r\n" % start + column("%.6f" % eda(0.5 + k / 4) for k in range(40)))
    write("TEMP.csv", "%d.50\r\n4.000000\r\n" % start + column("%.2f" % temp(0.5 + k / 4) for k in range(40)))
    write("ACC.csv", "%d.000000, %d.000000, %d.000000\r\n32.000000, 32.000000, 32.000000\r\n" % (start, start, start)
          + column("%d,%d,%d" % (64 * math.sin(k / 9), -3, 62) for k in range(320)))
    write("HR.csv", "%d.00\r\n1.000000\r\n75.00\r\n75.50\r\n" % (start + 10))
    write("IBI.csv", "%d.00, IBI\r\n1.2,0.8\r\n" % start)
    write("tags.csv", "%d.25\r\n" % (start + 3))
    for archive, prefix in (("e4.zip", ""), ("e4_folder.zip", "S2_E4_Data/")):
        with zipfile.ZipFile(path(archive), "w", zipfile.ZIP_DEFLATED) as z:
            for name in sorted(os.listdir(path("e4"))):
                z.writestr(zipfile.ZipInfo(prefix + name, (2024, 1, 2, 3, 4, 4)), open(path("e4", name), "rb").read(), zipfile.ZIP_DEFLATED)

def table():
    """Python's csv module, as Excel would write it."""
    with open(path("table.csv"), "w", newline="", encoding="utf-8-sig") as f:
        rows = csv.writer(f, quoting=csv.QUOTE_NONNUMERIC)
        rows.writerow(["Time (s)", "ECG, lead II (µV)", "EDA (µS)", "event"])
        rows.writerows([k / 50, round(1000 * ecg(k / 50), 2), round(eda(k / 50), 4), "tone" if k == 7 else ""] for k in range(200))

def opensignals():
    def write(name, devices, rows):
        with open(path(name), "w", newline="\n") as f:
            f.write("# OpenSignals Text File Format\n# %s\n# EndOfHeader\n" % json.dumps(devices))
            f.writelines("\t".join(map(str, row)) + "\t\n" for row in rows)
    sensors = ["ECG", "EDA", "EMG", "TEMP", "XYZ", "XYZ", "XYZ", "RESPIRATION"]
    labels = ["CH%d" % i for i in range(1, 9)]
    respiban = {"00:07:80:D8:AB:58": {"sensor": sensors, "device name": "RespiBan", "column": ["nSeq", "DI"] + labels, "sync interval": 2,
        "time": "9:39:1.0", "comments": "", "device connection": "BTH00:07:80:D8:AB:58", "channels": list(range(1, 9)), "date": "2017-5-22",
        "mode": 0, "digital IO": [0, 1], "firmware version": 770, "device": "biosignalsplux", "position": 0, "sampling rate": 700,
        "label": labels, "resolution": [16] * 8, "special": [{}] * 8}}
    counts = lambda x: round(x * 65536)
    rest = [32768, 40000, 33000, 33000, 38000, 32768]
    write("respiban.txt", respiban, ([k, 0, counts(ecg(k / 700) / 3 + 0.5), counts(eda(k / 700) * 0.12 / 3)] + rest for k in range(700)))
    columns, bits = ["nSeq", "I1", "I2", "O1", "O2", "A1", "A2"], [4, 1, 1, 1, 1, 10, 10]
    bitalino = lambda mac, kind, sensors: {"position": 0, "device": kind, "device name": mac, "device connection": "BTH" + mac,
        "sampling rate": 100, "resolution": bits, "firmware version": 1282, "comments": "", "keywords": "", "mode": 0, "sync interval": 2,
        "date": "2024-3-1", "time": "18:30:27.147", "channels": [1, 2], "sensor": sensors, "label": columns[5:], "column": columns,
        "special": [{}, {}], "digital IO": [0, 0, 1, 1], "convertedValues": 0}
    two = {"84:BA:20:5E:FF:58": bitalino("84:BA:20:5E:FF:58", "bitalino_rev", ["ECGBITREV", "RAW"]),
           "84:BA:20:5E:FF:59": bitalino("84:BA:20:5E:FF:59", "bitalino_rev", ["EDABITREV", "LUX"])}
    write("bitalino.txt", two, ([k % 16, 0, 0, 0, 0, round(1024 * (ecg(k / 100) * 1.1 / 3.3 + 0.5)), 512,
                                 k % 16, 1, 0, 1, 0, round(1024 * eda(k / 100) * 0.132 / 3.3), 100] for k in range(200)))

def biosig():
    """
    What BioSig makes of the WFDB record in format 212: as text, and as EDF. It hangs at comments before the record line, takes the
    converter's zero for the baseline (so that the record has both alike), and signs with user and time.
    """
    with tempfile.TemporaryDirectory() as folder:
        at = lambda name: os.path.join(folder, name)
        os.symlink(path("wfdb212.dat"), at("wfdb212.dat"))
        open(at("wfdb212.hea"), "w").write(re.sub(r"(?m)^#.*\n| 3:04:05.*", "", open(path("wfdb212.hea")).read()))
        subprocess.run(["save2gdf", "-f=EDF", at("wfdb212.hea"), at("out.edf")], check=True, timeout=20, capture_output=True)
        data = bytearray(open(at("out.edf"), "rb").read())
        subprocess.run(["save2gdf", "-f=ASCII", at("wfdb212.hea"), at("out.asc")], check=True, timeout=20, capture_output=True)
        for i, lead in enumerate(("MLII", "V5"), 1):
            open(path("biosig_%s.txt" % lead), "w").write(open(at("out.a%02d" % i)).read())
    data[88:184] = b"Startdate 02-JAN-2024 X X X".ljust(80) + b"02.01.2403.04.05"
    open(path("biosig.edf"), "wb").write(data)

os.makedirs(OUT, exist_ok=True)
mixed = [("ECG I", "mV", -3.2768, 3.2767, 128, ecg), ("EDA", "uS", 0, 25, 16, eda), ("Temp skin", "degC", 20, 45, 4, temp)]
edflib("edf_plus.edf", False, mixed, 5)
discontinuous("edf_plus.edf", "edf_gaps.edf", [0, 1, 3.5, 4.5, 7])
edflib("fractional.edf", False, [("ECG", "uV", -3276.8, 3276.7, 257, lambda t: 1000 * ecg(t))], 10, record=2.0)
edflib("bdf_plus.bdf", True, [("EKG V1", "uV", -262144, 262143, 128, lambda t: 1000 * ecg(t)),
                              ("GSR", "nS", -8388608, 8388607, 16, lambda t: 1000 * eda(t))], 3)
wfdb(); e4(); table(); opensignals(); biosig()
