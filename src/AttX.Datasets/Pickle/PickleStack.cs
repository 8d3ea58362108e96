using System.Runtime.InteropServices;

namespace AttX.Datasets.Pickle;

/// <summary>The machine's stack, and predictions of the next value from it.</summary>
internal sealed class PickleStack
{
    /// <summary>A recording needs about 30; predictions on a higher stack would only cost time.</summary>
    private const int MaxGuessed = 1000;

    private readonly List<object> _items = [];

    public int Count => _items.Count;

    public void Push(object value) => _items.Add(value);

    /// <summary>The topmost value, or null where there is none (an empty stack, or a MARK).</summary>
    public object? Peek() => _items.Count > 0 && _items[^1] != PickleOpaque.Mark ? _items[^1] : null;

    /// <summary>Removes the topmost value; null where there is none.</summary>
    public object? Pop()
    {
        object? top = Peek();
        if (top != null)
            _items.RemoveAt(_items.Count - 1);
        return top;
    }

    /// <summary>Removes everything above the last MARK, and the MARK; null where there is none.</summary>
    public object[]? PopToMark()
    {
        int mark = _items.LastIndexOf(PickleOpaque.Mark);
        if (mark < 0)
            return null;
        object[] values = [.. CollectionsMarshal.AsSpan(_items)[(mark + 1)..]];
        _items.RemoveRange(mark, _items.Count - mark);
        return values;
    }

    /// <summary>
    /// Predicts where the next value will end: the keys of the dicts under construction, joined by '/'. A dict's
    /// key is always on the stack before its value. It is a guess: a finished dict that is not yet stored anywhere and one
    /// under construction look alike; the document's second pass corrects a wrong guess.
    /// </summary>
    public string GuessPath()
    {
        List<string> keys = [];
        if (_items.Count > MaxGuessed)
            return "";
        for (int i = 0; i < _items.Count && _items[i] is PickleDict;)
        {
            int key = i + 1;
            if (key < _items.Count && _items[key] == PickleOpaque.Mark)
                for (key++; key + 2 < _items.Count && IsFinished(_items[key + 1], _items[key + 2]); key += 2) { }
            if (key >= _items.Count || _items[key] is not PickleBytes { Data: not null } text)
                break;
            keys.Add(text.Text);
            i = key + 1;
        }
        return string.Join('/', keys);
    }

    /// <summary>
    /// Predicts the length in bytes of the next string, if it is the last item of an array's state
    /// (version, shape, dtype, is_fortran, bytes), perhaps inside _codecs.encode(…); -1 if it is not.
    /// </summary>
    public long ExpectedPayloadBytes()
    {
        int last = _items.Count - 1;
        if (last >= 0 && _items[last] == PickleOpaque.Mark)
            last--;
        if (last >= 0 && _items[last] is PickleGlobal)
            last--;
        return last >= 2 && _items[last] is bool or long && _items[last - 1] is PickleDType dtype && _items[last - 2] is object[] shape
            ? ArrayBuilder.ByteCount(shape, dtype)
            : -1;
    }

    private static bool IsFinished(object value, object next) =>
        next is PickleBytes && value is not (PickleGlobal or PickleDict { IsEmpty: true });
}
