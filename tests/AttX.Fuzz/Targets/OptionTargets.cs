using AttX.Options;
using AttX.Sweeps;

namespace AttX.Fuzz;

/// <summary>Files of options.</summary>
internal static class OptionTargets
{
    public static void Config(string path) => new OptionReader().GiveFile(path).Read();

    public static void Sweep(string path)
    {
        SweepFile file = SweepFile.Read(path);
        SweepPlan.Of(file.Name, file.Rows, reader =>
        {
            foreach ((string option, string text) in file.Base)
                reader.GiveDefault(option, text, path);
        }, file.Seeds.Count > 0 ? file.Seeds : [1]);
    }

    /// <summary>Reads the candidates of <c>--select</c>, whose errors the reader of options makes its own.</summary>
    public static void Select(string path) => new OptionReader().Give("select", path).Read();
}
