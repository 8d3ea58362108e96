namespace AttX.Datasets.Pickle;

/// <summary>
/// A parsed pickle: dicts of dicts of arrays, found by path ("signal/chest/ECG"). Only the wanted arrays have their values.
/// </summary>
internal sealed class PickleDocument
{
    private readonly PickleDict _root;

    private PickleDocument(PickleDict root) => _root = root;

    /// <summary>Reads a pickle.</summary>
    /// <param name="open">Opens it from its start. Called a second time in the rare case that an array's place in the document
    /// was unknown when its bytes were read.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="wanted">Paths of the arrays whose values are wanted.</param>
    /// <exception cref="InvalidDataException">The pickle is truncated, corrupt, not a dict, or contains what is refused.</exception>
    public static PickleDocument Read(Func<Stream> open, long length, string name, IReadOnlySet<string> wanted)
    {
        PickleDocument document = Pass(open, length, name, new PayloadChoice(wanted));
        List<PickleBytes> payloads = [.. wanted.Select(document.Find).OfType<PickleArray>().Select(a => a.Payload).OfType<PickleBytes>()];
        return payloads.All(p => p.Data is not null)
            ? document
            : Pass(open, length, name, new PayloadChoice(payloads.Select(p => p.Offset).ToHashSet()));
    }

    /// <summary>Returns the value at a path, or null.</summary>
    public object? Find(string path)
    {
        object? value = _root;
        foreach (string key in path.Split('/'))
            value = (value as PickleDict)?.Items.GetValueOrDefault(key);
        return value;
    }

    private static PickleDocument Pass(Func<Stream> open, long length, string name, PayloadChoice choice)
    {
        if (length == 0)
            throw new InvalidDataException($"{name}: is empty.");
        using PickleInput input = new(open(), name, length);
        return new PickleDocument(new PickleMachine(input, choice).Run() as PickleDict
            ?? throw input.Corrupt(input.Position - 1, "ends with something that is no dict"));
    }
}
