namespace AttX.Architecture.Tests;

/// <summary>Fails a test with everything that it found, a line each: a collection's own message shows the first few, and those cut short.</summary>
internal static class Findings
{
    public static void RequireNone(IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        Assert.True(all.Length == 0, string.Join('\n', all));
    }
}
