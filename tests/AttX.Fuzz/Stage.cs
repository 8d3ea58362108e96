namespace AttX.Fuzz;

/// <summary>Lays inputs out on the disk for their readers; of one that differs in a file from the last of its name, writes that file alone.</summary>
internal sealed class Stage : IDisposable
{
    // In memory where there is such a place: a disk takes longer for a file than its reader does.
    private const string Memory = "/dev/shm";

    private readonly string _folder = Directory.CreateDirectory(
        Path.Combine(Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"attx-fuzz-{Path.GetRandomFileName()}")).FullName;

    private readonly Dictionary<string, FuzzCase> _present = [];

    /// <summary>The input that was laid out last, and its path.</summary>
    public (FuzzCase Input, string Path)? Current { get; private set; }

    /// <summary>Lays an input out, and returns its path.</summary>
    public string Place(Target target, FuzzCase input)
    {
        string folder = Path.Combine(_folder, target.Name), path = Path.Combine(folder, input.Name);
        IReadOnlyList<(string Path, byte[] Content)> before = _present.GetValueOrDefault(path)?.Files ?? [];
        foreach ((string gone, _) in before.Where(old => input.Files.All(file => file.Path != old.Path)))
            File.Delete(Path.Combine(folder, input.IsFolder ? input.Name : "", gone));
        (input with { Files = [.. input.Files.Where(file => !before.Any(old => old.Path == file.Path && ReferenceEquals(old.Content, file.Content)))] }).Save(folder);
        _present[path] = input;
        Current = (input, path);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
