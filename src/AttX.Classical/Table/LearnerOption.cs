using System.Globalization;

namespace AttX.Classical.Table;

/// <summary>An option of one learner.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">Its default, as it would be given.</param>
/// <param name="Summary">What it decides.</param>
public sealed record LearnerOption(string Name, string Default, string Summary)
{
    /// <summary>Whether only whole numbers are allowed.</summary>
    public bool Whole { get; init; }

    /// <summary>The least number allowed.</summary>
    public double Minimum { get; init; }

    /// <summary>The largest number allowed; NaN: no number is.</summary>
    public double Maximum { get; init; } = double.NaN;

    /// <summary>Words that are allowed, beside numbers.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>What may be given, in words.</summary>
    public string Allowed => string.Join(" or ", double.IsNaN(Maximum) ? Words
        : Words.Append(string.Create(CultureInfo.InvariantCulture, $"a {(Whole ? "whole number" : "number")} from {Minimum} to {Maximum}")));

    /// <summary>Returns whether a value may be given.</summary>
    public bool Allows(string value) => Words.Contains(value)
        || (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number >= Minimum && number <= Maximum && (!Whole || number == Math.Floor(number)));
}
