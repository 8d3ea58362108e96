#!/usr/bin/env python3
"""Makes the golden files of the tensor engine and the network: network/*.safetensors, network/default-shapes.json.

    python3 tests/golden/make_network.py

Needs PyTorch (made with Debian's python3-torch 1.13) and NumPy. Everything is computed in double precision from float32
inputs and weights, so that what the tests measure is the engine's own rounding.

layers.safetensors: per case "<case>/<argument>", "<case>/out", "<case>/dout" and "<case>/grad.<argument>", channels-last.
The others, one a variant of the network: inputs, labels, batches (window indices, -1 for none), logits of the first batch
when training and of all windows when not, "theta/attx<stage>.<branch>" of the first two of these, channels-last,
"grad/<name>" of the first batch, "trained/<name>" and logits after ten steps of Adam. Initial weights are not stored but
generated from their names (hashed()), by the tests too. Variants that miss sensors also store "present" (windows, branches): 1 where a
window has the branch's sensor; variants with features store "features" (windows, features). Of a tensor of more than 2048 values every s-th is stored, s = the
smallest odd number of at least size / 1024.
"""
import json
import math
import os
import struct

import numpy as np
import torch
import torch.nn.functional as F

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "network")
EPSILON = 1e-3
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


# ---- files -------------------------------------------------------------------------------------------------------------

def write(name, tensors, metadata):
    header, offset = {"__metadata__": metadata}, 0
    arrays = {key: np.ascontiguousarray(np.asarray(t), np.float32) for key, t in tensors.items()}
    for key, array in arrays.items():
        header[key] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(HERE, name + ".safetensors"), "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for array in arrays.values():
            file.write(array.tobytes())


def sampled(array):
    flat = np.asarray(array).reshape(-1)
    if flat.size <= 2048:
        return np.asarray(array)
    step = -(-flat.size // 1024)
    return flat[::step + 1 - step % 2]


# ---- numbers -----------------------------------------------------------------------------------------------------------

def hashed(name, size, low, high):
    """float32 numbers that the name decides: FNV-1a, then SplitMix64's finalizer of a counter, 24 bits."""
    mask, key = (1 << 64) - 1, 14695981039346656037
    for byte in name.encode():
        key = ((key ^ byte) * 1099511628211) & mask
    with np.errstate(over="ignore"):
        z = np.uint64(key) + np.arange(1, size + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (low + (z >> np.uint64(40)).astype(np.float64) / (1 << 24) * (high - low)).astype(np.float32)


def initial(name, shape):
    """A weight of the whole-network cases: random where a fresh network is not, so that nothing hides behind 0 or 1."""
    size, last = math.prod(shape), name.split(".")[-1]
    norm = ".bn" in name
    if last in ("w_u", "running_var") or (norm and last == "weight"):
        low, high = 0.5, 1.5
    elif last == "running_mean":
        low, high = -0.5, 0.5
    elif last == "W":
        low, high = -0.4, 0.4
    elif name.startswith("absent."):
        low, high = -0.5, 0.5
    elif ".prelu." in name:
        low, high = -0.2, 0.5
    elif last == "bias":
        low, high = (-0.3, 0.3) if norm else (-0.1, 0.1)
    else:
        high = math.sqrt(6 / ((shape[0] + shape[1]) * (shape[2] if len(shape) > 2 else 1)))
        low = -high
    values = hashed(name, size, low, high).reshape(shape)
    return values + np.eye(shape[0], dtype=np.float32) if last == "W" else values


# ---- layers, channels-first as PyTorch has them ------------------------------------------------------------------------

def conv_same(x, weight, stride):
    length, taps = x.shape[-1], weight.shape[-1]
    total = max((-(-length // stride) - 1) * stride + taps - length, 0)
    return F.conv1d(F.pad(x, (total // 2, total - total // 2)), weight, stride=stride)


def squeeze_excite(x, w1, b1, w2, b2):
    gate = torch.sigmoid(F.linear(F.relu(F.linear(x.mean(-1), w1, b1)), w2, b2))
    return x * gate.unsqueeze(-1)


def gated_recurrent(x, *parameters):
    """Every state of torch.nn.GRU over (N, L, C), from the zero state."""
    zero = torch.zeros(1, len(x), parameters[1].shape[1], dtype=x.dtype)
    return torch._VF.gru(x, zero, parameters, True, 1, 0.0, False, False, True)[0]


def attention(branches, mix, weight, per_time_step, present=None):
    """Equations 1 to 3: theta of each branch; where present (N, d) says that one is absent, its Z is 0 and the softmax is the others'."""
    s = torch.stack(branches, -1)
    if present is not None:
        s = s * present.view(len(present), 1, 1, -1)
    u = F.relu(s @ mix) * weight.view(1, -1, 1, 1)
    if per_time_step:
        u = u.sum(1, keepdim=True).expand_as(u)
    if present is not None:
        u = u.masked_fill(present.view(len(present), 1, 1, -1) == 0, -math.inf)
    return list(torch.softmax(u, -1).unbind(-1))


def transposed_conv(x, weight):
    """The transposed convolution of stride 1 whose taps, reversed, are those of weight (out, in, taps)."""
    return F.conv_transpose1d(x, weight.flip(-1).transpose(0, 1), padding=(weight.shape[-1] - 1) // 2)


def presence(windows, branches):
    """Which sensors each window has: all of them, one fewer, or two fewer."""
    return np.array([[(w + 2 * j) % 5 >= 2 for j in range(branches)] for w in range(windows)], np.float64)


# ---- one layer at a time -----------------------------------------------------------------------------------------------

def last(x):
    return x.transpose(1, 2)           # between (N, L, C) and (N, C, L)


def layer_cases():
    for n, l, i, o, k, s in [(2, 9, 3, 5, 5, 1), (2, 12, 3, 5, 5, 2), (2, 13, 3, 5, 5, 2), (2, 11, 4, 17, 1, 2), (2, 12, 4, 6, 1, 2),
                             (2, 8, 4, 6, 1, 1), (1, 37, 1, 9, 32, 4), (1, 40, 1, 9, 32, 4), (2, 14, 2, 3, 5, 4), (2, 15, 2, 3, 1, 4),
                             (1, 7, 2, 2, 32, 1), (2, 34, 16, 17, 5, 1), (1, 40, 17, 16, 5, 1)]:
        yield (f"conv1d-n{n}-l{l}-i{i}-o{o}-k{k}-s{s}", {"x": (n, l, i), "weight": (o, i, k)},
               lambda a, s=s: last(conv_same(last(a["x"]), a["weight"], s)))
    for n, l, c, relu in [(3, 7, 5, 0), (3, 7, 5, 1), (2, 16, 17, 1), (2, 1, 3, 0)]:
        yield (f"batchnorm1d-n{n}-l{l}-c{c}-relu{relu}", {"x": (n, l, c), "weight": (c,), "bias": (c,)},
               lambda a, relu=relu: last(rectified(F.batch_norm(last(a["x"]), None, None, a["weight"], a["bias"], True, 0, EPSILON), relu)))
    for n, l, c in [(2, 7, 3), (3, 4, 17)]:
        yield (f"parametricrelu-n{n}-l{l}-c{c}", {"x": (n, l, c), "weight": (c,)},
               lambda a: last(F.prelu(last(a["x"]), a["weight"])))
    for n, i, o, relu in [(2, 5, 3, 0), (3, 9, 17, 1), (1, 64, 2, 0)]:
        yield (f"linear-n{n}-i{i}-o{o}-relu{relu}", {"x": (n, i), "weight": (o, i), "bias": (o,)},
               lambda a, relu=relu: rectified(F.linear(a["x"], a["weight"], a["bias"]), relu))
    for n, l, c, residual in [(2, 6, 16, 0), (2, 6, 16, 1), (2, 5, 19, 1), (1, 3, 4, 0)]:
        q = max(c // 8, 1)
        arguments = {"x": (n, l, c), "fc1.weight": (q, c), "fc1.bias": (q,), "fc2.weight": (c, q), "fc2.bias": (c,)}
        if residual:
            arguments["residual"] = (n, l, c)
        yield f"squeezeexcite-n{n}-l{l}-c{c}-residual{residual}", arguments, squeeze_case
    for n, l, i, h in [(2, 1, 3, 4), (2, 5, 3, 4), (1, 7, 19, 17)]:
        yield (f"gatedrecurrentunit-n{n}-l{l}-i{i}-h{h}",
               {"x": (n, l, i), "ih.weight": (3 * h, i), "ih.bias": (3 * h,), "hh.weight": (3 * h, h), "hh.bias": (3 * h,)},
               lambda a: gated_recurrent(a["x"], a["ih.weight"], a["hh.weight"], a["ih.bias"], a["hh.bias"]))
    for n, l, c, d, step in [(2, 5, 3, 2, 0), (2, 5, 3, 2, 1), (2, 4, 17, 3, 0), (2, 4, 17, 3, 1)]:
        yield (f"modalityattention-n{n}-l{l}-c{c}-d{d}-step{step}",
               {**{f"z{j}": (n, l, c) for j in range(d)}, "W": (d, d), "w_u": (c,)},
               lambda a, d=d, step=step: torch.stack(
                   [last(t) for t in attention([last(a[f"z{j}"]) for j in range(d)], a["W"], a["w_u"], step)]))
    for n, l, c, d, step in [(5, 4, 3, 2, 0), (5, 4, 3, 3, 1), (5, 3, 17, 4, 0)]:
        yield (f"modalityattention-n{n}-l{l}-c{c}-d{d}-step{step}-absent",
               {**{f"z{j}": (n, l, c) for j in range(d)}, "W": (d, d), "w_u": (c,)},
               lambda a, n=n, d=d, step=step: torch.stack(
                   [last(t) for t in attention([last(a[f"z{j}"]) for j in range(d)], a["W"], a["w_u"], step, torch.tensor(presence(n, d)))]))
    yield "globalaveragepool-n2-l7-c9", {"x": (2, 7, 9)}, lambda a: a["x"].mean(1)
    yield ("channelconcatenation-n2-l5-c3-c6", {"x0": (2, 5, 3), "x1": (2, 5, 6), "theta": (2, 5, 6)},
           lambda a: torch.cat([a["x0"], a["x1"] * a["theta"]], -1))
    for n, c in [(4, 2), (5, 3)]:
        yield (f"softmaxcrossentropy-n{n}-c{c}", {"logits": (n, c)},
               lambda a, c=c: F.cross_entropy(a["logits"], torch.arange(len(a["logits"])) % c).view(1))


def rectified(x, relu):
    return F.relu(x) if relu else x


def squeeze_case(a):
    y = last(squeeze_excite(last(a["x"]), a["fc1.weight"], a["fc1.bias"], a["fc2.weight"], a["fc2.bias"]))
    return F.relu(y + a["residual"]) if "residual" in a else y


def make_layers():
    tensors = {}
    for case, shapes, forward in layer_cases():
        arguments = {}
        for name, shape in shapes.items():
            values = hashed(f"{case}/{name}", math.prod(shape), -1, 1).reshape(shape)
            tensors[f"{case}/{name}"] = values
            arguments[name] = torch.tensor(values, dtype=torch.float64, requires_grad=True)
        out = forward(arguments)
        dout = hashed(f"{case}/dout", out.numel(), -1, 1).reshape(out.shape)
        (out * torch.tensor(dout, dtype=torch.float64)).sum().backward()
        tensors[f"{case}/out"], tensors[f"{case}/dout"] = out.detach(), dout
        for name, argument in arguments.items():
            tensors[f"{case}/grad.{name}"] = argument.grad
    write("layers", tensors, {})


# ---- the network -------------------------------------------------------------------------------------------------------

DEFAULT = {"branches": "ecg,eda", "connection": "both", "stages": "1,2", "attention": "true", "scope": "element",
           "widths": "8,8,16", "classes": "2", "length": "256"}

VARIANTS = {
    "both-1-2": {},
    "both-1-2-odd-length": {"length": "251"},
    "both-1-2-3": {"stages": "1,2,3"},
    "both-3": {"stages": "3", "length": "203"},
    "ecg-to-eda-2-3": {"connection": "ecg>eda", "stages": "2,3"},
    "ecg-to-eda-2": {"connection": "ecg>eda", "stages": "2"},
    "eda-to-ecg-1": {"connection": "eda>ecg", "stages": "1"},
    "no-attention": {"attention": "false"},
    "time-step": {"scope": "time-step"},
    "feature-fusion": {"connection": "none", "stages": ""},
    "ecg-alone": {"branches": "ecg", "connection": "none", "stages": ""},
    "eda-alone": {"branches": "eda", "connection": "none", "stages": ""},
    "three-classes": {"classes": "3"},
    "three-branches": {"branches": "ecg,eda,resp"},
    "three-branches-edges": {"branches": "ecg,eda,resp", "connection": "eda>ecg,resp>ecg,ecg>resp", "length": "203"},
    "three-branches-time-step": {"branches": "ecg,eda,resp", "scope": "time-step", "stages": "2,3", "length": "203"},
    "four-branches": {"branches": "ecg,eda,temp,acc", "length": "203"},
    "four-branches-no-attention": {"branches": "ecg,eda,temp,acc", "connection": "acc>ecg,eda>ecg,ecg>acc", "attention": "false", "length": "171"},
    "features": {"features": "5", "length": "203"},
    "features-absent": {"features": "3", "absent": "true", "branches": "ecg,eda,resp", "length": "171"},
    "features-eda-alone": {"features": "4", "branches": "eda", "connection": "none", "stages": "", "length": "171"},
    "absent": {"absent": "true"},
    "absent-no-attention": {"absent": "true", "attention": "false", "length": "171"},
    "absent-three-branches-edges": {"absent": "true", "branches": "ecg,eda,resp", "connection": "eda>ecg,resp>ecg,ecg>resp", "length": "203"},
    "absent-four-branches-time-step": {"absent": "true", "branches": "ecg,eda,temp,acc", "scope": "time-step", "stages": "2,3", "length": "203"},
    "absent-feature-fusion": {"absent": "true", "branches": "ecg,eda,resp", "connection": "none", "stages": "", "length": "171"},
    "x-cnn": {"kind": "x-cnn"},
    "x-cnn-three-branches-edges": {"kind": "x-cnn", "branches": "ecg,eda,resp", "connection": "eda>ecg,resp>ecg,ecg>resp", "stages": "1,3", "length": "203"},
    "x-cnn-absent": {"kind": "x-cnn", "absent": "true", "branches": "ecg,eda,resp", "length": "171"},
    "xflow": {"kind": "xflow"},
    "xflow-ecg-to-eda-3": {"kind": "xflow", "connection": "ecg>eda", "stages": "3", "length": "203"},
    "xflow-three-branches": {"kind": "xflow", "branches": "ecg,eda,acc", "stages": "1,2,3", "length": "203"},
    "xflow-absent": {"kind": "xflow", "absent": "true", "branches": "ecg,eda,resp", "connection": "eda>ecg,resp>ecg,ecg>resp", "length": "171"},
    "sum": {"merge": "sum"},
    "sum-three-branches-no-attention": {"merge": "sum", "branches": "ecg,eda,resp", "attention": "false", "stages": "2,3", "length": "203"},
    "fixed": {"attention": "fixed"},
    "fixed-absent": {"attention": "fixed", "absent": "true", "branches": "ecg,eda,resp", "length": "171"},
    "momentum": {"momentum": "0.99"},
    "stride": {"stride": "8", "length": "372"},
    "stride-xflow-odd-length": {"stride": "6", "kind": "xflow", "branches": "ecg,eda,acc", "stages": "1,3", "length": "251"},
    # Wide and long enough for minimal filtering, which the engine does from 16 channels and 32 outputs on.
    "wide": {"widths": "16,16,16", "length": "259"},
    "context": {"context": "4"},
    "context-absent": {"context": "4", "absent": "true", "branches": "ecg,eda,resp", "length": "171"},
    "recipe": {"length": "203", "weight-decay": "0.5", "label-smoothing": "0.1", "class-weights": "0.75,1.25", "schedule": "cosine"},
}


class Network:
    """The network of the options; parameters by name, shaped as in a checkpoint. The branch named ecg is the SE-ResNet."""

    def __init__(self, options):
        self.options, self.shapes = options, {}
        self.branches = options["branches"].split(",")
        self.axes = {branch: 3 if branch == "acc" else 1 for branch in self.branches}
        self.stages = [int(j) for j in options["stages"].split(",") if j]
        self.widths = a, b, c = [int(w) for w in options["widths"].split(",")]
        self.stride = int(options.get("stride", 4))
        self.senders = {branch: [other for other in self.branches if self.flows(other, branch)] for branch in self.branches}

        self.kind, self.sum = options.get("kind", "attx"), options.get("merge") == "sum"

        def continued(branch, j):
            return self.widths[j - 1] * (1 + len(self.senders[branch]) if j in self.stages and not self.sum else 1)

        for j in self.stages:
            m, d = self.widths[j - 1], len(self.branches)
            if self.kind == "attx" and options["attention"] == "true":
                self.shapes.update({f"attx{j}.W": (d, d), f"attx{j}.w_u": (m,)})
            for branch in self.branches if self.kind != "attx" else []:
                if any(branch in senders for senders in self.senders.values()):
                    self.sender(f"{self.kind.replace('-', '')}{j}.{branch}", branch, m, self.stride << (j - 1))
            for branch in self.branches if self.kind != "x-cnn" else []:
                if self.senders[branch]:
                    self.norm(f"{self.kind}{j}.bn_{branch}", continued(branch, j))
        for branch in self.branches:
            self.block(f"{branch}.stage1", "", self.axes[branch], a, 8 * self.stride)
        for branch in self.branches:
            inputs = [continued(branch, j) for j in (1, 2, 3)]
            if branch == "ecg":
                self.residual_stages(branch, inputs, b, c)
            else:
                self.plain_stages(branch, inputs, b, c)
            self.linears(f"{branch}.project", [inputs[2] if branch == "ecg" else c, 64, 64])
        self.features = int(options.get("features", 0))
        if self.features:
            self.linears("features", [self.features, 64])
        fused = 64 * (len(self.branches) + (self.features > 0))
        if "context" in options:
            self.linear("context.embedding", fused, 32)
            for part in ("ih", "hh"):
                self.linear(f"context.gru.{part}", 32, 96)
        self.linears("head", [fused + (32 if "context" in options else 0), 128, 128, int(options["classes"])])
        if "absent" in options:
            self.shapes.update({f"absent.{branch}": (64,) for branch in self.branches})

    def flows(self, sender, receiver):
        connection = self.options["connection"]
        return sender != receiver if connection == "both" else f"{sender}>{receiver}" in connection.split(",")

    # -- shapes

    def sender(self, name, branch, m, stride):
        if self.kind == "x-cnn":
            self.block(name, "", m, m, 1)
            return
        self.shapes.update({f"{name}.conv.weight": (m, m, 1 if branch == "ecg" else 5), f"{name}.prelu.weight": (m,),
                            f"{name}.input.conv.weight": (m, self.axes[branch], stride), f"{name}.input.prelu.weight": (m,)})

    def norm(self, name, channels):
        for part in ("weight", "bias", "running_mean", "running_var"):
            self.shapes[f"{name}.{part}"] = (channels,)

    def block(self, name, number, inputs, outputs, taps):
        self.shapes[f"{name}.conv{number}.weight"] = (outputs, inputs, taps)
        self.norm(f"{name}.bn{number}", outputs)

    def squeeze(self, name, channels):
        q = max(channels // 8, 1)
        self.shapes.update({f"{name}.fc1.weight": (q, channels), f"{name}.fc1.bias": (q,),
                            f"{name}.fc2.weight": (channels, q), f"{name}.fc2.bias": (channels,)})

    def residual_stages(self, branch, inputs, b, c):
        for stage, blocks, first, width in ((2, 3, inputs[0], b), (3, 2, inputs[1], c)):
            for i in range(blocks):
                name = f"{branch}.stage{stage}.{i}"
                self.block(name, "1", first if i == 0 else width, width, 5)
                self.block(name, "2", width, width, 5)
                self.squeeze(f"{name}.se", width)
                if i == 0:
                    self.block(f"{name}.shortcut", "", first, width, 1)

    def plain_stages(self, branch, inputs, b, c):
        for stage, first, width in ((2, inputs[0], b), (3, inputs[1], c), (4, inputs[2], c)):
            self.block(f"{branch}.stage{stage}.0", "", first, width, 5)
            self.block(f"{branch}.stage{stage}.1", "", width, width, 5)
        self.squeeze(f"{branch}.stage4.se", c)

    def linears(self, name, sizes):
        for i in range(len(sizes) - 1):
            self.linear(f"{name}.{i}", sizes[i], sizes[i + 1])

    def linear(self, name, inputs, outputs):
        self.shapes.update({f"{name}.weight": (outputs, inputs), f"{name}.bias": (outputs,)})

    # -- forward, with the parameters p

    def initial(self):
        p = {name: torch.tensor(initial(name, shape), dtype=torch.float64) for name, shape in self.shapes.items()}
        for name, value in p.items():
            value.requires_grad = "running" not in name
        return p

    def forward(self, p, inputs, training, seen=None):
        """Logits; theta of each branch is added to seen, channels-last. inputs["present"] (N, d), if there, masks sensors."""
        present = inputs.get("present")

        def bn(x, name):
            # PyTorch's momentum is the share of the new batch.
            return F.batch_norm(x, p[name + ".running_mean"], p[name + ".running_var"], p[name + ".weight"], p[name + ".bias"],
                                training, 1 - float(self.options.get("momentum", 0.9)), EPSILON)

        def cb(x, name, stride, number="", relu=True):
            return rectified(bn(conv_same(x, p[f"{name}.conv{number}.weight"], stride), f"{name}.bn{number}"), relu)

        def se(x, name):
            return squeeze_excite(x, *(p[f"{name}.{part}"] for part in ("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias")))

        def residual(x, name, stride):
            y = se(cb(cb(x, name, stride, "1"), name, 1, "2", relu=False), name + ".se")
            shortcut = cb(x, name + ".shortcut", stride, relu=False) if f"{name}.shortcut.conv.weight" in p else x
            return F.relu(y + shortcut)

        def stage(x, branch, j):
            if j == 1:
                return cb(x, f"{branch}.stage1", self.stride)
            if branch != "ecg":
                return cb(cb(x, f"{branch}.stage{j}.0", 2), f"{branch}.stage{j}.1", 1)
            for i in range({2: 3, 3: 2}[j]):
                x = residual(x, f"{branch}.stage{j}.{i}", 2 if i == 0 else 1)
            return x

        def perceptron(x, name, layers, relu_at_end):
            for i in range(layers):
                x = rectified(F.linear(x, p[f"{name}.{i}.weight"], p[f"{name}.{i}.bias"]), relu_at_end or i < layers - 1)
            return x

        def there(z):
            return z if present is None else {
                branch: value * present[:, i].view(-1, 1, 1) for i, (branch, value) in enumerate(z.items())}

        def connect_rival(z, j):
            name = self.kind.replace("-", "") + str(j)
            senders = [branch for branch in z if f"{name}.{branch}.conv.weight" in p]
            zero = {branch: torch.zeros_like(value) for branch, value in z.items()}
            if self.kind == "x-cnn":
                sent, added = {k: cb(z[k], f"{name}.{k}", 1) for k in senders}, zero
            else:
                def prelu(x, k):
                    return F.prelu(x, p[f"{name}.{k}.prelu.weight"])
                sent = {k: prelu((F.conv1d if k == "ecg" else transposed_conv)(z[k], p[f"{name}.{k}.conv.weight"]), k) for k in senders}
                added = {k: prelu(conv_same(last(inputs[k]), p[f"{name}.{k}.input.conv.weight"], self.stride << (j - 1)), f"{k}.input") for k in senders}
            sent, added, masked = there({**zero, **sent}), there({**zero, **added}), there(z)
            merged = {branch: torch.cat([masked[branch] + sum(added[k] for k in self.senders[branch]), *(sent[k] for k in self.senders[branch])], 1)
                      if self.senders[branch] else z[branch] for branch in z}
            return merged if self.kind == "x-cnn" else {
                branch: bn(value, f"{name}.bn_{branch}") if self.senders[branch] else value for branch, value in merged.items()}

        def connect(z, j):
            if self.kind != "attx":
                return connect_rival(z, j)
            own, z = z, there(z)
            theta = {branch: 1 for branch in z}
            if self.options["attention"] == "fixed":
                theta = {branch: 1 / len(z) if present is None else (1 / present.sum(1)).view(-1, 1, 1) for branch in z}
            if self.options["attention"] == "true":
                per_time_step = self.options["scope"] == "time-step"
                theta = dict(zip(z, attention(list(z.values()), p[f"attx{j}.W"], p[f"attx{j}.w_u"], per_time_step, present)))
                if seen is not None:
                    seen.update({f"theta/attx{j}.{branch}": last(t) for branch, t in theta.items()})
            parts = {branch: [z[branch], *(theta[k] * z[k] for k in self.senders[branch])] for branch in z}
            return {branch: bn(sum(parts[branch]) if self.sum else torch.cat(parts[branch], 1), f"attx{j}.bn_{branch}")
                    if self.senders[branch] else own[branch] for branch in z}

        x = {branch: last(inputs[branch]) for branch in self.branches}
        for j in (1, 2, 3):
            x = {branch: stage(value, branch, j) for branch, value in x.items()}
            if j in self.stages:
                x = connect(x, j)
        x = {branch: value if branch == "ecg" else se(stage(value, branch, 4), f"{branch}.stage4.se") for branch, value in x.items()}
        projected = [perceptron(value.mean(-1), f"{branch}.project", 2, True) for branch, value in x.items()]
        if present is not None:
            projected = [torch.where(present[:, i:i + 1] == 1, value, p[f"absent.{branch}"])
                         for i, (branch, value) in enumerate(zip(self.branches, projected))]
        if self.features:
            projected.append(perceptron(inputs["features"], "features", 1, True))
        fused = torch.cat(projected, 1)
        if "context" in self.options:
            fused = torch.cat([fused, session_context(fused, p)], 1)
        return perceptron(fused, "head", 3, False)


def session_context(fused, p):
    """The state at each sample: sequences of three samples, each from the zero state."""
    embeddings = F.relu(F.linear(fused, p["context.embedding.weight"], p["context.embedding.bias"]))
    gru = [p[f"context.gru.{part}"] for part in ("ih.weight", "hh.weight", "ih.bias", "hh.bias")]
    return torch.cat([gated_recurrent(embeddings[first:first + 3].unsqueeze(0), *gru)[0] for first in range(0, len(fused), 3)])


def make_inputs(variant, net, labels, salt):
    """Windows of each branch, channels-last: (windows, length), or (windows, length, axes) where there are several."""
    length = int(net.options["length"])
    time = np.arange(length) / 64
    for f, branch in enumerate(net.branches):
        axes = net.axes[branch]
        noise = hashed(f"{variant}/{branch}{salt}", len(labels) * length * axes, -1, 1).reshape(len(labels), length, axes)
        tone = np.sin(2 * np.pi * (1 + labels[:, None] + 0.3 * f) * time)
        windows = (noise + tone[:, :, None]).astype(np.float32)
        yield branch, windows if axes > 1 else windows[:, :, 0]
    if net.features:
        noise = hashed(f"{variant}/features{salt}", len(labels) * net.features, -1, 1).reshape(len(labels), net.features)
        yield "features", (2 * noise + labels[:, None]).astype(np.float32)


def optimizer_of(options, parameters, steps):
    """AdamW, which without weight decay is Adam; its rate is constant, or falls to 0 as a cosine."""
    decay, settings = float(options.get("weight-decay", 0)), {"lr": 1e-3, "betas": (0.9, 0.999), "eps": 1e-7}
    optimizer = torch.optim.Adam(parameters, **settings) if decay == 0 else torch.optim.AdamW(
        [{"params": [v for v in parameters if v.dim() > 1], "weight_decay": decay},
         {"params": [v for v in parameters if v.dim() == 1], "weight_decay": 0.0}], **settings)
    cosine = options.get("schedule") == "cosine"
    return optimizer, (torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps) if cosine
                       else torch.optim.lr_scheduler.LambdaLR(optimizer, lambda _: 1.0))


def loss_of(options, logits, labels):
    """Mean cross-entropy, each sample weighed by its class."""
    losses = F.cross_entropy(logits, labels, reduction="none", label_smoothing=float(options.get("label-smoothing", 0)))
    weights = options.get("class-weights")
    return (losses if weights is None else losses * torch.tensor([float(w) for w in weights.split(",")], dtype=torch.float64)[labels]).mean()


def train(net, inputs, labels, batches, noise=0.0):
    """Ten steps of Adam from the initial weights, each changed by a random part of up to noise."""
    p, tensors, random = net.initial(), {}, np.random.RandomState(1)
    with torch.no_grad():
        for value in p.values():
            value *= 1 + noise * torch.tensor(random.uniform(-1, 1, value.shape))
        tensors["logits.inference"] = net.forward(p, inputs, False, seen := {})
        tensors.update({name: sampled(theta[:2]) for name, theta in seen.items()})
    optimizer, schedule = optimizer_of(net.options, [v for v in p.values() if v.requires_grad], len(batches))
    for step, batch in enumerate(batches):
        optimizer.zero_grad()
        logits = net.forward(p, {branch: x[batch] for branch, x in inputs.items()}, True)
        loss_of(net.options, logits, torch.tensor(labels[batch])).backward()
        if step == 0:
            tensors["logits.training"] = logits.detach()
            # Cloned: the next step writes into the same memory.
            tensors.update({"grad/" + name: sampled(v.grad.clone()) for name, v in p.items() if v.requires_grad})
        optimizer.step()
        schedule.step()
    tensors.update({"trained/" + name: sampled(v.detach()) for name, v in p.items()})
    with torch.no_grad():
        tensors["logits.trained"] = net.forward(p, inputs, False)
    return tensors


def sensitivity(net, a, b):
    """The largest difference of two trainings' weights, of what the training changed (root mean squares)."""
    def rms(x):
        return float(np.sqrt(np.mean(np.square(x))))
    start = {name: sampled(initial(name, shape)) for name, shape in net.shapes.items()}
    return max(rms(np.asarray(a[f"trained/{n}"]) - np.asarray(b[f"trained/{n}"])) / (rms(np.asarray(a[f"trained/{n}"]) - v) + 1e-6)
               for n, v in start.items())


def make_network(variant):
    options = {**DEFAULT, **VARIANTS[variant]}
    net, windows = Network(options), 10
    labels = np.arange(windows) % int(options["classes"])
    batches = [[3 * (first + i) % windows for i in range(4) if first + i < windows] for _ in range(4) for first in (0, 4, 8)][:10]
    # A ReLU that rounding can switch makes ten steps depend on it, and shows nothing: such inputs are passed over.
    for salt in ["", *range(1, 100)]:
        arrays = dict(make_inputs(variant, net, labels, salt))
        inputs = {name: torch.tensor(x, dtype=torch.float64) for name, x in arrays.items()}
        inputs.update({branch: inputs[branch].reshape(windows, -1, net.axes[branch]) for branch in net.branches})
        if "absent" in options:
            arrays["present"] = presence(windows, len(net.branches))
            inputs["present"] = torch.tensor(arrays["present"])
        trained = train(net, inputs, labels, batches)
        if sensitivity(net, trained, train(net, inputs, labels, batches, noise=1e-6)) < 1e-3:
            break
    padded = [batch + [-1] * (4 - len(batch)) for batch in batches]
    write(variant, {**arrays, "labels": labels, "batches": padded, **trained}, options)
    print(f"{variant}: inputs {salt or 0}")


if __name__ == "__main__":
    os.makedirs(HERE, exist_ok=True)
    make_layers()
    for variant in VARIANTS:
        make_network(variant)
    default = Network({**DEFAULT, "widths": "32,64,128"})
    with open(os.path.join(HERE, "default-shapes.json"), "w") as file:
        json.dump({name: list(shape) for name, shape in sorted(default.shapes.items())}, file, indent=1)
        file.write("\n")
