using System.Text.Json;

namespace AttX.Formats.OpenSignals;

/// <summary>One analogue column of an OpenSignals file.</summary>
/// <param name="Name">Its name, prefixed with the device's if the file has several.</param>
/// <param name="Sensor">The sensor given by the file; may be "RAW".</param>
/// <param name="Label">The user's label.</param>
/// <param name="Column">Index of its field in a row.</param>
/// <param name="Bits">Resolution of the converter; 0 if the file does not give it.</param>
/// <param name="Device">The device's kind, e.g. "bitalino_rev".</param>
internal sealed record AnalogColumn(string Name, string Sensor, string Label, int Column, int Bits, string Device)
{
    /// <summary>The unit that a converted column's label, sensor or name has in brackets, as in "EDA (kΩ)"; null if none has.</summary>
    public string? Unit => new[] { Label, Sensor, Name }.Select(InBrackets).FirstOrDefault(u => u is not null);

    private static string? InBrackets(string text) => text.Length > 2 && text[^1] is ')' or ']'
        && text.AsSpan(0, text.Length - 1).LastIndexOfAny('(', '[') is >= 0 and var open && text[(open + 1)..^1].Trim() is { Length: > 0 } unit ? unit : null;
}

/// <summary>The header of an OpenSignals text file: a JSON object of devices, each with its columns, in the order of a row.</summary>
/// <param name="RateHz">Samples per second.</param>
/// <param name="Columns">The analogue columns, without sequence numbers and digital lines.</param>
/// <param name="Sequences">The columns of sequence numbers, each with its modulus (0 if unknown).</param>
/// <param name="IsConverted">Whether the values already are in physical units.</param>
/// <param name="Width">Number of fields of a row.</param>
/// <param name="Start">When it was begun, by the clock of the place; null if it does not say it.</param>
internal sealed record OpenSignalsHeader(
    double RateHz, IReadOnlyList<AnalogColumn> Columns, IReadOnlyList<(int Column, int Modulus)> Sequences, bool IsConverted, int Width,
    DateTimeOffset? Start)
{
    private const string RespiBan = "respiban";

    /// <summary>Generous limits: a device has a dozen channels, and a name precedes each of its columns.</summary>
    private const int MaxColumns = 1024, MaxName = 256;

    public static bool Recognises(ReadOnlySpan<byte> start)
    {
        if (start is [0xEF, 0xBB, 0xBF, ..])
            start = start[3..];
        return start.StartsWith("# OpenSignals Text File Format"u8);
    }

    /// <summary>Reads the lines up to the end of the header.</summary>
    /// <exception cref="InvalidDataException">It is no such header.</exception>
    public static OpenSignalsHeader Parse(string name, IReadOnlyList<string> lines)
    {
        string line = lines.FirstOrDefault(l => l.TrimStart('#', ' ').StartsWith('{'))
            ?? throw new InvalidDataException(
                $"{name} has no line '# {{…}}' that describes its devices: it is no OpenSignals text, or a damaged one.");
        try
        {
            using JsonDocument json = JsonDocument.Parse(line.TrimStart('#', ' '), new JsonDocumentOptions { MaxDepth = 16 });
            return Of(name, [.. json.RootElement.EnumerateObject()]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{name}: the description of the devices is damaged: {SignalNames.Shown(e.Message)}", e);
        }
    }

    private static OpenSignalsHeader Of(string name, JsonProperty[] devices)
    {
        List<AnalogColumn> columns = [];
        List<(int, int)> sequences = [];
        HashSet<double> rates = [];
        bool isConverted = false;
        int width = 0;
        foreach (JsonProperty device in devices)
        {
            if (device.Name.Length > MaxName)
                throw new InvalidDataException($"{name}: a device's name has {device.Name.Length} characters; names of up to {MaxName} are read.");
            string[] all = Texts(device.Value, "column"), sensors = Texts(device.Value, "sensor"), labels = Texts(device.Value, "label");
            int first = all.Length - sensors.Length;
            if (sensors.Length == 0 || first < 0)
                throw new InvalidDataException(
                    $"{name}: device {SignalNames.Shown(device.Name)} has {sensors.Length} sensors but {all.Length} columns.");
            if (width + all.Length > MaxColumns || all.Concat(sensors).Concat(labels).Any(t => t.Length > MaxName))
                throw new InvalidDataException($"{name}: up to {MaxColumns} columns with names of up to {MaxName} characters are read.");
            string prefix = devices.Length > 1 ? device.Name + "/" : "", kind = Kind(device.Value);
            for (int i = 0; i < sensors.Length; i++)
                columns.Add(new AnalogColumn(prefix + all[first + i], sensors[i], labels.ElementAtOrDefault(i) ?? "", width + first + i,
                    Bits(device.Value, first + i, i, all.Length, sensors.Length), kind));
            if (all[0] == "nSeq")
                sequences.Add((width, Bits(device.Value, 0, -1, all.Length, -1) is > 0 and var bits ? 1 << bits : 0));
            rates.Add(Number(device.Value.GetProperty("sampling rate")));
            isConverted |= device.Value.TryGetProperty("convertedValues", out JsonElement converted) && Number(converted) != 0;
            width += all.Length;
        }

        return rates.Count == 1 && rates.Single() is > 0 and <= IntegerRate.MaxHz
            ? new OpenSignalsHeader(rates.Single(), columns, sequences, isConverted, width, StartOf(devices[0].Value))
            : throw new InvalidDataException($"{name}: one sampling rate above 0 is needed, the devices have " +
                string.Join(", ", rates.Select(r => FormattableString.Invariant($"{r} Hz"))) + ".");
    }

    /// <summary>Assigns the resolutions, which are given for all columns, or for the sensors alone.</summary>
    private static int Bits(JsonElement device, int column, int sensor, int columns, int sensors)
    {
        if (!device.TryGetProperty("resolution", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
            return 0;
        int index = list.GetArrayLength() == columns ? column : list.GetArrayLength() == sensors ? sensor : -1;
        return index >= 0 && Number(list[index]) is >= 1 and <= 24 and var bits ? (int)bits : 0;
    }

    /// <summary>Returns "respiban" by its name, as WESAD's is declared as a "biosignalsplux"; else the declared device.</summary>
    private static string Kind(JsonElement device)
    {
        string kind = Text(device, "device"), name = Text(device, "device name");
        return $"{kind} {name}".Contains(RespiBan, StringComparison.OrdinalIgnoreCase) ? RespiBan : kind;
    }

    /// <summary>"date": "2017-5-22", "time": "9:39:1.0".</summary>
    private static DateTimeOffset? StartOf(JsonElement device) => DateTimeOffset.TryParse($"{Text(device, "date")} {Text(device, "time")}",
        System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset start) ? start : null;

    private static string[] Texts(JsonElement device, string key) =>
        device.TryGetProperty(key, out JsonElement list) ? [.. list.EnumerateArray().Select(t => t.GetString() ?? "")] : [];

    private static string Text(JsonElement device, string key) =>
        device.TryGetProperty(key, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    private static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => double.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => value.GetDouble(),
    };
}
