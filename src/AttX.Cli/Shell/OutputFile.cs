using AttX.Ground;

namespace AttX.Cli.Shell;

/// <summary>Files that commands write and must not destroy.</summary>
internal static class OutputFile
{
    /// <summary>Checks, before the work, that nothing stands where a file is to be written, and that it can stand there.</summary>
    /// <exception cref="OptionsException">Something does, or the folder is missing.</exception>
    public static string RequireFree(string path, string option)
    {
        if (Path.Exists(path))
            throw new OptionsException([$"{path}: exists already. Move it away, or choose another {option}."]);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new OptionsException([$"{path}: the folder {folder} does not exist. Make it, or choose another {option}."]);
        return path;
    }
}
