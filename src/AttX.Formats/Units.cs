using AttX.Signals.Modalities;

namespace AttX.Formats;

/// <summary>A change of units: y = x · Scale + Offset, or y = Scale / x where a resistance becomes a conductance.</summary>
internal readonly record struct UnitConversion(double Scale, double Offset = 0, bool IsReciprocal = false)
{
    public void Apply(Span<double> samples)
    {
        if (this == new UnitConversion(1))
            return;
        foreach (ref double x in samples)
            x = !IsReciprocal ? x * Scale + Offset : x > 0 ? Scale / x : double.NaN;
    }
}

/// <summary>Known units and their conversions to the project's: mV, µS, °C, %, g. Other units are refused.</summary>
internal static class Units
{
    private static readonly Dictionary<string, UnitConversion> Voltage = Table(
        ("V", 1e3), ("mV", 1), ("uV", 1e-3), ("nV", 1e-6), ("v", 1e3), ("mv", 1), ("uv", 1e-3),
        ("volt", 1e3), ("millivolt", 1), ("microvolt", 1e-3), ("Volts", 1e3), ("volts", 1e3), ("mVolts", 1));

    /// <summary>Skin conductance; a resistance is turned into it, 1/R, and is nothing where it is not above 0.</summary>
    private static readonly Dictionary<string, UnitConversion> Conductance = new(Table(
        ("S", 1e6), ("mS", 1e3), ("uS", 1), ("nS", 1e-3), ("us", 1), ("siemens", 1e6), ("uSiemens", 1), ("usiemens", 1), ("microsiemens", 1), ("umho", 1)))
    {
        ["Ohm"] = Resistance(1),
        ["ohm"] = Resistance(1),
        ["Ohms"] = Resistance(1),
        ["ohms"] = Resistance(1),
        ["Ω"] = Resistance(1),
        ["kOhm"] = Resistance(1e3),
        ["kohm"] = Resistance(1e3),
        ["kOhms"] = Resistance(1e3),
        ["kohms"] = Resistance(1e3),
        ["kΩ"] = Resistance(1e3),
        ["MOhm"] = Resistance(1e6),
        ["Mohm"] = Resistance(1e6),
        ["MOhms"] = Resistance(1e6),
        ["MΩ"] = Resistance(1e6),
    };

    private static readonly Dictionary<string, UnitConversion> Temperature = new(
        Table(("°C", 1), ("C", 1), ("degC", 1), ("celsius", 1), ("Degrees Celsius", 1)))
    {
        ["°F"] = new(1 / 1.8, -32 / 1.8),
        ["degF"] = new(1 / 1.8, -32 / 1.8),
        ["K"] = new(1, -273.15),
    };

    private static readonly Dictionary<string, UnitConversion> Acceleration = Table(
        ("g", 1), ("mg", 1e-3), ("1/64 g", 1.0 / 64), ("m/s2", 1 / 9.80665), ("m/s^2", 1 / 9.80665), ("m/(s^2)", 1 / 9.80665));

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
    /// <param name="advice">What to do about it; null: to give the unit as an option.</param>
    /// <exception cref="InvalidDataException">The unit is unknown, or not this modality's.</exception>
    public static UnitConversion ToProject(Modality modality, string? unit, string where, string? advice = null)
    {
        if (TableOf(modality) is not { } table)
            return new UnitConversion(1);
        if (unit is not null && table.TryGetValue(Plain(unit), out UnitConversion conversion))
            return conversion;
        string said = unit is null ? "does not say its unit" : $"is in '{unit}', which cannot be turned into {Of(modality)}";
        throw new InvalidDataException($"{where} {said}; if you know the unit, {advice ?? $"give --unit {modality.Info().Name}=UNIT"} " +
            $"({string.Join(", ", table.Keys.Take(4))}).");
    }

    private static Dictionary<string, UnitConversion>? TableOf(Modality modality) => ByUnit.GetValueOrDefault(modality.Info().Unit);

    private static Dictionary<string, UnitConversion> Table(params (string Unit, double Scale)[] units) =>
        units.ToDictionary(u => u.Unit, u => new UnitConversion(u.Scale));

    /// <summary>µS of a resistance in units of so many ohms.</summary>
    private static UnitConversion Resistance(double ohms) => new(1e6 / ohms, IsReciprocal: true);

    /// <summary>Normalises the spelling: one form of micro (U+00B5, U+03BC), of ohm (U+03A9, U+2126) and of squared, no surrounding space.</summary>
    private static string Plain(string unit) =>
        unit.Trim().Replace('µ', 'u').Replace('μ', 'u').Replace('\u2126', 'Ω').Replace('²', '2');
}
