using System.Runtime.InteropServices;
using AttX.Cli;
using AttX.Cli.Shell;
using Microsoft.Win32.SafeHandles;

using var stop = new CancellationTokenSource();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
PosixSignalRegistration? tooLarge = OperatingSystem.IsWindows() ? null : IgnoreFileSizeSignal();
App app = new(Output(), Console.Error, errorIsTerminal: !Console.IsErrorRedirected)
{
    OutputIsTerminal = !Console.IsOutputRedirected,
    Input = Console.OpenStandardInput(),
};
int code = Verbs.Run(app, args, stop.Token);
GC.KeepAlive(tooLarge);
return code;

// The first signal stops in an orderly way; a second one ends the process, as signals do.
void Stop(PosixSignalContext context)
{
    context.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

// A file that reaches the limit of its size shall be an error that names it, not the process's end. Never disposed: the
// signal is handled on a thread of its own, perhaps only while the process ends.
static PosixSignalRegistration IgnoreFileSizeSignal()
{
    const int fileSizeExceeded = 25;
    return PosixSignalRegistration.Create((PosixSignal)fileSizeExceeded, context => context.Cancel = true);
}

// The console's own writer hides that nobody reads a pipe any more, and a stream would go on for ever.
static TextWriter Output()
{
    if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        return Console.Out;
    try
    {
        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.Out : new StreamWriter(pipe) { AutoFlush = true };
    }
    catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
    {
        return Console.Out; // there is no output
    }
}
