using AttX.Training;

namespace AttX.ModelFiles;

/// <summary>A file of a fitted model.</summary>
/// <param name="Name">Its name in a fold's folder: <c>model.safetensors</c>.</param>
/// <param name="Write">Writes it: the same model gives the same bytes.</param>
/// <param name="History">The epochs of its training; null for a learner without epochs.</param>
public sealed record ModelFile(string Name, Action<Stream> Write, IReadOnlyList<EpochSummary>? History = null)
{
    /// <summary>The file's content.</summary>
    public byte[] ToArray()
    {
        using var content = new MemoryStream();
        Write(content);
        return content.ToArray();
    }
}
