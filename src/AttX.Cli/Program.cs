using System.Runtime.InteropServices;
using AttX.Cli;

using var stop = new CancellationTokenSource();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
PosixSignalRegistration? tooLarge = OperatingSystem.IsWindows() ? null : IgnoreFileSizeSignal();
int code = new App(Console.Out, Console.Error, errorIsTerminal: !Console.IsErrorRedirected).Run(args, stop.Token);
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
