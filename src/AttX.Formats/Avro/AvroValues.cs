namespace AttX.Formats.Avro;

/// <summary>An array of numbers.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Values">The numbers; null where they were only counted.</param>
internal sealed record AvroNumbers(int Count, double[]? Values);

/// <summary>A record's values by the names of its fields: null, bool, long, double, string, byte[], numbers, records and lists of these.</summary>
internal sealed class AvroRecord : Dictionary<string, object?>
{
    /// <summary>A record within; null if there is none.</summary>
    public AvroRecord? Record(string name) => this.GetValueOrDefault(name) as AvroRecord;

    /// <summary>An array of numbers within; empty if there is none.</summary>
    public AvroNumbers Numbers(string name) => this.GetValueOrDefault(name) as AvroNumbers ?? new AvroNumbers(0, []);

    /// <summary>A number within; NaN if there is none.</summary>
    public double Number(string name) => this.GetValueOrDefault(name) switch { long n => n, double x => x, _ => double.NaN };

    /// <summary>A text within; empty if there is none.</summary>
    public string Text(string name) => this.GetValueOrDefault(name) as string ?? "";
}
