using System.ComponentModel;
using System.Diagnostics;

namespace AttX.Cli.Shell;

/// <summary>The system's browser.</summary>
internal static class Browser
{
    /// <summary>Shows a file, without waiting for it to be read. False where nothing could be started.</summary>
    public static bool Open(string path)
    {
        string file = Path.GetFullPath(path);
        ProcessStartInfo start = OperatingSystem.IsWindows() ? new ProcessStartInfo(file) { UseShellExecute = true }
            : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [file]) { RedirectStandardError = true, RedirectStandardOutput = true };
        try
        {
            using Process? process = Process.Start(start);
            return process == null || !process.WaitForExit(TimeSpan.FromSeconds(2)) || process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
