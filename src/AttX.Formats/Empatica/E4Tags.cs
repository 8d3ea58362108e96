using AttX.Formats.Csv;
using AttX.Formats.Text;
using AttX.Signals;

namespace AttX.Formats.Empatica;

/// <summary>The moments at which the wearer pressed the button: a line each, in Unix time or as a date.</summary>
internal static class E4Tags
{
    private const int MaxTags = 100_000;

    /// <summary>Reads them, in seconds of Unix time. Damage is a note and no error: the signals are whole.</summary>
    public static IReadOnlyList<Event> Read(TextSource source, List<string> notes)
    {
        List<Event> tags = [];
        try
        {
            foreach (DelimitedText row in DelimitedText.Rows(source, ',', skip: 0, width: 1))
            {
                if (tags.Count == MaxTags)
                    throw new InvalidDataException($"{source.Name} has more than {MaxTags} tags.");
                tags.Add(new Event(Moment(row), "tag"));
            }
        }
        catch (InvalidDataException e)
        {
            notes.Add($"Tags from there on are not used: {e.Message}");
        }

        tags.RemoveAll(t => !double.IsFinite(t.Seconds));
        return [.. tags.OrderBy(t => t.Seconds)];
    }

    /// <summary>The moment that a row's first field names, in seconds of Unix time; NaN if it is empty.</summary>
    /// <exception cref="InvalidDataException">It is neither a number nor a date.</exception>
    public static double Moment(DelimitedText row) =>
        row.Field(0) is var text && TimeStamp.IsDate(text) ? TimeStamp.UnixSeconds(text) : row.Number(0);
}
