using AttX.Ground;
using AttX.ModelFiles;

namespace AttX.Recipes;

/// <summary>A model for others to use.</summary>
/// <param name="File">Its file.</param>
/// <param name="Card">What its users should know, as text for people.</param>
public sealed record PublishedModel(ModelFile File, string Card)
{
    /// <summary>Where <see cref="Save"/> writes the history of a model's training: <c>stress.history.json</c> beside <c>stress.attx</c>.</summary>
    public static string HistoryPath(string path) => Path.ChangeExtension(path, ".history.json");

    /// <summary>Writes the model, and the history of its training before it.</summary>
    /// <param name="path">The model's file.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Save(string path)
    {
        ModelFile named = File with { Name = Path.GetFileName(path) };
        byte[] content = named.ToArray();
        AtomicFile.Write(HistoryPath(path), HistoryFile.Of([named], new Dictionary<string, byte[]> { [named.Name] = content }).ToJson());
        AtomicFile.Write(path, content);
    }
}
