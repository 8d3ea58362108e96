"""torch_worker.py train FOLDER plain|tuned THREADS STEPS, or export FOLDER plain|tuned: PyTorch's side; FOLDER holds our network."""
import sys
import warnings

import torch
import torch.nn.functional as F

import attx_torch
from serve import serve


def train(folder, style, threads, steps):
    torch.set_num_threads(threads)
    net, check, difference, parameters = attx_torch.load(folder, style)
    ecg, eda, labels = check["ecg"], check["eda"], torch.arange(len(check["ecg"])) % 2
    net.train()
    adam = torch.optim.Adam(net.parameters(), 1e-3, eps=1e-7)

    def work():
        for _ in range(steps):
            adam.zero_grad(set_to_none=True)
            loss = F.cross_entropy(net(ecg, eda), labels)
            loss.backward()
            adam.step()
            loss.item()

    serve(work, steps * len(labels), difference=difference, parameters=parameters)


def export(folder, style):
    warnings.simplefilter("ignore")  # the length is a constant on purpose; the result is checked
    net, check, _, _ = attx_torch.load(folder, style)
    batch = {name: {0: "batch"} for name in ("ecg", "eda", "logits")}
    torch.onnx.export(net.eval(), (check["ecg"][:2], check["eda"][:2]), f"{folder}/{style}.onnx", input_names=["ecg", "eda"],
                      output_names=["logits"], dynamic_axes=batch, opset_version=13)


if __name__ == "__main__":
    if sys.argv[1] == "train":
        train(*sys.argv[2:4], *map(int, sys.argv[4:]))
    else:
        export(*sys.argv[2:])
