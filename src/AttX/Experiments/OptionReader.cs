using System.Text.Json;
using AttX.Signals;

namespace AttX.Experiments;

/// <summary>
/// Collects what was given, from a file and from the command line, and makes options of it. What was given explicitly is kept
/// apart from defaults: only the former is an error where it would be ignored.
/// </summary>
public sealed class OptionReader
{
    private readonly Dictionary<string, (string Text, string Origin)> _given = [];
    private readonly List<string> _problems = [];

    /// <summary>Gives an option on the command line. It wins over a file, whatever the order.</summary>
    public OptionReader Give(string name, string text)
    {
        ExperimentOption option = OptionTable.All.First(o => o.Name == name);
        if (Rivals(option).Any(r => _given.TryGetValue(r, out var rival) && rival.Origin.Length == 0))
            _problems.Add($"--{name} and --{Rivals(option).First()} name the same setting: give one of them.");
        foreach (string rival in Rivals(option))
            _given.Remove(rival);
        _given[name] = (text, "");
        return this;
    }

    /// <summary>Gives the options of a JSON file: <c>{"device":"wrist","stages":[1,2]}</c>, or a run's run.json.</summary>
    public OptionReader GiveFile(string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(
                File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            GiveJson(json.RootElement, path);
        }
        catch (JsonException e)
        {
            _problems.Add($"{path}: not JSON (line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}).");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _problems.Add($"--config {path}: cannot be read ({e.Message})");
        }

        return this;
    }

    /// <summary>Gives the members of a JSON object, or of its member <c>options</c>.</summary>
    internal OptionReader GiveJson(JsonElement root, string origin)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("options", out JsonElement options))
            root = options;
        if (root.ValueKind != JsonValueKind.Object)
        {
            _problems.Add($"{origin}: must be a JSON object of options, such as {{\"device\":\"wrist\",\"stages\":[1,2]}}.");
            return this;
        }

        foreach (JsonProperty member in root.EnumerateObject())
            GiveMember(member, origin);
        return this;
    }

    /// <summary>The effective options.</summary>
    /// <exception cref="OptionsException">Something is wrong: all of it, one line each.</exception>
    public ExperimentOptions Read()
    {
        ExperimentOptions options = Defaults();
        var single = new Dictionary<ExperimentOption, ExperimentOptions>();
        foreach (ExperimentOption option in OptionTable.All.Where(o => _given.ContainsKey(o.Name)))
        {
            try
            {
                options = option.Set(options, _given[option.Name].Text);
                single[option] = option.Set(ExperimentOptions.For(options.Device), _given[option.Name].Text);
            }
            catch (FormatException e)
            {
                _problems.Add($"{Where(option)} {e.Message}.");
            }
        }

        options = options.Canonical();
        foreach ((ExperimentOption option, ExperimentOptions given) in single)
            if (option.WhyIgnored(given, options) is { } reason)
                _problems.Add($"{Where(option)}{(option.Form == OptionForm.Flag ? "" : " " + _given[option.Name].Text)} would be ignored: {reason}. Leave it out.");
        string[] problems = [.. _problems, .. OptionRules.Problems(options)];
        return problems.Length == 0 ? options : throw new OptionsException(problems);
    }

    private ExperimentOptions Defaults()
    {
        ExperimentOption device = OptionTable.All[0];
        ExperimentOptions chest = ExperimentOptions.For(Device.Chest);
        if (!_given.TryGetValue(device.Name, out var given))
            return chest;
        try
        {
            return ExperimentOptions.For(device.Set(chest, given.Text).Device);
        }
        catch (FormatException)
        {
            return chest; // Read() meets the same value again and reports it.
        }
    }

    private void GiveMember(JsonProperty member, string origin)
    {
        ExperimentOption? option = OptionTable.All.FirstOrDefault(o => o.Key == member.Name);
        if (option == null)
        {
            string nearest = OptionTable.All.Select(o => o.Key).MinBy(key => EditDistance(key, member.Name))!;
            _problems.Add($"{origin}: unknown key \"{member.Name}\"; did you mean \"{nearest}\"?");
            return;
        }

        try
        {
            string text = option.Read(member.Value);
            if (Rivals(option).Any(r => _given.TryGetValue(r, out var rival) && rival.Origin == origin))
                _problems.Add($"{origin}: \"connection\" and \"type\" name the same setting: give one of them.");
            else if (_given.TryGetValue(option.Name, out var earlier) && earlier.Origin == origin)
                _problems.Add($"{origin}: \"{member.Name}\" stands there twice.");
            else if (!Rivals(option).Any(_given.ContainsKey))
                _given.TryAdd(option.Name, (text, origin));
        }
        catch (FormatException e)
        {
            _problems.Add($"{origin}: \"{member.Name}\" {e.Message}.");
        }
    }

    /// <summary>Other spellings of the same setting.</summary>
    private static IEnumerable<string> Rivals(ExperimentOption option) => OptionTable.All
        .Where(o => o != option && (o.AliasOf == option.Name || option.AliasOf == o.Name)).Select(o => o.Name);

    private string Where(ExperimentOption option)
    {
        string origin = _given[option.Name].Origin;
        return origin.Length == 0 ? $"--{option.Name}" : $"{origin}: \"{option.Key}\"";
    }

    /// <summary>Levenshtein's distance: insertions, deletions and replacements from one word to the other.</summary>
    private static int EditDistance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
