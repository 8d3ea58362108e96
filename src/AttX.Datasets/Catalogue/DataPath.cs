using AttX.Ground;

namespace AttX.Datasets.Catalogue;

/// <summary>The path of a dataset, and a short name for it among others.</summary>
/// <param name="Name">The name: letters, digits, - and _.</param>
/// <param name="Path">The path.</param>
public sealed record DataPath(string Name, string Path)
{
    private const int MaximumLength = 40;

    /// <summary>
    /// Parses paths, each alone or as <c>NAME=PATH</c>. Without a name, a dataset is called like its file or folder, in lower case; of several
    /// called alike, the second gets a 2.
    /// </summary>
    /// <exception cref="OptionsException">A name or a path stands there twice.</exception>
    public static IReadOnlyList<DataPath> Of(IReadOnlyList<string> texts)
    {
        var paths = new List<DataPath>();
        foreach (string text in texts)
        {
            (string? given, string path) = Parts(text);
            if (paths.FirstOrDefault(p => Same(p.Path, path)) is { } twice)
                throw new OptionsException([$"{path}: the same data as {twice.Path}. Name each dataset once; leave-one-subject-out tests inside one."]);
            string name = given ?? NameOf(path), free = name;
            for (int n = 2; given == null && paths.Any(p => p.Name == free); n++)
                free = $"{name}-{n}";
            if (given != null && paths.Any(p => p.Name == given))
                throw new OptionsException([$"{text}: another dataset is called {given}. Choose another name."]);
            paths.Add(new DataPath(free, path));
        }

        return paths;
    }

    private static (string? Name, string Path) Parts(string text) =>
        text.Split('=', 2) is [var name, { Length: > 0 } path] && CombinedDataset.IsName(name) && !System.IO.Path.Exists(text) ? (name, path) : (null, text);

    private static bool Same(string first, string second) => Full(first) == Full(second);

    private static string Full(string path) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    private static string NameOf(string path)
    {
        string name = string.Concat(System.IO.Path.GetFileNameWithoutExtension(Full(path)).ToLowerInvariant()
            .Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')).Trim('-');
        return name.Length == 0 ? "data" : name[..Math.Min(name.Length, MaximumLength - 3)];
    }
}
