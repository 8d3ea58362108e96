using System.Globalization;
using AttX.Options;
using AttX.Reports.Reading;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Reports.Page;

/// <summary>How what was run differs from the paper's experiments.</summary>
internal static class PaperSetting
{
    private const int Subjects = 15;

    /// <summary>Wrist recordings are other signals: said first and plainly, whatever else differs. Null with the chest device.</summary>
    public static string? Warning(ReportData data)
    {
        ReportRow[] wrist = [.. data.Rows.Where(row => row.Options.Device == Device.Wrist)];
        return wrist.Length == 0 ? null
            : $"This is {Signals(wrist[0].Options)} from the wrist of {data.Subjects.Count} subjects, not the paper\u2019s chest ECG and EDA of {Subjects}: "
                + "differences from the published figures are differences between experiments, not a reproduction that failed or succeeded.";
    }

    /// <summary>What else is not as in the paper, in a few words each; empty where nothing is.</summary>
    public static IReadOnlyList<string> Differences(ReportData data)
    {
        ExperimentOptions paper = ExperimentOptions.For(Device.Chest);
        return
        [
            .. data.Subjects.Count == Subjects ? [] : new[] { $"{data.Subjects.Count} subjects (the paper: {Subjects})" },
            .. Difference(data, o => o.Epochs, paper.Epochs, "training epochs"),
            .. Difference(data, o => o.BatchSize, paper.BatchSize, "batch size"),
            .. Difference(data, o => o.LearningRate, paper.LearningRate, "learning rate"),
            .. Difference(data, o => o.Classes, paper.Classes, "classes"),
            .. Difference(data, o => o.WindowSeconds, paper.WindowSeconds, "window length in s"),
            .. Difference(data, o => o.Overlap, paper.Overlap, "overlap"),
            .. Difference(data, o => o.Normalisation.ToString().ToLowerInvariant(), nameof(Normalisation.Subject).ToLowerInvariant(), "normalisation"),
        ];
    }

    /// <summary>The cardiac signal and EDA, as people call them.</summary>
    public static string Signals(ExperimentOptions options) => string.Join(" and ", options.Modalities.Select(NameOf));

    /// <summary>A modality as people call it.</summary>
    public static string NameOf(Modality modality) => modality.Info().Label;

    private static IEnumerable<string> Difference<T>(ReportData data, Func<ExperimentOptions, T> get, T paper, string what)
        where T : IConvertible
    {
        T[] values = [.. data.Rows.Select(row => get(row.Options)).Distinct()];
        return values.Length == 1 && values[0].Equals(paper) ? []
            : [FormattableString.Invariant($"{what} {string.Join(" or ", values.Select(v => v.ToString(CultureInfo.InvariantCulture)))} (the paper: {paper})")];
    }
}
