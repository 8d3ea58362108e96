namespace AttX.Datasets.Pickle;

/// <summary>
/// Chooses the long strings to keep: those that will probably end at a wanted path, the last for each path; or, when a file is
/// read again because such a guess was wrong, those at known offsets.
/// </summary>
internal sealed class PayloadChoice
{
    private readonly IReadOnlySet<string> _paths = new HashSet<string>();
    private readonly IReadOnlySet<long> _offsets = new HashSet<long>();
    private readonly Dictionary<string, PickleBytes> _latest = [];

    /// <summary>Chooses by path.</summary>
    public PayloadChoice(IReadOnlySet<string> paths) => _paths = paths;

    /// <summary>Chooses by offset.</summary>
    public PayloadChoice(IReadOnlySet<long> offsets) => _offsets = offsets;

    /// <summary>Returns whether to keep the string whose opcode is at this offset.</summary>
    public bool Keep(long offset, string path) => _offsets.Contains(offset) || _paths.Contains(path);

    /// <summary>Records a kept string and drops an earlier one for the same path, as a dict drops a value that is replaced.</summary>
    public PickleBytes Kept(PickleBytes payload, string path)
    {
        if (_latest.Remove(path, out PickleBytes? earlier) && _paths.Contains(path))
            earlier.Drop();
        _latest[path] = payload;
        return payload;
    }
}
