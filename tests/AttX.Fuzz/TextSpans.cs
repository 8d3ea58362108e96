namespace AttX.Fuzz;

/// <summary>Finds what stands in a text at or after a place, as far as a mutation needs it; an empty span where there is nothing.</summary>
internal static class TextSpans
{
    /// <summary>The next number.</summary>
    public static (int From, int To) Number(byte[] b, int at)
    {
        int from = at;
        while (from < b.Length && !char.IsAsciiDigit((char)b[from]))
            from++;
        int to = from;
        while (to < b.Length && (char.IsAsciiDigit((char)b[to]) || b[to] is (byte)'.' or (byte)'-' or (byte)'+' or (byte)'e' or (byte)'E'))
            to++;
        while (from > 0 && from < b.Length && (b[from - 1] is (byte)'-' or (byte)'.' || char.IsAsciiDigit((char)b[from - 1])))
            from--;
        return (from, to);
    }

    /// <summary>The next quoted text, list, object or cell.</summary>
    public static (int From, int To) Value(byte[] b, int at)
    {
        int from = at;
        while (from < b.Length && b[from] is not ((byte)'"' or (byte)'[' or (byte)'{' or (byte)','))
            from++;
        if (from >= b.Length)
            return (from, from);
        return b[from] switch
        {
            (byte)'"' => (from, After(b, from + 1, (byte)'"', (byte)'"')),
            (byte)'[' => (from, Balanced(b, from, (byte)'[', (byte)']')),
            (byte)'{' => (from, Balanced(b, from, (byte)'{', (byte)'}')),
            _ => (from + 1, After(b, from + 1, (byte)',', (byte)'\n') is var to && to > from + 1 && to <= b.Length ? to - 1 : from + 1),
        };
    }

    private static int After(byte[] b, int at, byte end, byte other)
    {
        while (at < b.Length && b[at] != end && b[at] != other)
            at++;
        return Math.Min(b.Length, at + 1);
    }

    private static int Balanced(byte[] b, int at, byte open, byte close)
    {
        int depth = 0;
        do
            depth += b[at] == open ? 1 : b[at] == close ? -1 : 0;
        while (++at < b.Length && depth > 0);
        return at;
    }
}
