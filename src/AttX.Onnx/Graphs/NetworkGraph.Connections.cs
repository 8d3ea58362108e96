using AttX.Models.Connections;
using AttX.Onnx.Format;

namespace AttX.Onnx.Graphs;

/// <content>The connections of each kind.</content>
internal sealed partial class NetworkGraph
{
    private void Connect(int j, Dictionary<string, string> x, IReadOnlyDictionary<string, string> windows)
    {
        switch (_options.ConnectionKind)
        {
            case ConnectionKind.XCnn:
                string block = $"xcnn{j}";
                Merge(block, x, Sent(block, k => ConvBlock($"{block}.{k}", "", x[k], stride: 1)), []);
                break;
            case ConnectionKind.XFlow:
                string name = $"xflow{j}";
                Merge(name, x, Sent(name, k => PRelu($"{name}.{k}", x[k], stride: 1)),
                    Sent(name, k => PRelu($"{name}.{k}.input", windows[k], _options.FirstStride << (j - 1))));
                break;
            default:
                Attend(j, x);
                break;
        }
    }

    /// <summary>Computes something for each branch that sends.</summary>
    private Dictionary<string, string> Sent(string connection, Func<string, string> compute) =>
        _names.Where(k => Has($"{connection}.{k}.conv.weight")).ToDictionary(k => k, compute);

    /// <summary>A receiver continues with the concatenation of its own Z, plus what senders add, and what they send; normalised if it has a norm.</summary>
    private void Merge(string name, Dictionary<string, string> x, Dictionary<string, string> sent, Dictionary<string, string> added)
    {
        Dictionary<string, string> own = Masked(name, "there", x);
        (sent, added) = (Masked(name, "sent", sent), Masked(name, "added", added));
        foreach ((int i, string receiver) in _names.Index().Where(b => _senders[b.Index].Count > 0))
        {
            string sum = own[receiver];
            foreach (string sender in _senders[i].Select(k => _names[k]).Where(added.ContainsKey))
                sum = _graph.Node("Add", $"{name}.sum_{receiver}_{sender}", [sum, added[sender]]);
            string merged = _graph.Node("Concat", $"{name}.concat_{receiver}", [sum, .. _senders[i].Select(k => sent[_names[k]])], ("axis", 1L));
            x[receiver] = Has($"{name}.bn_{receiver}.weight") ? Normalised($"{name}.bn_{receiver}", merged) : merged;
        }
    }

    private string PRelu(string name, string x, int stride)
    {
        string slope = _graph.Node("Unsqueeze", $"{name}.slope", [Weight($"{name}.prelu.weight"), _graph.Integers("axis.time_last", 1)]);
        return _graph.Node("PRelu", $"{name}.prelu", [Convolution($"{name}.conv", x, stride), slope]);
    }

    /// <summary>Replaces what absent branches have by zeros.</summary>
    private Dictionary<string, string> Masked(string name, string what, Dictionary<string, string> x) => _names.Index().Where(b => x.ContainsKey(b.Item))
        .ToDictionary(b => b.Item, b => _mask?.Representation($"{name}.{what}_{b.Item}", b.Index, x[b.Item]) ?? x[b.Item]);

    /// <summary>
    /// Equations 1 to 5: S (N, C, T, d) is the branches stacked, theta the softmax over d of ReLU(S W) ⊙ w_u; a branch that receives
    /// continues with the normalised concatenation, or sum, of its own Z and theta ⊙ Z of each sender, in the order of the branches.
    /// </summary>
    private void Attend(int j, Dictionary<string, string> x)
    {
        string name = $"attx{j}";
        Dictionary<string, string> z = Masked(name, "there", x), scaled = new(z);
        if (Has($"{name}.W"))
        {
            string theta = Attention(name, [.. _names.Select(b => z[b])]);
            for (int i = 0; i < _names.Count; i++)
            {
                string own = _graph.Node("Gather", $"{name}.theta_{Shown[i]}", [theta, _graph.Integer($"branch.{i}", i)], ("axis", 3L));
                _theta.Add(new OnnxValue(own, ElementType.Float, ["N", _options.Widths[j - 1], $"T{j}"],
                    $"Attention weight of {Shown[i]} after stage {j}, for each channel and time step"));
                scaled[_names[i]] = _graph.Node("Mul", $"{name}.scaled_{_names[i]}", [own, z[_names[i]]]);
            }
        }
        else if (_options.FixedAttention)
        {
            string share = _mask?.Share() ?? _graph.Constant(OnnxTensor.Of(_graph.Named("share"), [], new ReadOnlySpan<float>([1f / _names.Count])));
            foreach (string branch in _names)
                scaled[branch] = _graph.Node("Mul", $"{name}.scaled_{branch}", [share, z[branch]]);
        }

        foreach ((int i, string receiver) in _names.Index().Where(b => _senders[b.Index].Count > 0))
        {
            string[] parts = [z[receiver], .. _senders[i].Select(sender => scaled[_names[sender]])];
            string merged = _options.Merge == ConnectionMerge.Sum ? _graph.Node("Sum", $"{name}.sum_{receiver}", parts)
                : _graph.Node("Concat", $"{name}.concat_{receiver}", parts, ("axis", 1L));
            x[receiver] = Normalised($"{name}.bn_{receiver}", merged);
        }
    }

    private string Attention(string name, IReadOnlyList<string> z)
    {
        string last = _graph.Integers("axis.branch", 3);
        string stacked = _graph.Node("Concat", $"{name}.stack",
            [.. z.Select((value, i) => _graph.Node("Unsqueeze", $"{name}.stack.{i}", [value, last]))], ("axis", 3L));
        string mixed = _graph.Node("Relu", $"{name}.relu", [_graph.Node("MatMul", $"{name}.mix", [stacked, Weight($"{name}.W")])]);
        string perChannel = _graph.Node("Unsqueeze", $"{name}.channels", [Weight($"{name}.w_u"), _graph.Integers("axes.time_branch", 1, 2)]);
        string scores = _graph.Node("Mul", $"{name}.scores", [mixed, perChannel]);
        if (_options.AttentionScope == AttentionScope.Element)
            return _graph.Node("Softmax", $"{name}.theta", [Masked(scores)], ("axis", 3L));
        string summed = _graph.Node("ReduceSum", $"{name}.time_step", [scores, _graph.Integers("axis.channel", 1)]);
        string theta = _graph.Node("Softmax", $"{name}.time_step.theta", [Masked(summed)], ("axis", 3L));
        return _graph.Node("Expand", $"{name}.theta", [theta, _graph.Node("Shape", $"{name}.shape", [stacked])]);

        string Masked(string all) => _mask?.Scores($"{name}.masked", all) ?? all;
    }
}
