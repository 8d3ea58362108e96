using System.Globalization;
using System.Text;

namespace AttX.Datasets.Pickle;

/// <summary>
/// A restricted form of pickle's stack machine: it builds dicts, tuples, numbers, text and array descriptions, and refuses
/// every other opcode and name. Iterative, and bounded: memory grows with the bytes that arrive.
/// </summary>
internal sealed class PickleMachine(PickleInput input, PayloadChoice choice)
{
    /// <summary>Limit that no recording reaches: a WESAD file takes about 600. More would only fill the memory.</summary>
    private const int MaxOperations = 200_000;

    private const int MaxLineBytes = 4096;

    private readonly PickleStack _stack = new();
    private readonly Dictionary<long, object> _memo = [];
    private readonly ArrayBuilder _builder = new(input);
    private readonly StringReader _strings = new(input, choice);
    private long _offset;

    /// <summary>Runs to STOP.</summary>
    /// <returns>The pickled object.</returns>
    /// <exception cref="InvalidDataException">The pickle is truncated, corrupt, or requests something that is refused.</exception>
    public object Run()
    {
        for (int operations = 0; ; operations++)
        {
            _offset = input.Position;
            if (operations == MaxOperations)
                throw Corrupt($"has more than {MaxOperations} operations", "this is no recording");
            Opcode opcode = (Opcode)input.ReadByte();
            if (opcode == Opcode.Stop)
                return Pop();
            if (!Value(opcode) && !Container(opcode) && !Memo(opcode))
                throw Unknown(opcode);
        }
    }

    /// <summary>Handles opcodes that push a value: numbers, text and names.</summary>
    private bool Value(Opcode opcode)
    {
        object? value = opcode switch
        {
            Opcode.None => PickleOpaque.None,
            Opcode.NewTrue => true,
            Opcode.NewFalse => false,
            Opcode.Int => Integer(Line()),
            Opcode.Long => Integer(Line().TrimEnd('L')),
            Opcode.BinInt => (long)(int)input.ReadUInt32(),
            Opcode.BinInt1 => (long)input.ReadByte(),
            Opcode.BinInt2 => (long)BitConverter.ToUInt16(input.Read(2)),
            Opcode.Long1 => LongInteger(input.ReadByte()),
            Opcode.Long4 => LongInteger(input.ReadUInt32()),
            Opcode.Float => Float(Line()),
            Opcode.BinFloat => Float(input.Read(8)),
            Opcode.Global => _builder.Global(_offset, Line(), Line()),
            Opcode.StackGlobal => StackGlobal(),
            Opcode.Reduce => Reduce(),
            _ => _strings.TryRead(opcode, _offset, _stack),
        };
        if (value is null)
            return false;
        _stack.Push(value);
        return true;
    }

    /// <summary>Handles tuples, dicts, lists and states.</summary>
    private bool Container(Opcode opcode)
    {
        switch (opcode)
        {
            case Opcode.Mark: _stack.Push(PickleOpaque.Mark); break;
            case Opcode.EmptyTuple: _stack.Push(Array.Empty<object>()); break;
            case Opcode.Tuple1: _stack.Push(new[] { Pop() }); break;
            case Opcode.Tuple2: _stack.Push(PopTuple(2)); break;
            case Opcode.Tuple3: _stack.Push(PopTuple(3)); break;
            case Opcode.Tuple: _stack.Push(PopToMark()); break;
            case Opcode.EmptyDict: _stack.Push(new PickleDict()); break;
            case Opcode.Dict: _stack.Push(SetItems(new PickleDict(), PopToMark())); break;
            case Opcode.SetItem: object[] pair = PopTuple(2); SetItems(Top<PickleDict>(), pair); break;
            case Opcode.SetItems: object[] pairs = PopToMark(); SetItems(Top<PickleDict>(), pairs); break;
            case Opcode.EmptyList: _stack.Push(new PickleList()); break;
            case Opcode.List: PopToMark(); _stack.Push(new PickleList()); break;
            case Opcode.Append: Pop(); Top<PickleList>(); break;
            case Opcode.Appends: PopToMark(); Top<PickleList>(); break;
            case Opcode.Build: object state = Pop(); _stack.Push(_builder.Build(_offset, Pop(), state)); break;
            case Opcode.Pop: if (_stack.Pop() is null) PopToMark(); break;
            case Opcode.PopMark: PopToMark(); break;
            case Opcode.Dup: _stack.Push(Top<object>()); break;
            default: return false;
        }
        return true;
    }

    /// <summary>Handles the memo, by index (a dictionary: a huge index costs nothing), and opcodes that only frame the stream.</summary>
    private bool Memo(Opcode opcode)
    {
        switch (opcode)
        {
            case Opcode.Put: _memo[Integer(Line()) is long put ? put : -1] = Top<object>(); break;
            case Opcode.BinPut: _memo[input.ReadByte()] = Top<object>(); break;
            case Opcode.LongBinPut: _memo[input.ReadUInt32()] = Top<object>(); break;
            case Opcode.Memoize: _memo[_memo.Count] = Top<object>(); break;
            case Opcode.Get: _stack.Push(Remembered(Integer(Line()) is long get ? get : -1)); break;
            case Opcode.BinGet: _stack.Push(Remembered(input.ReadByte())); break;
            case Opcode.LongBinGet: _stack.Push(Remembered(input.ReadUInt32())); break;
            case Opcode.Proto: Protocol(input.ReadByte()); break;
            case Opcode.Frame: Frame(input.ReadInt64()); break;
            case Opcode.ReadOnlyBuffer: Top<PickleBytes>(); break;
            default: return false;
        }
        return true;
    }

    private object Remembered(long index) =>
        _memo.TryGetValue(index, out object? value) ? value : throw Corrupt($"recalls memo {index}, which was never stored,");

    private void Protocol(byte version)
    {
        if (version > 5)
            throw Corrupt($"has protocol {version}", "protocols 0 to 5 are known");
    }

    private void Frame(long bytes)
    {
        if (bytes < 0 || bytes > input.Remaining)
            throw Corrupt($"claims a frame of {(ulong)bytes} bytes, but {input.Remaining} follow,");
    }

    private object Reduce()
    {
        object[] arguments = Pop() as object[] ?? throw Corrupt("calls a name without a tuple of arguments");
        return _builder.Reduce(_offset, Pop() as PickleGlobal ?? throw Corrupt("calls something that is no name"), arguments);
    }

    private PickleGlobal StackGlobal() =>
        PopTuple(2) is [PickleBytes { Data: not null } module, PickleBytes { Data: not null } name]
            ? _builder.Global(_offset, module.Text, name.Text)
            : throw Corrupt("names something with what is no text");

    private PickleDict SetItems(PickleDict dict, object[] pairs)
    {
        if (pairs.Length % 2 != 0)
            throw Corrupt("has a key without a value");
        for (int i = 0; i < pairs.Length; i += 2)
            dict.Set(pairs[i], pairs[i + 1]);
        return dict;
    }

    private object Integer(string text) => text switch
    {
        "00" => false,
        "01" => true,
        _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw Corrupt("has a number that is none, or has more than 64 bits,"),
    };

    private object LongInteger(long bytes)
    {
        if (bytes > 8)
            throw Corrupt($"has an integer of {bytes} bytes", "no recording needs more than 8");
        long value = 0;
        ReadOnlySpan<byte> digits = input.Read((int)bytes);
        for (int i = digits.Length - 1; i >= 0; i--)
            value = i == digits.Length - 1 ? (sbyte)digits[i] : (value << 8) | digits[i];
        return value;
    }

    private object Float(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || text is "inf" or "-inf" or "nan"
            ? PickleOpaque.Float
            : throw Corrupt("has a number that is none");

    private static PickleOpaque Float(ReadOnlySpan<byte> _) => PickleOpaque.Float;

    private string Line() => Encoding.Latin1.GetString(input.ReadLine(MaxLineBytes).TrimEnd((byte)'\r'));

    private object Pop() => _stack.Pop() ?? throw Corrupt("takes a value where there is none");

    private object[] PopToMark() => _stack.PopToMark() ?? throw Corrupt("lacks a MARK");

    private object[] PopTuple(int count)
    {
        object[] items = new object[count];
        while (count > 0)
            items[--count] = Pop();
        return items;
    }

    private T Top<T>() where T : class => _stack.Peek() as T ?? throw Corrupt("has the wrong kind of value for its opcode");

    private InvalidDataException Unknown(Opcode opcode)
    {
        if (opcode == Opcode.Inst)
            _builder.Global(_offset, Line(), Line());
        if (Enum.IsDefined(opcode))
            return _builder.Refused(_offset, $"opcode {opcode.ToString().ToUpperInvariant()}");
        return Corrupt($"has the unknown opcode 0x{(byte)opcode:x2}", _offset == 0 ? "this is no pickle" : "the file is damaged");
    }

    private InvalidDataException Corrupt(string what, string why = "") => input.Corrupt(_offset, what, why);
}
