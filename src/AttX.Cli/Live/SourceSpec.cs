using System.Globalization;
using System.Net;
using AttX.Ground;

namespace AttX.Cli.Live;

/// <summary>Source of samples, as given by <c>--source</c>.</summary>
internal abstract record SourceSpec
{
    private const string Forms = "replay:RECORDING[@SPEED], stdin, udp:[ADDRESS:]PORT or tcp:HOST:PORT";

    public sealed record Replay(string Path, double Speed) : SourceSpec;

    public sealed record StandardInput : SourceSpec;

    public sealed record Datagrams(IPEndPoint Address) : SourceSpec;

    public sealed record Connection(string Host, int Port) : SourceSpec;

    /// <exception cref="OptionsException">The value is malformed.</exception>
    public static SourceSpec Parse(string text)
    {
        string[] parts = text.Split(':', 2);
        return (parts[0].ToLowerInvariant(), parts.ElementAtOrDefault(1)) switch
        {
            ("stdin", null) => new StandardInput(),
            ("replay", { Length: > 0 } rest) => ParseReplay(text, rest),
            ("udp", { Length: > 0 } rest) => ParseUdp(text, rest),
            ("tcp", { Length: > 0 } rest) => ParseTcp(text, rest),
            _ => throw Problem(text, $"must be {Forms}"),
        };
    }

    /// <summary>A path may contain an @: only one before a speed is taken as such.</summary>
    private static Replay ParseReplay(string text, string rest)
    {
        int at = rest.LastIndexOf('@');
        double speed = rest[(at + 1)..] == "max" ? double.PositiveInfinity
            : double.TryParse(rest[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) ? parsed : double.NaN;
        if (at <= 0 || double.IsNaN(speed))
            return new Replay(rest, 1);
        return speed > 0 ? new Replay(rest[..at], speed) : throw Problem(text, "the speed must be above 0, or max");
    }

    private static Datagrams ParseUdp(string text, string rest)
    {
        (string? host, int port) = SplitPort(text, rest, lowest: 0);
        IPAddress? address = IPAddress.Loopback;
        if (host != null && !IPAddress.TryParse(host, out address))
            throw Problem(text, "the address to listen on must be one of this machine's in digits, such as 0.0.0.0 for all");
        return new Datagrams(new IPEndPoint(address, port));
    }

    private static Connection ParseTcp(string text, string rest)
    {
        (string? host, int port) = SplitPort(text, rest, lowest: 1);
        return host is { Length: > 0 } ? new Connection(host, port) : throw Problem(text, "names no host: tcp:HOST:PORT");
    }

    private static (string? Host, int Port) SplitPort(string text, string rest, int lowest)
    {
        int colon = rest.LastIndexOf(':');
        if (!int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port < lowest || port > IPEndPoint.MaxPort)
            throw Problem(text, $"the port must be a number from {lowest} to {IPEndPoint.MaxPort}");
        return (colon < 0 ? null : rest[..colon].Trim('[', ']'), port);
    }

    private static OptionsException Problem(string text, string problem) => new([$"--source {text}: {problem}."]);
}
