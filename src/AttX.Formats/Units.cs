using AttX.Signals.Modalities;

namespace AttX.Formats;

/// <summary>A linear change of units: y = x · Scale + Offset.</summary>
internal readonly record struct UnitConversion(double Scale, double Offset = 0)
{
    public void Apply(Span<double> samples)
    {
        if (this == new UnitConversion(1))
            return;
        foreach (ref double x in samples)
            x = x * Scale + Offset;
    }
}

/// <summary>Known units and their conversions to the project's: mV, µS, °C, %, g. Other units are refused.</summary>
internal static class Units
{
    private static readonly Dictionary<string, UnitConversion> Voltage = Table(
        ("V", 1e3), ("mV", 1), ("uV", 1e-3), ("nV", 1e-6), ("v", 1e3), ("mv", 1), ("uv", 1e-3),
        ("volt", 1e3), ("millivolt", 1), ("microvolt", 1e-3));

    private static readonly Dictionary<string, UnitConversion> Conductance = Table(
        ("S", 1e6), ("mS", 1e3), ("uS", 1), ("nS", 1e-3), ("us", 1), ("siemens", 1e6), ("uSiemens", 1), ("microsiemens", 1), ("umho", 1));

    private static readonly Dictionary<string, UnitConversion> Temperature = new(
        Table(("°C", 1), ("C", 1), ("degC", 1), ("celsius", 1)))
    {
        ["°F"] = new(1 / 1.8, -32 / 1.8),
        ["degF"] = new(1 / 1.8, -32 / 1.8),
        ["K"] = new(1, -273.15),
    };

    private static readonly Dictionary<string, UnitConversion> Acceleration = Table(
        ("g", 1), ("mg", 1e-3), ("1/64 g", 1.0 / 64), ("m/s2", 1 / 9.80665), ("m/s^2", 1 / 9.80665));

    private static readonly Dictionary<string, UnitConversion> Share = Table(("%", 1));

    /// <summary>Conversions by the project's unit; modalities with another unit take any (BVP is normalised, whatever it counts).</summary>
    private static readonly Dictionary<string, Dictionary<string, UnitConversion>> ByUnit = new()
    {
        ["mV"] = Voltage,
        ["µS"] = Conductance,
        ["°C"] = Temperature,
        ["%"] = Share,
        ["g"] = Acceleration,
    };

    /// <summary>Returns the project's unit of a modality; null if any will do.</summary>
    public static string? Of(Modality modality) => TableOf(modality) is null ? null : modality.Info().Unit;

    /// <summary>Returns whether a text is a unit of a modality.</summary>
    public static bool IsUnitOf(Modality modality, string unit) => TableOf(modality)?.ContainsKey(Plain(unit)) ?? false;

    /// <summary>Returns whether a text is a known unit.</summary>
    public static bool IsKnown(string unit) => ModalityTable.All.Any(m => IsUnitOf(m.Modality, unit));

    /// <summary>Finds the conversion of a unit to the project's.</summary>
    /// <param name="modality">What is measured.</param>
    /// <param name="unit">The unit, or null if it is not known.</param>
    /// <param name="where">The file and the signal, for the message.</param>
    /// <exception cref="InvalidDataException">The unit is unknown, or not this modality's.</exception>
    public static UnitConversion ToProject(Modality modality, string? unit, string where)
    {
        if (TableOf(modality) is not { } table)
            return new UnitConversion(1);
        if (unit is not null && table.TryGetValue(Plain(unit), out UnitConversion conversion))
            return conversion;
        string said = unit is null ? "does not say its unit" : $"is in '{unit}', which cannot be turned into {Of(modality)}";
        throw new InvalidDataException($"{where} {said}; if you know the unit, give --unit {modality.Info().Name}=UNIT " +
            $"({string.Join(", ", table.Keys.Take(4))}).");
    }

    private static Dictionary<string, UnitConversion>? TableOf(Modality modality) => ByUnit.GetValueOrDefault(modality.Info().Unit);

    private static Dictionary<string, UnitConversion> Table(params (string Unit, double Scale)[] units) =>
        units.ToDictionary(u => u.Unit, u => new UnitConversion(u.Scale));

    /// <summary>Normalises the spelling: one form of micro (U+00B5, U+03BC), one of squared, no surrounding space.</summary>
    private static string Plain(string unit) => unit.Trim().Replace('µ', 'u').Replace('μ', 'u').Replace('²', '2');
}
