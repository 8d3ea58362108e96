using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace AttX.Formats.Xdf;

/// <summary>What a stream says about itself in its header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it carries: "ECG", "Markers".</param>
/// <param name="Channels">Its channels.</param>
/// <param name="RateHz">Its nominal rate; 0 if its samples come when they come.</param>
/// <param name="ValueBytes">Bytes of a value; 0 if values are texts.</param>
/// <param name="IsFloating">Whether values are floating-point numbers.</param>
internal sealed record XdfHeader(
    string Name, string Type, IReadOnlyList<XdfChannel> Channels, double RateHz, int ValueBytes, bool IsFloating)
{
    private const int MaxChannels = 4096, MaxCharacters = 1 << 23, MaxName = 256;

    /// <summary>Whether its values are texts.</summary>
    public bool IsText => ValueBytes == 0;

    /// <summary>Least number of bytes of a sample: a mark whether it has a time stamp, and the values.</summary>
    public int MinSampleBytes => 1 + Channels.Count * Math.Max(1, ValueBytes);

    /// <summary>Reads the XML of a header chunk.</summary>
    /// <exception cref="InvalidDataException">It is no such header.</exception>
    public static XdfHeader Parse(string xml, string file)
    {
        XElement info = Xml(xml, file);
        (int bytes, bool isFloating) = Text(info, "channel_format") switch
        {
            "int8" => (1, false),
            "int16" => (2, false),
            "int32" => (4, false),
            "int64" => (8, false),
            "float32" => (4, true),
            "double64" => (8, true),
            "string" => (0, false),
            var other => throw new InvalidDataException($"{file}: a stream's values are '{SignalNames.Shown(other)}', which XDF does not have."),
        };
        string name = Text(info, "name"), type = Text(info, "type");
        int count = (int)Number(info, "channel_count", 1, MaxChannels, file);
        double rate = Number(info, "nominal_srate", 0, IntegerRate.MaxHz, file);
        XElement[] described = [.. info.Element("desc")?.Element("channels")?.Elements("channel") ?? []];
        return new XdfHeader(name, type, [.. Enumerable.Range(0, count).Select(i => XdfChannel.Of(described.ElementAtOrDefault(i), i, count, name))],
            rate, bytes, isFloating);
    }

    /// <summary>When the file was begun, as its own header says; null if it does not.</summary>
    public static DateTimeOffset? Begun(string xml, string file) =>
        DateTimeOffset.TryParse(Text(Xml(xml, file), "datetime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time : null;

    /// <summary>A child's text, not longer than a name is; empty if there is none.</summary>
    internal static string Text(XElement? element, string name) =>
        element?.Element(name)?.Value.Trim() is { } text ? text.Length > MaxName ? text[..MaxName] : text : "";

    private static XElement Xml(string xml, string file)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters };
            using XmlReader reader = XmlReader.Create(new StringReader(xml.Trim('\0', ' ', '\r', '\n', '\t')), settings);
            return XElement.Load(reader);
        }
        catch (XmlException e)
        {
            throw new InvalidDataException($"{file}: a header is no XML that can be read: {SignalNames.Shown(e.Message)}", e);
        }
    }

    private static double Number(XElement info, string name, double least, double most, string file) =>
        double.TryParse(Text(info, name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most
            ? value : throw new InvalidDataException(FormattableString.Invariant(
                $"{file}: {name} of the stream '{SignalNames.Shown(Text(info, "name"))}' is '{SignalNames.Shown(Text(info, name))}'; {least} to {most} can be read."));
}
