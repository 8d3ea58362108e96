namespace AttX.Testing;

/// <summary>Temporary folder for a test, deleted with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Its path.</summary>
    public string FullPath { get; } = Directory.CreateTempSubdirectory("attx-test-").FullName;

    /// <summary>Returns the path of an entry in it.</summary>
    public string this[params string[] parts] => Path.Combine([FullPath, .. parts]);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
