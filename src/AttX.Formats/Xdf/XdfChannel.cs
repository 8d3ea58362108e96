using System.Xml.Linq;

namespace AttX.Formats.Xdf;

/// <summary>One channel of a stream.</summary>
/// <param name="Name">Its label behind the stream's name.</param>
/// <param name="Label">Its label alone; empty if it has none.</param>
/// <param name="Type">What it carries, if its description says it.</param>
/// <param name="Unit">Its unit; empty if not given.</param>
internal sealed record XdfChannel(string Name, string Label, string Type, string Unit)
{
    /// <summary>From its description, which may be missing; its number from 1 then stands for the label.</summary>
    public static XdfChannel Of(XElement? description, int index, int count, string stream)
    {
        string label = XdfHeader.Text(description, "label"), number = FormattableString.Invariant($"{index + 1}");
        string name = count == 1 && label.Length == 0 ? stream : $"{stream}/{(label.Length > 0 ? label : number)}";
        return new XdfChannel(name, label, XdfHeader.Text(description, "type"), Plain(XdfHeader.Text(description, "unit")));
    }

    /// <summary>Units as LSL's conventions spell them out: "microvolts".</summary>
    private static string Plain(string unit) => unit.ToUpperInvariant() switch
    {
        "VOLTS" => "V",
        "MILLIVOLTS" => "mV",
        "MICROVOLTS" => "uV",
        "MICROSIEMENS" => "uS",
        _ => unit,
    };
}
