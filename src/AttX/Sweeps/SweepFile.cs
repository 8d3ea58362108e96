using System.Globalization;
using System.Text.Json;
using AttX.Ground;
using AttX.Options;

namespace AttX.Sweeps;

/// <summary>
/// A sweep file written by a user: <c>{"base":{"device":"wrist"},"axes":{"widths":[[16,32,64],[32,64,128]]},"seeds":[1,2,3]}</c>.
/// The rows are the product of the axes, each an option and its values; <c>"rows"</c>, a list of options with a <c>"label"</c>,
/// may list configurations that are not a product, and is then also multiplied by the axes.
/// </summary>
/// <param name="Name">The file's name, or its member <c>name</c>.</param>
/// <param name="Rows">The settings of each row.</param>
/// <param name="Base">The base configuration: options' names and values.</param>
/// <param name="Seeds">The seeds; empty if the file names none.</param>
public sealed record SweepFile(
    string Name, IReadOnlyList<RowSettings> Rows, IReadOnlyList<(string Option, string Text)> Base, IReadOnlyList<ulong> Seeds)
{
    private static readonly string[] Members = ["name", "base", "axes", "rows", "seeds"];

    /// <summary>A sweep of one configuration, which the command line decides.</summary>
    public static SweepFile OfOneRow { get; } = new("sweep", [new RowSettings("", [])], [], []);

    /// <summary>Reads a file.</summary>
    /// <exception cref="OptionsException">The file has errors; the message lists all problems, one per line.</exception>
    public static SweepFile Read(string path)
    {
        try
        {
            using JsonDocument json = OptionsJson.ReadFile(path);
            return new Parser(path).Parse(json.RootElement);
        }
        catch (JsonException e)
        {
            throw new OptionsException([$"{path}: not JSON (line {e.LineNumber + 1}, position {e.BytePositionInLine + 1})."]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OptionsException([$"{path}: cannot be read ({e.Message})"]);
        }
    }

    private sealed class Parser(string path)
    {
        private readonly List<string> _problems = [];

        public SweepFile Parse(JsonElement root)
        {
            if (root.ValueKind != JsonValueKind.Object)
                throw new OptionsException([$"{path}: must be a JSON object, such as {{\"base\":{{\"epochs\":5}},\"axes\":{{\"seed\":[1,2]}}}}."]);
            foreach (string member in root.EnumerateObject().Select(m => m.Name).Except(Members))
                _problems.Add($"{path}: unknown key \"{member}\"; a sweep has {string.Join(", ", Members)}.");
            string name = Member(root, "name", JsonValueKind.String) is { } given ? given.GetString()! : Path.GetFileNameWithoutExtension(path);
            IReadOnlyList<(string, string)> common = Member(root, "base", JsonValueKind.Object) is { } baseOptions ? Settings(baseOptions, "base") : [];
            IReadOnlyList<RowSettings> rows = Member(root, "rows", JsonValueKind.Array) is { } list ? Rows(list) : [new RowSettings("", [])];
            IReadOnlyList<ulong> seeds = Member(root, "seeds", JsonValueKind.Array) is { } numbers ? Seeds(numbers, "seeds") : [];
            if (Member(root, "axes", JsonValueKind.Object) is { } axes)
                foreach (JsonProperty axis in axes.EnumerateObject())
                    if (axis.NameEquals("seed"))
                        seeds = Seeds(axis.Value, "axis \"seed\"");
                    else
                        rows = Multiply(rows, axis);
            return _problems.Count > 0 ? throw new OptionsException(_problems)
                : new SweepFile(name, rows, common, seeds);
        }

        private JsonElement? Member(JsonElement root, string name, JsonValueKind kind)
        {
            if (!root.TryGetProperty(name, out JsonElement member))
                return null;
            if (member.ValueKind == kind)
                return member;
            _problems.Add($"{path}: \"{name}\" must be {(kind == JsonValueKind.Array ? "a list" : kind == JsonValueKind.String ? "a string" : "an object")}.");
            return null;
        }

        private IReadOnlyList<RowSettings> Rows(JsonElement list)
        {
            var rows = new List<RowSettings>();
            foreach (JsonElement row in list.EnumerateArray())
                if (row.ValueKind == JsonValueKind.Object && row.TryGetProperty("label", out JsonElement label)
                    && label.ValueKind == JsonValueKind.String && label.GetString() is { Length: > 0 } text)
                    rows.Add(new RowSettings(text, Settings(row, $"row \"{text}\"")));
                else
                    _problems.Add($"{path}: row {rows.Count + 1} must be an object of options with a \"label\".");
            return rows;
        }

        private IReadOnlyList<ulong> Seeds(JsonElement list, string where)
        {
            if (list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Number && e.TryGetUInt64(out _)))
                return [.. list.EnumerateArray().Select(e => e.GetUInt64())];
            _problems.Add($"{path}: {where} must be a list of whole numbers from 0.");
            return [];
        }

        private IReadOnlyList<(string Option, string Text)> Settings(JsonElement members, string where) =>
            [.. members.EnumerateObject().Where(m => !m.NameEquals("label")).Select(m => Setting(m.Name, m.Value, where)).OfType<(string, string)>()];

        private (string Option, string Text)? Setting(string key, JsonElement value, string where)
        {
            if (_problems.Count >= OptionReader.MostProblems)
                return null;
            try
            {
                if (key == "seed")
                    _problems.Add($"{path}: {where}: \"seed\" is not a row's: give \"seeds\", a list.");
                else
                    return OptionTable.ByKey(key) is { } option ? (option.Name, option.Read(value)) : Unknown(key, where);
            }
            catch (FormatException e)
            {
                _problems.Add($"{path}: {where}: \"{key}\" {e.Message}.");
            }

            return null;
        }

        private (string, string)? Unknown(string key, string where)
        {
            _problems.Add($"{path}: {where}: \"{key}\" names no option; did you mean \"{OptionTable.NearestKey(key)}\"?");
            return null;
        }

        private IReadOnlyList<RowSettings> Multiply(IReadOnlyList<RowSettings> rows, JsonProperty axis)
        {
            if (axis.Value.ValueKind != JsonValueKind.Array || axis.Value.GetArrayLength() == 0)
            {
                _problems.Add($"{path}: axis \"{axis.Name}\" must be a list of the option's values.");
                return rows;
            }

            (string Option, string Text)[] values =
                [.. axis.Value.EnumerateArray().Select(v => Setting(axis.Name, v, "axes")).OfType<(string, string)>()];
            if ((long)rows.Count * values.Length > SweepPlan.MaximumRuns)
                throw new OptionsException([$"{path}: the axes make more than {SweepPlan.MaximumRuns} rows."]);
            return [.. from row in rows
                from value in values
                let label = string.Create(CultureInfo.InvariantCulture, $"{value.Option} {value.Text}")
                select new RowSettings(row.Label.Length == 0 ? label : $"{row.Label}, {label}", [.. row.Settings, value])];
        }
    }
}
