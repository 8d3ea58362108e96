"""The network in PyTorch, in two ways of writing: "plain", the paper's equations and 'same' padding one operator after the other,
and "tuned", the same function as someone who profiles would write it (about 1.5 times as fast). Modules are named as the checkpoint
names its tensors, so that load_state_dict takes our weights as they are; the answers are checked against ours."""
import json
import struct

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

EPSILON, MOMENTUM, RATIO, KERNEL = 1e-3, 0.1, 8, 5


def batch_norm(channels):
    return nn.BatchNorm1d(channels, eps=EPSILON, momentum=MOMENTUM)


class Convolution(nn.Conv1d):
    """'same' padding as Keras has it; tuned: inside the convolution, where both sides have the same number of zeros."""

    def __init__(self, inputs, outputs, kernel, stride):
        super().__init__(inputs, outputs, kernel, stride, bias=False)
        self.tuned = False

    def forward(self, x):
        length, (kernel,), (stride,) = int(x.shape[-1]), self.kernel_size, self.stride
        total = max((-(-length // stride) - 1) * stride + kernel - length, 0)
        if self.tuned and total % 2 == 0:
            return F.conv1d(x, self.weight, stride=stride, padding=total // 2)
        return F.conv1d(F.pad(x, (total // 2, total - total // 2)), self.weight, stride=stride)


class ConvBlock(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride, relu=True):
        super().__init__()
        self.conv, self.bn, self.relu = Convolution(inputs, outputs, kernel, stride), batch_norm(outputs), relu

    def forward(self, x):
        y = self.bn(self.conv(x))
        return F.relu(y) if self.relu else y


class SqueezeExcite(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(channels, channels // RATIO), nn.Linear(channels // RATIO, channels)

    def forward(self, x):
        return x * torch.sigmoid(self.fc2(F.relu(self.fc1(x.mean(-1))))).unsqueeze(-1)


class SqueezeExciteBlock(nn.Module):
    def __init__(self, inputs, outputs, stride, projection):
        super().__init__()
        self.conv1, self.bn1 = Convolution(inputs, outputs, KERNEL, stride), batch_norm(outputs)
        self.conv2, self.bn2 = Convolution(outputs, outputs, KERNEL, 1), batch_norm(outputs)
        self.se = SqueezeExcite(outputs)
        self.shortcut = ConvBlock(inputs, outputs, 1, stride, relu=False) if projection else nn.Identity()

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.se(self.bn2(self.conv2(y))) + self.shortcut(x))


class Connection(nn.Module):
    """Both directions. Tuned: the softmax of two is the sigmoid of their difference, and W is written out."""

    def __init__(self, channels):
        super().__init__()
        self.W, self.w_u = nn.Parameter(torch.eye(2)), nn.Parameter(torch.ones(channels))
        self.bn_ecg, self.bn_eda = batch_norm(2 * channels), batch_norm(2 * channels)
        self.tuned = False

    def theta(self, ecg, eda):
        if not self.tuned:
            scores = F.relu(torch.stack([ecg, eda], -1) @ self.W) * self.w_u.view(1, -1, 1, 1)
            return torch.softmax(scores, -1).unbind(-1)
        u_ecg = F.relu(ecg * self.W[0, 0] + eda * self.W[1, 0])
        u_eda = F.relu(ecg * self.W[0, 1] + eda * self.W[1, 1])
        theta = torch.sigmoid((u_ecg - u_eda) * self.w_u.view(1, -1, 1))
        return theta, 1 - theta

    def forward(self, ecg, eda):
        theta_ecg, theta_eda = self.theta(ecg, eda)
        return self.bn_ecg(torch.cat([ecg, theta_eda * eda], 1)), self.bn_eda(torch.cat([eda, theta_ecg * ecg], 1))


class Stage4(nn.Sequential):
    def __init__(self, channels):
        super().__init__(ConvBlock(channels, channels, KERNEL, 2), ConvBlock(channels, channels, KERNEL, 1))
        self.se = SqueezeExcite(channels)

    def forward(self, x):
        return self.se(self[1](self[0](x)))


class AttX(nn.Module):
    """Connections in both directions after stages 1 and 2: the paper's best row."""

    def __init__(self, widths, tuned, classes=2):
        super().__init__()
        a, b, c = widths
        block = SqueezeExciteBlock
        self.ecg = nn.ModuleDict({
            "stage1": ConvBlock(1, a, 32, 4),
            "stage2": nn.Sequential(block(2 * a, b, 2, True), block(b, b, 1, False), block(b, b, 1, False)),
            "stage3": nn.Sequential(block(2 * b, c, 2, True), block(c, c, 1, False)),
            "project": nn.ModuleList([nn.Linear(c, 64), nn.Linear(64, 64)]),
        })
        self.eda = nn.ModuleDict({
            "stage1": ConvBlock(1, a, 32, 4),
            "stage2": nn.Sequential(ConvBlock(2 * a, b, KERNEL, 2), ConvBlock(b, b, KERNEL, 1)),
            "stage3": nn.Sequential(ConvBlock(2 * b, c, KERNEL, 2), ConvBlock(c, c, KERNEL, 1)),
            "stage4": Stage4(c),
            "project": nn.ModuleList([nn.Linear(c, 64), nn.Linear(64, 64)]),
        })
        self.attx1, self.attx2 = Connection(a), Connection(b)
        self.head = nn.ModuleList([nn.Linear(128, 128), nn.Linear(128, 128), nn.Linear(128, classes)])
        for module in self.modules():
            if hasattr(module, "tuned"):
                module.tuned = tuned

    def forward(self, ecg, eda):
        ecg, eda = self.attx1(self.ecg["stage1"](ecg), self.eda["stage1"](eda))
        ecg, eda = self.attx2(self.ecg["stage2"](ecg), self.eda["stage2"](eda))
        ecg, eda = self.ecg["stage3"](ecg).mean(-1), self.eda["stage4"](self.eda["stage3"](eda)).mean(-1)
        for name in (0, 1):
            ecg, eda = F.relu(self.ecg["project"][name](ecg)), F.relu(self.eda["project"][name](eda))
        y = torch.cat([ecg, eda], 1)
        return self.head[2](F.relu(self.head[1](F.relu(self.head[0](y)))))


def read_safetensors(path):
    """Float32 tensors by name, and the metadata."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    return {name: torch.from_numpy(np.frombuffer(data[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"]).copy())
            for name, entry in header.items()}, metadata


def load(folder, style):
    """The exported network, after checking that it has exactly our tensors and gives our answers."""
    weights, metadata = read_safetensors(f"{folder}/model.safetensors")
    net = AttX([int(width) for width in metadata["widths"].split(",")], tuned=style == "tuned")
    own = {name: value.shape for name, value in net.state_dict().items() if not name.endswith("num_batches_tracked")}
    if own != {name: value.shape for name, value in weights.items()}:
        raise SystemExit(f"The PyTorch network's tensors are not those of {folder}/model.safetensors.")
    net.load_state_dict(weights, strict=False)
    check, _ = read_safetensors(f"{folder}/check.safetensors")
    with torch.no_grad():
        difference = (net.eval()(check["ecg"], check["eda"]) - check["logits"]).abs().max().item()
    if difference > 1e-4 * check["logits"].abs().max().item():
        raise SystemExit(f"The PyTorch network's answers differ from ours by {difference}.")
    return net, check, difference, sum(value.numel() for value in weights.values())
