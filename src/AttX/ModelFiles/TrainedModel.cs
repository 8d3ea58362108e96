using System.Security.Cryptography;
using AttX.Ground;
using AttX.Models;
using AttX.Nn.Serialization;
using AttX.Options;

namespace AttX.ModelFiles;

/// <summary>
/// A trained network, or several that differ only in their seed, with the metadata to use it again. Its file is safetensors, with the
/// metadata in the header; in that of several networks, the names of their tensors begin with <c>member1.</c>, <c>member2.</c> and so on.
/// </summary>
/// <param name="Network">The network; of several, the first.</param>
/// <param name="Metadata">How it was trained, and how signals are preprocessed for it.</param>
public sealed record TrainedModel(AttXNet Network, ModelMetadata Metadata)
{
    /// <summary>The other networks, of the same shape, whose probabilities are averaged with the first one's.</summary>
    public IReadOnlyList<AttXNet> Others { get; init; } = [];

    /// <summary>All networks.</summary>
    public IEnumerable<AttXNet> Networks => Others.Prepend(Network);

    /// <summary>Name of its file in a fold: <c>model.safetensors</c>, or <c>model.ecg.safetensors</c> in a decision fusion.</summary>
    public string FileName => FileNameOf(Metadata.Options, Metadata.Branches);

    /// <summary>Writes the file; the same model gives the same bytes.</summary>
    public void Save(Stream stream)
    {
        if (Others.Count == 0)
            Network.Save(stream, Metadata.Write());
        else
            SafeTensors.Write(stream, [.. Networks.Index().SelectMany(m => m.Item.Export().Select(t => t with { Name = Prefix(m.Index) + t.Name }))], Metadata.Write());
    }

    /// <summary>Writes the file atomically.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, Save);

    /// <summary>SHA-256 (lower-case hex) of what <see cref="Save(Stream)"/> writes, which identifies the model.</summary>
    public string Sha256()
    {
        using var content = new MemoryStream();
        Save(content);
        return Convert.ToHexStringLower(SHA256.HashData(content.ToArray()));
    }

    /// <summary>Reads a file that <see cref="Save(Stream)"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged or something else: the message gives the path and the reason.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TrainedModel Load(string path) => OfFile(path, Load);

    /// <summary>Reads what <see cref="Save(Stream)"/> wrote, to the stream's end.</summary>
    /// <exception cref="InvalidDataException">It is damaged or something else.</exception>
    public static TrainedModel Load(Stream stream)
    {
        SafeTensorsFile file = SafeTensors.Read(stream);
        return Of(file, ModelMetadata.Read(file.Metadata));
    }

    /// <summary>Creates a model from foreign weights with docs/network.md's names, and from their metadata.</summary>
    /// <param name="path">A safetensors file of float32; its own metadata are ignored.</param>
    /// <param name="metadata">The network's shape, and how signals are preprocessed for it.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, or its tensors do not fit; the message gives the path and the reason.
    /// </exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TrainedModel Import(string path, ModelMetadata metadata) =>
        OfFile(path, stream => Of(SafeTensors.Read(stream), metadata));

    private static TrainedModel Of(SafeTensorsFile file, ModelMetadata metadata)
    {
        RequireSize(file, metadata.Options);
        AttXNet[] networks = [.. MembersOf(file, metadata.Options.Ensemble).Select((member, i) => NetworkOf(member, metadata, i))];
        return new TrainedModel(networks[0], metadata) { Others = networks[1..] };
    }

    private static AttXNet NetworkOf(SafeTensorsFile file, ModelMetadata metadata, int member)
    {
        try
        {
            var network = new AttXNet(metadata.Options.Network(metadata.Branches), seed: 0);
            network.Load(file);
            return network.Arena.IsFinite() ? network : throw new InvalidDataException("a weight is infinite or not a number: the file is damaged.");
        }
        catch (InvalidDataException e) when (metadata.Options.Ensemble > 1)
        {
            throw new InvalidDataException($"{Prefix(member).TrimEnd('.')}: {e.Message}", e);
        }
    }

    /// <summary>Returns the tensors of each member, under the names of a single network.</summary>
    private static IEnumerable<SafeTensorsFile> MembersOf(SafeTensorsFile file, int count)
    {
        if (count == 1)
            return [file];
        ILookup<string, NamedTensor> members = file.Tensors.ToLookup(t => t.Name[..(t.Name.IndexOf('.', StringComparison.Ordinal) + 1)]);
        string[] prefixes = [.. Enumerable.Range(0, count).Select(Prefix)];
        string[] missing = [.. prefixes.Where(prefix => !members.Contains(prefix))], unknown = [.. members.Select(m => m.Key).Except(prefixes)];
        if (missing.Length > 0)
            throw new InvalidDataException($"it should hold {count} networks (--ensemble), but has no tensors of {missing.Length} of them, the first of which is {missing[0].TrimEnd('.')}.");
        if (unknown.Length > 0)
            throw new InvalidDataException($"it should hold {count} networks (--ensemble), but tensor '{members[unknown[0]].First().Name}' is of none.");
        return prefixes.Select(prefix => file with { Tensors = [.. members[prefix].Select(t => t with { Name = t.Name[prefix.Length..] })] });
    }

    private static string Prefix(int member) => FormattableString.Invariant($"member{member + 1}.");

    /// <summary>Returns the name of the file of one of a run's networks.</summary>
    internal static string FileNameOf(ExperimentOptions options, BranchSelection network) =>
        options.Decision == null ? "model.safetensors" : $"model.{network.Name}.safetensors";

    private static TrainedModel OfFile(string path, Func<Stream, TrainedModel> read)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return read(stream);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>
    /// Checks the size before allocating a network that the file only claims to hold: stages 2 and 3 each have a square
    /// convolution.
    /// </summary>
    private static void RequireSize(SafeTensorsFile file, ExperimentOptions options)
    {
        long values = file.Tensors.Sum(t => (long)t.Data.Length), widest = Math.Max(options.Widths[1], options.Widths[2]);
        if (options.Ensemble * widest * widest > values)
            throw new InvalidDataException($"its tensors hold {values} values, too few for {(options.Ensemble == 1 ? "a network" : $"{options.Ensemble} networks")} of widths {string.Join(',', options.Widths)}.");
    }
}
