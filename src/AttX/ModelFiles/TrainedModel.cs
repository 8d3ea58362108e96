using System.Security.Cryptography;
using AttX.Ground;
using AttX.Models;
using AttX.Nn.Serialization;
using AttX.Options;

namespace AttX.ModelFiles;

/// <summary>A trained network with what is needed to use it again. Its file is safetensors; the metadata stand in its header.</summary>
/// <param name="Network">The network.</param>
/// <param name="Metadata">How it was made, and how signals are to be prepared for it.</param>
public sealed record TrainedModel(AttXNet Network, ModelMetadata Metadata)
{
    /// <summary>The name of its file in a fold: <c>model.safetensors</c>, or <c>model.ecg.safetensors</c> in a decision fusion.</summary>
    public string FileName => FileNameOf(Metadata.Options, Metadata.Branches);

    /// <summary>Writes the file: the same model gives the same bytes.</summary>
    public void Save(Stream stream) => Network.Save(stream, Metadata.Write());

    /// <summary>Writes the file atomically.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, Save);

    /// <summary>SHA-256 (lower-case hex) of what <see cref="Save(Stream)"/> writes: tells models apart.</summary>
    public string Sha256()
    {
        using var content = new MemoryStream();
        Save(content);
        return Convert.ToHexStringLower(SHA256.HashData(content.ToArray()));
    }

    /// <summary>Reads a file that <see cref="Save(Stream)"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged or something else: says the path and what is wrong.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TrainedModel Load(string path) => OfFile(path, Load);

    /// <summary>Reads what <see cref="Save(Stream)"/> wrote, to the stream's end.</summary>
    /// <exception cref="InvalidDataException">It is damaged or something else.</exception>
    public static TrainedModel Load(Stream stream)
    {
        SafeTensorsFile file = SafeTensors.Read(stream);
        return Of(file, ModelMetadata.Read(file.Metadata));
    }

    /// <summary>Makes a model of weights from elsewhere that bear docs/network.md's names, and of what is said about them.</summary>
    /// <param name="path">safetensors, float32; its own metadata are not read.</param>
    /// <param name="metadata">The network's shape, and how signals are to be prepared for it.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or its tensors are not this network's: says the path and what is wrong.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TrainedModel Import(string path, ModelMetadata metadata) =>
        OfFile(path, stream => Of(SafeTensors.Read(stream), metadata));

    private static TrainedModel Of(SafeTensorsFile file, ModelMetadata metadata)
    {
        RequireSize(file, metadata.Options.Widths);
        var network = new AttXNet(metadata.Options.Network(metadata.Branches), seed: 0);
        network.Load(file);
        return network.Arena.IsFinite()
            ? new TrainedModel(network, metadata)
            : throw new InvalidDataException("a weight is infinite or not a number: the file is damaged.");
    }

    /// <summary>The file's name of one of a run's networks.</summary>
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

    /// <summary>Before memory is taken for a network that the file only claims to hold: stages 2 and 3 each have a square convolution.</summary>
    private static void RequireSize(SafeTensorsFile file, IReadOnlyList<int> widths)
    {
        long values = file.Tensors.Sum(t => (long)t.Data.Length), widest = Math.Max(widths[1], widths[2]);
        if (widest * widest > values)
            throw new InvalidDataException($"its tensors hold {values} values, too few for a network of widths {string.Join(',', widths)}.");
    }
}
