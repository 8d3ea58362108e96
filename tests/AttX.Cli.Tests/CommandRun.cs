using System.Diagnostics;
using AttX.Datasets;

namespace AttX.Cli.Tests;

/// <summary>What a run of the command printed and how it ended.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    private static string Executable => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "attx.exe" : "attx");

    /// <summary>Lines of the error stream.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Lines of the output.</summary>
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs it in this process.</summary>
    public static CommandRun Of(params string[] args) => Fed(Stream.Null, args);

    /// <summary>Runs it in this process with something on its standard input.</summary>
    public static CommandRun Fed(Stream input, params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = Verbs.Run(new App(output, error, errorIsTerminal: false) { Input = input }, args);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs it in this process with other kinds of datasets.</summary>
    public static CommandRun With(DatasetCatalogue datasets, params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = Verbs.Run(new App(output, error, errorIsTerminal: false) { Datasets = datasets }, args);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Starts it as a process.</summary>
    public static Process Start(string folder, params string[] args) => Process.Start(StartInfo(folder, args))!;

    /// <summary>Starts it as a process with a variable of the environment set.</summary>
    public static Process Start(string folder, (string Name, string Value) variable, params string[] args)
    {
        ProcessStartInfo start = StartInfo(folder, args);
        start.Environment[variable.Name] = variable.Value;
        return Process.Start(start)!;
    }

    /// <summary>Runs it as a process with an environment variable of its own.</summary>
    public static CommandRun With(string variable, string value, params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(Executable, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [variable] = value },
        })!;
        return Await(process);
    }

    /// <summary>Waits for a process to end.</summary>
    public static CommandRun Await(Process process)
    {
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandRun(process.ExitCode, output, error.Result);
    }

    private static ProcessStartInfo StartInfo(string folder, string[] args) => new(Executable, args)
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
