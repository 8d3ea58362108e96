// Stand-in so that the commands run; delete when AttX.Signals.Datasets.Synthetic arrives.
using System.Globalization;

namespace AttX.Signals.Datasets.Synthetic;

/// <summary>Writes what the stand-in of WesadSource reads.</summary>
public static class SyntheticCohort
{
    /// <summary>Writes DIR/S2/S2.pkl and so on.</summary>
    public static void Write(string folder, int subjects, double minutes, int seed, Action<string>? subjectWritten, CancellationToken cancellation)
    {
        for (int i = 0; i < subjects; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            string subject = $"S{i + 2}";
            Directory.CreateDirectory(Path.Combine(folder, subject));
            File.WriteAllText(Path.Combine(folder, subject, subject + ".pkl"), string.Create(CultureInfo.InvariantCulture, $"stub {seed * 1000 + i} {minutes} all"));
            subjectWritten?.Invoke(subject);
        }
    }
}
