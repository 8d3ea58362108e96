using System.Text.Json;
using System.Text.Json.Serialization;

namespace AttX.Ground;

/// <summary>Reads numbers in double precision that are finite: 1e999 is JSON, and would become an infinity that no file can keep.</summary>
public sealed class FiniteNumberConverter : JsonConverter<double>
{
    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double value) && double.IsFinite(value) ? value
            : throw new JsonException("no finite number");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
