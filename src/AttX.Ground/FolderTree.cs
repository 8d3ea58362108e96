using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AttX.Ground;

/// <summary>
/// Checks folders of untrusted origin: a link in one would cause files elsewhere to be read or overwritten, and a pipe
/// would block without end.
/// </summary>
public static class FolderTree
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>Checks that everything below a folder is a regular file or a folder.</summary>
    /// <param name="folder">The folder; it may be missing.</param>
    /// <param name="concerns">Selects the folder's entries to check, by name.</param>
    /// <param name="but">Name of folders whose contents are not checked.</param>
    /// <exception cref="InvalidDataException">An entry is a link, a pipe or a socket; the message names it.</exception>
    public static void Require(string folder, Func<string, bool> concerns, string? but = null)
    {
        if (!Directory.Exists(folder))
            return;
        var waiting = new Stack<FileSystemInfo>(new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Everything).Where(e => concerns(e.Name)));
        while (waiting.TryPop(out FileSystemInfo? entry))
        {
            Require(entry);
            if (entry is DirectoryInfo inner && entry.Name != but)
                foreach (FileSystemInfo below in inner.EnumerateFileSystemInfos("*", Everything))
                    waiting.Push(below);
        }
    }

    /// <summary>Checks that one entry is a regular file or a folder.</summary>
    /// <exception cref="InvalidDataException">It is a link, a pipe or a socket; the message names it.</exception>
    public static void Require(FileSystemInfo entry)
    {
        if (entry.LinkTarget != null)
            throw Refused(entry, "a link");
        if (entry is FileInfo && !IsRegular(entry.FullName))
            throw Refused(entry, "no regular file");
    }

    /// <summary>Checks a name from a run's file that is part of a path.</summary>
    /// <exception cref="InvalidDataException">It would lead elsewhere.</exception>
    public static string Segment(string name) =>
        name.Length > 0 && name is not ("." or "..") && name.AsSpan().IndexOfAny('/', '\\', '\0') < 0 && !Path.IsPathRooted(name) ? name
            : throw new InvalidDataException($"'{name}' is not the name of a file or a folder: the run's files are damaged, or not a run's.");

    private static InvalidDataException Refused(FileSystemInfo entry, string what) => new(
        $"{entry.FullName}: is {what}, and this folder may hold regular files and folders only. Replace it by what it stands for, or remove it.");

    /// <summary>Checks that a file given by name, perhaps through a link, is a regular one: a pipe or a device would be read without end.</summary>
    /// <exception cref="InvalidDataException">It is another; the message names it.</exception>
    public static void RequireRegular(string path)
    {
        if (File.Exists(path) && !IsRegular(path))
            throw new InvalidDataException($"{path}: is no regular file. Copy its content to one.");
    }

    /// <summary>
    /// Checks that a file is seekable and no longer than it says. Opens it without blocking, as a pipe would until it has a writer.
    /// </summary>
    private static bool IsRegular(string path)
    {
        if (OperatingSystem.IsWindows())
            return true;
        const int readOnly = 0, unavailable = 6, unavailableOnMac = 102; // ENXIO and EOPNOTSUPP: a socket
        using var handle = new SafeFileHandle(Open(path, readOnly | (OperatingSystem.IsMacOS() ? 0x4 : 0x800)), ownsHandle: true);
        if (handle.IsInvalid)
            return Marshal.GetLastPInvokeError() is not (unavailable or unavailableOnMac); // gone, or not ours: for the reader to say
        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        return stream.CanSeek && (stream.Length > 0 || stream.Read(stackalloc byte[1]) == 0); // a device has no length, but content
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
