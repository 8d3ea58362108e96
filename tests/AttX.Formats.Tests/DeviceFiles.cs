using AttX.Testing;

namespace AttX.Formats.Tests;

/// <summary>Real recordings of devices, which are no part of the repository.</summary>
internal static class DeviceFiles
{
    /// <summary>A file or folder; the test is skipped where it is absent.</summary>
    public static string PathOf(params string[] parts)
    {
        string path = Path.Combine([RealData.Folder ?? "", "device-formats", .. parts]);
        if (!Path.Exists(path))
            Assert.Skip($"No real recordings: device-formats/{string.Join('/', parts)} is not in the folder of real data.");
        return path;
    }
}
