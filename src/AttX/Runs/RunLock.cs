using System.Text;
using AttX.Ground;

namespace AttX.Runs;

/// <summary>
/// Locks a run's folder for one process, or for several that share it: an open handle, which the system releases however the
/// process ends. The handle cannot be read by others, so a second file names the holder.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private const int WouldBlockOnLinux = 11, WouldBlockOnMac = 35, SharingViolationOnWindows = unchecked((int)0x80070020);

    private readonly FileStream _handle;
    private readonly string _holder;

    /// <summary>This process, as a lock names its holder.</summary>
    public static string Self => $"process {Environment.ProcessId} on {Environment.MachineName}";

    private RunLock(FileStream handle, string holder) => (_handle, _holder) = (handle, holder);

    /// <summary>Locks the folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="shared">Whether other processes may share it.</param>
    /// <exception cref="IOException">Another process holds it; the message names it.</exception>
    public static RunLock Take(string folder, bool shared = false)
    {
        string path = Path.Combine(folder, ".lock"), holder = Path.Combine(folder, ".lock-holder");
        FileStream? handle = null;
        try
        {
            handle = shared
                ? new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read)
                : new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            AtomicFile.Write(holder, stream => stream.Write(Encoding.UTF8.GetBytes(Self)));
            return new RunLock(handle, holder);
        }
        catch (IOException e) when (e.HResult is WouldBlockOnLinux or WouldBlockOnMac or SharingViolationOnWindows)
        {
            string who = File.Exists(holder) ? File.ReadAllText(holder) : "another process";
            throw new IOException($"{folder}: in use by {who}. Wait for it to end, or choose another --out.", e);
        }
        catch
        {
            handle?.Dispose(); // a full disk: the lock is not taken
            throw;
        }
    }

    /// <summary>
    /// Returns the exclusive holder of a folder, or null. Checking shares the lock briefly, which does not disturb other sharers.
    /// </summary>
    public static string? HolderOf(string folder)
    {
        string path = Path.Combine(folder, ".lock"), holder = Path.Combine(folder, ".lock-holder");
        if (!File.Exists(path))
            return null;
        try
        {
            using var look = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return null;
        }
        catch (IOException e) when (e.HResult is WouldBlockOnLinux or WouldBlockOnMac or SharingViolationOnWindows)
        {
            return File.Exists(holder) ? File.ReadAllText(holder) : "another process";
        }
    }

    /// <summary>Releases the lock. The lock file stays: deleting it could remove it under a process that has just opened it.</summary>
    public void Dispose()
    {
        File.Delete(_holder);
        _handle.Dispose();
    }
}
