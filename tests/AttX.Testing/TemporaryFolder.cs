namespace AttX.Testing;

/// <summary>A folder of its own for a test, gone when the test is.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Its path.</summary>
    public string FullPath { get; } = Directory.CreateTempSubdirectory("attx-test-").FullName;

    /// <summary>The path of something in it.</summary>
    public string this[params string[] parts] => Path.Combine([FullPath, .. parts]);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
