using System.CommandLine;
using AttX.Ground;

namespace AttX.Cli.Shell;

/// <summary>Files that commands write and must not destroy unless <c>--force</c> says so.</summary>
internal sealed class OutputFile
{
    private readonly Option<bool> _force = new("--force") { Description = "Replace a file that exists already" };

    /// <summary>Adds <c>--force</c> to a command.</summary>
    public OutputFile(Command command) => command.Options.Add(_force);

    /// <summary>Whether existing files may be replaced.</summary>
    public bool Force(ParseResult parsed) => parsed.GetValue(_force);

    /// <summary>Checks, before the work, that a file can be created, and does not exist yet unless it may be replaced.</summary>
    /// <exception cref="OptionsException">The file exists, is a folder, or its folder is missing.</exception>
    public string RequireFree(ParseResult parsed, string path, string option)
    {
        if (Directory.Exists(path))
            throw new OptionsException([$"{path}: is a folder. Choose another {option}."]);
        if (Path.Exists(path) && !Force(parsed))
            throw new OptionsException([$"{path}: exists already. Replace it with --force, or choose another {option}."]);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new OptionsException([$"{path}: the folder {folder} does not exist. Make it, or choose another {option}."]);
        return path;
    }
}
