#!/usr/bin/env python3
"""Weights of a network of torch.nn modules (bench/peers/attx_torch.py), as someone who trains in PyTorch saves them, and what it
answers: network/pytorch-weights.safetensors and network/pytorch-answers.safetensors. Run with Debian's /usr/bin/python3."""
import json
import os
import struct
import sys

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "bench", "peers"))
from attx_torch import AttX  # noqa: E402


def write(name, tensors):
    header, data = {}, b""
    for key, value in tensors.items():
        raw = np.ascontiguousarray(value.detach().numpy(), "<f4").tobytes()
        header[key] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    with open(os.path.join(HERE, "network", f"pytorch-{name}.safetensors"), "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


if __name__ == "__main__":
    torch.manual_seed(1)
    net = AttX([8, 8, 8], tuned=False)
    for _ in range(50):  # running statistics that are the batches'
        net.train()(torch.randn(8, 1, 640), torch.randn(8, 1, 640))
    ecg, eda = 2 * torch.randn(4, 1, 640), 2 * torch.randn(4, 1, 640)
    with torch.no_grad():
        net.head[2].weight *= 20  # probabilities that differ from window to window
        logits = net.eval()(ecg, eda)
    write("weights", {name: value for name, value in net.state_dict().items() if not name.endswith("num_batches_tracked")})
    write("answers", {"ecg": ecg, "eda": eda, "probabilities": torch.softmax(logits, 1)})
    print(torch.softmax(logits, 1))
