using System.Globalization;
using AttX.Datasets.Labels;
using AttX.Ground;
using AttX.Signals;

namespace AttX.Datasets.StressPredict;

/// <summary>The labels of every subject, by number.</summary>
/// <param name="Spans">Each subject's spans.</param>
/// <param name="IsClock">Whether their times are Unix times; else seconds after the start of the E4's session.</param>
/// <param name="Tasks">The tasks that the labels allow, the default first.</param>
internal sealed record StressPredictLabels(IReadOnlyDictionary<int, List<LabelSpan>> Spans, bool IsClock, IReadOnlyList<ClassificationTask> Tasks)
{
    /// <summary>The headers of the two files of labels.</summary>
    public const string SpanHeader = "subject,start_s,end_s,stress,task", SecondHeader = "Participant,HR,respr,Time(sec),Label";

    /// <summary>The protocol's conditions in order, and whether each is stress.</summary>
    private static readonly (string Name, bool IsStress)[] Conditions =
    [
        ("baseline", false), ("stroop", true), ("relax1", false), ("interview", true), ("relax2", false), ("hyperventilation", true),
        ("relax3+questionnaire+final", false),
    ];

    private static readonly IReadOnlyList<string> Classes = AffectTasks.Stress.Classes;

    private static readonly ClassificationTask[] ByCondition =
    [
        new ClassificationTask("stress", Classes, [.. Conditions.Select(c => (c.Name, Classes[c.IsStress ? 1 : 0]))]) { Baseline = "baseline" },
        new ClassificationTask("tasks", [.. Conditions.Select(c => c.Name)], [.. Conditions.Select(c => (c.Name, c.Name))]) { Baseline = "baseline" }.About("stroop"),
    ];

    private static readonly ClassificationTask[] PerSecond = [new("stress", Classes, [(Classes[0], Classes[0]), (Classes[1], Classes[1])])];

    /// <summary>All labels, in the order of their codes.</summary>
    public IReadOnlyList<string> Names => IsClock ? Classes : [.. Conditions.Select(c => c.Name)];

    /// <summary>Reads either file.</summary>
    /// <exception cref="InvalidDataException">A row is wrong; names it.</exception>
    public static StressPredictLabels Read(StressPredictFiles files) => files.IsPerSecond ? ReadSeconds(files.Labels) : ReadSpans(files.Labels);

    private static StressPredictLabels ReadSpans(string path)
    {
        LabelFile file = LabelFile.Read(path, SpanHeader);
        Dictionary<int, List<LabelSpan>> spans = [];
        foreach (CsvRow row in file.Rows)
        {
            if (row.Cells[0] is not ['S', .. var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int subject))
                throw new InvalidDataException($"{file.Place(row)}: subject must be S and a number, got '{row.Cells[0]}'.");
            (string name, bool isStress) = Conditions.FirstOrDefault(c => c.Name == row.Cells[4]);
            if (name == null)
                throw new InvalidDataException($"{file.Place(row)}: task '{row.Cells[4]}' is none of {string.Join(", ", Conditions.Select(c => c.Name))}.");
            if (row.Cells[3] != (isStress ? "1" : "0"))
                throw new InvalidDataException($"{file.Place(row)}: {name} has stress {row.Cells[3]}, and is {(isStress ? 1 : 0)} in the study's protocol.");
            Add(spans, subject, new LabelSpan(file.Number(row, 1), file.Number(row, 2), name, file.Place(row)));
        }

        return new StressPredictLabels(spans, false, ByCondition);
    }

    /// <summary>Joins seconds of one label to spans.</summary>
    private static StressPredictLabels ReadSeconds(string path)
    {
        LabelFile file = LabelFile.Read(path, SecondHeader);
        Dictionary<int, List<LabelSpan>> spans = [];
        foreach (CsvRow row in file.Rows)
        {
            (double subject, double second, double code) = (file.Number(row, 0), file.Number(row, 3), file.Number(row, 4));
            if (code is not (0 or 1) || subject is not (>= 0 and < 10_000) || subject != Math.Floor(subject))
                throw new InvalidDataException($"{file.Place(row)}: Participant must be a number, and Label 0 or 1, got {row.Cells[0]} and {row.Cells[4]}.");
            LabelSpan next = new(second, second + 1, Classes[(int)code], file.Place(row));
            if (!spans.TryGetValue((int)subject, out List<LabelSpan>? list))
                spans[(int)subject] = [next];
            else if (list[^1] is var last && last.Label == next.Label && last.EndSeconds == second)
                list[^1] = last with { EndSeconds = second + 1 };
            else
                list.Add(next);
        }

        return new StressPredictLabels(spans, true, PerSecond);
    }

    private static void Add(Dictionary<int, List<LabelSpan>> spans, int subject, LabelSpan span)
    {
        if (!spans.TryGetValue(subject, out List<LabelSpan>? list))
            spans[subject] = list = [];
        list.Add(span);
    }
}
