using AttX.Ground;

namespace AttX.Datasets.Files;

/// <summary>Paths that a dataset's own files name: they stay below the dataset's folder, and pass through no link.</summary>
internal static class InnerPath
{
    /// <summary>Splits a path written with slashes into its segments.</summary>
    /// <param name="text">The path; a slash at its end is left out.</param>
    /// <param name="where">What names it, for messages.</param>
    /// <exception cref="InvalidDataException">It would lead elsewhere.</exception>
    public static string[] Segments(string text, string where)
    {
        string[] segments = text.TrimEnd('/').Split('/');
        return !Path.IsPathRooted(text) && segments.All(s => s is not ("" or "." or "..") && s.AsSpan().IndexOfAny('\\', ':', '\0') < 0) ? segments
            : throw new InvalidDataException($"{where}: '{text}' must be a path below the folder, written with slashes and without '..'.");
    }

    /// <summary>Finds a file or folder.</summary>
    /// <exception cref="InvalidDataException">It is not there, would be elsewhere, or is a link or a pipe.</exception>
    public static string Resolve(string folder, string text, string where)
    {
        string path = folder;
        foreach (string segment in Segments(text, where))
        {
            path = Path.Combine(path, segment);
            if (!Path.Exists(path))
                throw new InvalidDataException($"{where}: there is no {text} in {folder}.");
            FolderTree.Require(Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path));
        }

        return path;
    }
}
