using AttX.Ground;
using AttX.ModelFiles;

namespace AttX.Recipes;

/// <summary>A model packed for others to use.</summary>
/// <param name="File">Its file.</param>
/// <param name="Card">The model card, as plain text.</param>
public sealed record PublishedModel(ModelFile File, string Card)
{
    /// <summary>
    /// Returns the path where <see cref="Save"/> writes the history of a model's training: <c>stress.history.json</c> beside
    /// <c>stress.attx</c>.
    /// </summary>
    public static string HistoryPath(string path) => Path.ChangeExtension(path, ".history.json");

    /// <summary>Writes the history of the training, then the model.</summary>
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
