using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AttX.Ground;
using AttX.Nn.Serialization;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Windows;

/// <summary>A subject's windows and the fingerprint of their recording.</summary>
/// <param name="Windows">The windows.</param>
/// <param name="Fingerprint">SHA-256 of the recording's samples, rates and labels, independent of the file's format.</param>
public sealed record PreparedSubject(WindowSet Windows, string Fingerprint)
{
    /// <summary>SHA-256 of the samples and rates alone; null if it was not computed.</summary>
    public string? Samples { get; init; }

    /// <summary>The recording's <see cref="RecordingSketch"/>; null if it was not computed.</summary>
    public string? Sketch { get; init; }

    /// <summary>The ten features of the linear baseline; null where the recording does not allow them.</summary>
    public WindowFeatures? Plain { get; init; }
}

/// <summary>
/// Caches preprocessed windows, so that a second run on the same data starts at once: one safetensors file per subject, named by
/// the hash of the recording's stamp and the options. An invalid file is recomputed.
/// </summary>
/// <param name="folder">The folder of the files, created with the first.</param>
/// <param name="limitBytes">Size above which the files that were used longest ago are removed.</param>
public sealed class WindowCache(string folder, long limitBytes = WindowCache.DefaultLimitBytes)
{
    /// <summary>Size of the cache unless another is given: 8 GiB.</summary>
    public const long DefaultLimitBytes = 8L << 30;

    /// <summary>Version; raise it whenever preprocessing or the file format changes.</summary>
    private const int Format = 7;

    private const string ContextPrefix = "context.";

    private readonly CacheEviction _eviction = new(folder, limitBytes);

    /// <summary><c>ATTX_CACHE</c>, or the user's folder for caches.</summary>
    public static string DefaultFolder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("ATTX_CACHE") is { Length: > 0 } chosen)
                return chosen;
            if (OperatingSystem.IsWindows())
                return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "attx", "cache");
            return Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } caches
                ? Path.Combine(caches, "attx")
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "attx");
        }
    }

    /// <summary>Reads the windows of a key, or null; <paramref name="warn"/> receives warnings about unusable files.</summary>
    public PreparedSubject? Find(string key, PreprocessingOptions options, Action<string> warn)
    {
        string path = PathOf(key);
        try
        {
            if (!File.Exists(path))
                return null;
            using FileStream stream = File.OpenRead(path);
            PreparedSubject kept = Decode(SafeTensors.Read(stream), options);
            CacheEviction.Use(path);
            return kept;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            warn($"{path}: cached windows cannot be used ({e.Message.TrimEnd('.')}); they are made again.");
            return null;
        }
    }

    /// <summary>Stores windows under a key; <paramref name="warn"/> receives a warning if that fails.</summary>
    public void Keep(string key, PreparedSubject prepared, Action<string> warn)
    {
        try
        {
            Directory.CreateDirectory(folder);
            (List<NamedTensor> tensors, string description) = Encode(prepared);
            var metadata = new Dictionary<string, string> { ["windows"] = description, ["sha256"] = Hash(tensors, description) };
            AtomicFile.Write(PathOf(key), stream => SafeTensors.Write(stream, tensors, metadata));
            lock (_eviction)
                _eviction.Run();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            warn($"{folder}: windows cannot be cached ({e.Message.TrimEnd('.')}); go on without. ATTX_CACHE chooses another folder, --no-cache none.");
        }
    }

    /// <summary>
    /// Computes the key of one subject's windows, which depends on the file and on every option of <see cref="OptionGroup.Data"/>,
    /// including future ones.
    /// </summary>
    public static string Key(string subject, string stamp, ExperimentOptions options)
    {
        IEnumerable<string> settings = OptionTable.Of(OptionGroup.Data).Select(option => $"{option.Key}={option.Get(options)}");
        string text = string.Join('\n', [$"{Format}", subject, stamp, .. settings, .. options.WindowFeatures switch
        {
            FeatureSet.None => Array.Empty<string>(),
            FeatureSet.All => ["features"],
            var other => [$"features {other}"],
        }, .. options.ContextWindows == 0 ? Array.Empty<string>() : [FormattableString.Invariant($"context={options.ContextWindows}")]]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private string PathOf(string key) => Path.Combine(folder, key + ".safetensors");

    private static (List<NamedTensor> Tensors, string Description) Encode(PreparedSubject prepared)
    {
        WindowSet set = prepared.Windows;
        List<NamedTensor> tensors = TensorsOf(set, "");
        var description = Described(prepared, set.Seconds);
        if (set.Context is { } context)
        {
            tensors.AddRange(TensorsOf(context, ContextPrefix));
            description = description with { Context = Described(new PreparedSubject(context, ""), seconds: null) };
        }

        return (tensors, JsonSerializer.Serialize(description));
    }

    private static List<NamedTensor> TensorsOf(WindowSet set, string prefix)
    {
        int[] shape = [set.Count, set.Spec.WindowSamples];
        var tensors = set.Modalities.Select((m, i) => new NamedTensor(prefix + m.Info().Name, Shape(set, m), set.Signals[i])).ToList();
        if (set.UnitResponse is { } units)
            tensors.AddRange(set.Modalities.Select((m, i) => new NamedTensor(prefix + m.Info().Name + ".unit", shape, units[i])));
        return tensors;
    }

    private static Description Described(PreparedSubject prepared, IReadOnlyList<SecondTrack>? seconds)
    {
        WindowSet set = prepared.Windows;
        return new Description(
            set.Subject, prepared.Fingerprint, prepared.Samples, [.. set.Windows.Select(w => w.StartSample)], [.. set.Windows.Select(w => w.Label)],
            set.Quality?.Select(flaws => (int)flaws).ToArray(), set.Statistics)
        {
            Start = set.Start,
            Sketch = prepared.Sketch,
            Seconds = seconds,
            Plain = Stored(prepared.Plain),
            Features = Stored(set.Features),
            SessionFeatures = Stored(set.SessionFeatures),
        };
    }

    /// <summary>Returns the shape: windows × samples, × axes if there are several.</summary>
    private static int[] Shape(WindowSet set, Modality modality) => modality.Info().Axes.Count is > 1 and var axes
        ? [set.Count, set.Spec.WindowSamples, axes] : [set.Count, set.Spec.WindowSamples];

    private static PreparedSubject Decode(SafeTensorsFile file, PreprocessingOptions options)
    {
        Dictionary<string, float[]> tensors = file.Tensors.ToDictionary(t => t.Name, t => t.Data);
        if (!file.Metadata.TryGetValue("windows", out string? json) || !file.Metadata.TryGetValue("sha256", out string? hash)
            || hash != Hash(file.Tensors, json))
            throw new InvalidDataException("damaged: its checksum does not fit");
        Description description = JsonSerializer.Deserialize<Description>(json)!;
        WindowSet windows = Restored(description, tensors, "", options);
        if (options.ContextWindows > 0)
        {
            Description context = description.Context ?? throw new InvalidDataException("its context is missing");
            windows = windows with { Context = Restored(context with { Seconds = description.Seconds }, tensors, ContextPrefix, options) };
        }

        return new PreparedSubject(windows, description.Fingerprint) { Samples = description.Samples, Sketch = description.Sketch, Plain = Restored(description.Plain, windows.Count) };
    }

    private static WindowSet Restored(Description description, Dictionary<string, float[]> tensors, string prefix, PreprocessingOptions options)
    {
        string[] names = [.. options.Modalities.Select(m => prefix + OptionTable.Modalities.NameOf(m))];
        return new WindowSet
        {
            Subject = description.Subject,
            Spec = options.Spec,
            Modalities = options.Modalities,
            Windows = [.. description.Starts.Zip(description.Labels, (start, label) => new Window(start, label))],
            Signals = [.. names.Select(n => tensors[n])],
            UnitResponse = options.Normalisation.NeedsTraining() ? [.. names.Select(n => tensors[n + ".unit"])] : null,
            Statistics = description.Statistics,
            Seconds = options.Normalisation.IsRunning() ? description.Seconds ?? throw new InvalidDataException("what was heard is missing") : null,
            Quality = description.Quality is { } quality ? [.. quality.Select(flaws => (QualityFlags)flaws)] : null,
            Start = description.Start,
            Features = Restored(description.Features, description.Starts.Length),
            SessionFeatures = Restored(description.SessionFeatures),
        };
    }

    private static StoredFeatures? Stored(WindowFeatures? features) =>
        features == null ? null : new StoredFeatures([.. features.Names], MemoryMarshal.AsBytes<double>(features.Values).ToArray());

    private static WindowFeatures? Restored(StoredFeatures? stored, int? windows = null) => stored == null ? null
        : stored.Values.Length == (windows ?? stored.Values.Length / sizeof(double) / stored.Names.Length) * (long)stored.Names.Length * sizeof(double)
            ? new WindowFeatures(stored.Names, MemoryMarshal.Cast<byte, double>(stored.Values).ToArray())
            : throw new InvalidDataException($"features of {windows} windows have {stored.Values.Length} bytes");

    /// <summary>
    /// Hashes the description and every sample; a file with a matching hash was written by <see cref="Keep"/> for this key.
    /// </summary>
    private static string Hash(IReadOnlyList<NamedTensor> tensors, string description)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(description));
        foreach (NamedTensor tensor in tensors.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(tensor.Name));
            hash.AppendData(MemoryMarshal.AsBytes<float>(tensor.Data));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record Description(
        string Subject, string Fingerprint, string? Samples, int[] Starts, string?[] Labels, int[]? Quality, IReadOnlyList<ChannelStatistics> Statistics)
    {
        // Left out where they are unknown.
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public DateTimeOffset? Start { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Sketch { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<SecondTrack>? Seconds { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public StoredFeatures? Plain { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public StoredFeatures? Features { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public StoredFeatures? SessionFeatures { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Description? Context { get; init; }
    }

    /// <summary>Features as bytes, which keep every bit of a double.</summary>
    private sealed record StoredFeatures(string[] Names, byte[] Values);
}
