using System.Text.Json;

namespace AttX.Options;

/// <summary>
/// The options that <c>--select</c> chooses, each with its values: <c>widths=8,16,32|16,32,64;epochs=3|5</c>, or a JSON file with a sweep's axes,
/// <c>{"widths":[[8,16,32],[16,32,64]],"epochs":[3,5]}</c>. The candidates are the product (<see cref="Candidates"/>).
/// </summary>
public sealed class SelectionGrid
{
    /// <summary>Maximum number of candidates: each is fitted several times in every fold.</summary>
    public const int MaximumCandidates = 100;

    /// <summary>The default number of groups of training subjects.</summary>
    public const int DefaultGroups = 3;

    private SelectionGrid(IReadOnlyList<(ExperimentOption Option, IReadOnlyList<string> Values)> axes) => Axes = axes;

    /// <summary>The options and their values.</summary>
    public IReadOnlyList<(ExperimentOption Option, IReadOnlyList<string> Values)> Axes { get; }

    /// <summary>Parses the notation of the command line, or reads a file whose name ends in <c>.json</c>.</summary>
    /// <exception cref="FormatException">An option or a value is wrong, or the file cannot be read.</exception>
    public static SelectionGrid Parse(string text)
    {
        (ExperimentOption Option, string[] Values)[] axes = [.. text.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Read(text) : Split(text)];
        if (axes.GroupBy(a => a.Option.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new FormatException($"names {twice.Key} twice");
        foreach ((ExperimentOption option, string[] values) in axes)
            foreach (string value in values)
                Require(option, value);
        double count = axes.Aggregate(1.0, (product, axis) => product * axis.Values.Length);
        return count is >= 2 and <= MaximumCandidates ? new SelectionGrid([.. axes.Select(a => (a.Option, (IReadOnlyList<string>)a.Values))])
            : throw new FormatException($"must have 2 to {MaximumCandidates} candidates, such as epochs=3|5, got {count} from {text}");
    }

    /// <summary>Whether an option that classical learners read is among them; the others belong to networks.</summary>
    internal bool IsOfLearners => Axes.Any(a => !a.Option.IsOfNetworks);

    /// <summary>Returns whether an option is among those to choose.</summary>
    public bool Chooses(ExperimentOption option) => Axes.Any(a => a.Option == option);

    /// <summary>Returns the options with the first value of each axis, or without a choice where there is none or a learner would ignore it.</summary>
    internal static ExperimentOptions Canonical(ExperimentOptions options)
    {
        ExperimentOptions first = options.Select?.Axes.Aggregate(options, (o, axis) => axis.Option.Set(o, axis.Values[0])) ?? options;
        return first.Select == null || (first.Learner != null && !first.Select.IsOfLearners) ? first with { Select = null, SelectGroups = DefaultGroups } : first;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(';', Axes.Select(a => $"{a.Option.Name}={string.Join('|', a.Values)}"));

    private static IEnumerable<(ExperimentOption, string[])> Split(string text)
    {
        foreach (string axis in text.Split(';', StringSplitOptions.TrimEntries))
        {
            int equals = axis.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new FormatException($"must be options and values such as widths=8,16,32|16,32,64;epochs=3|5, got {text}");
            yield return (Find(axis[..equals].Trim()), axis[(equals + 1)..].Split('|', StringSplitOptions.TrimEntries));
        }
    }

    private static IEnumerable<(ExperimentOption, string[])> Read(string path)
    {
        try
        {
            using JsonDocument json = OptionsJson.ReadFile(path);
            return json.RootElement.ValueKind != JsonValueKind.Object
                ? throw new FormatException($"{path}: must be an object of options and lists of values")
                : [.. json.RootElement.EnumerateObject().Select(member => Axis(member, path))];
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path}: not JSON (line {e.LineNumber + 1}, position {e.BytePositionInLine + 1})", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new FormatException($"{path}: cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static (ExperimentOption, string[]) Axis(JsonProperty member, string path)
    {
        ExperimentOption option = OptionTable.ByKey(member.Name)
            ?? throw new FormatException($"{path}: \"{member.Name}\" names no option; did you mean \"{OptionTable.NearestKey(member.Name)}\"?");
        return member.Value.ValueKind == JsonValueKind.Array ? (option, [.. member.Value.EnumerateArray().Select(option.Read)])
            : throw new FormatException($"{path}: \"{member.Name}\" must be a list of the option's values");
    }

    private static ExperimentOption Find(string name) => OptionTable.All.FirstOrDefault(o => o.Name == name)
        ?? throw new FormatException($"names no option {name}; did you mean {Ground.EditDistance.Nearest(name, OptionTable.All.Select(o => o.Name))}?");

    private static void Require(ExperimentOption option, string value)
    {
        if (option.Group is not (OptionGroup.Model or OptionGroup.Training or OptionGroup.Learner) || option == ModelGroup.Features || option == ModelGroup.Context)
            throw new FormatException($"chooses options of the model, the training and the learner; --{option.Name} changes the data or the test, which attx sweep compares");
        if (option.AliasOf is { } original)
            throw new FormatException($"names {option.Name}: give its other spelling, {original}");
        if (option == TrainingGroup.Select || option == TrainingGroup.SelectGroups || option == TrainingGroup.Init || option == TrainingGroup.Subjects || option == TrainingGroup.Seed)
            throw new FormatException($"cannot choose --{option.Name}");
        if (value.AsSpan().ContainsAny('|', ';'))
            throw new FormatException($"{option.Name}: a value cannot contain | or ;, got {value}");
        try
        {
            option.Set(ExperimentOptions.For(default), value);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{option.Name} {e.Message}", e);
        }
    }
}
