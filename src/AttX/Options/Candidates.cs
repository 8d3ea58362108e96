using AttX.Ground;

namespace AttX.Options;

/// <summary>One of the configurations that <c>--select</c> chooses from.</summary>
/// <param name="Text">The values that distinguish it: <c>widths=8,16,32;epochs=3</c>.</param>
/// <param name="Options">Its options, complete and without the choice.</param>
public sealed record Candidate(string Text, ExperimentOptions Options);

/// <summary>The configurations that <c>--select</c> chooses from.</summary>
public static class Candidates
{
    /// <summary>Returns the candidates of options with a choice: the product of its axes.</summary>
    /// <exception cref="OptionsException">A candidate is invalid, sets an option that it would ignore, or equals another one.</exception>
    public static IReadOnlyList<Candidate> Of(ExperimentOptions options)
    {
        (string Option, string Text)[] common = [.. OptionTable.All.Where(o => o != TrainingGroup.Select && o != TrainingGroup.SelectGroups)
            .Select(o => (o.Name, Text: o.Get(options)!)).Where(o => o.Text != null)];
        IEnumerable<(string Option, string Text)[]> product = options.Select!.Axes.Aggregate<(ExperimentOption Option, IReadOnlyList<string> Values), IEnumerable<(string, string)[]>>(
            [[]], (rows, axis) => rows.SelectMany(row => axis.Values.Select(value => ((string, string)[])[.. row, (axis.Option.Name, value)])));
        Candidate[] all = [.. product.Select(settings => Read(settings, common))];
        return all.GroupBy(c => OptionsJson.Text(c.Options)).FirstOrDefault(g => g.Count() > 1) is not { } twins ? all
            : throw new OptionsException([$"--select: {string.Join(" and ", twins.Select(c => c.Text))} are the same configuration: leave one out."]);
    }

    /// <summary>Returns the candidates, or the options themselves where there is no choice.</summary>
    public static IReadOnlyList<ExperimentOptions> Possible(ExperimentOptions options) =>
        options.Select == null ? [options] : [.. Of(options).Select(c => c.Options)];

    private static Candidate Read((string Option, string Text)[] settings, (string Option, string Text)[] common)
    {
        string text = string.Join(';', settings.Select(s => $"{s.Option}={s.Text}"));
        var reader = new OptionReader();
        foreach ((string option, string value) in settings)
            reader.Give(option, value, "--select");
        foreach ((string option, string value) in common)
            reader.GiveDefault(option, value, "");
        try
        {
            return new Candidate(text, reader.Read());
        }
        catch (OptionsException e)
        {
            throw new OptionsException([.. e.Problems.Select(problem => $"--select {text}: {problem}")]);
        }
    }
}
