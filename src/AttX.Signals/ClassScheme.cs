namespace AttX.Signals;

/// <summary>Which states are told apart. Class indices follow network.md: 0 non-stress, 1 stress; or baseline, stress, amusement.</summary>
public sealed class ClassScheme
{
    private readonly int[] _classOf;

    private ClassScheme(string[] names, int baseline, int stress, int amusement)
    {
        Names = names;
        _classOf = [-1, baseline, stress, amusement];
    }

    /// <summary>Non-stress (baseline and amusement) against stress: the paper's task.</summary>
    public static ClassScheme Binary { get; } = new(["non-stress", "stress"], 0, 1, 0);

    /// <summary>Baseline, stress and amusement apart.</summary>
    public static ClassScheme ThreeClass { get; } = new(["baseline", "stress", "amusement"], 0, 1, 2);

    /// <summary>Class names by class index.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of classes.</summary>
    public int Count => Names.Count;

    /// <summary>The scheme with this many classes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Neither 2 nor 3.</exception>
    public static ClassScheme Of(int classes) => classes switch
    {
        2 => Binary,
        3 => ThreeClass,
        _ => throw new ArgumentOutOfRangeException(nameof(classes), classes, "There are schemes of 2 and of 3 classes."),
    };

    /// <summary>The class of a state, or -1 if the state is not used.</summary>
    public int IndexOf(AffectiveState state) => (int)state < _classOf.Length ? _classOf[(int)state] : -1;

    /// <summary>Whether windows of this state are used.</summary>
    public bool Uses(AffectiveState state) => IndexOf(state) >= 0;
}
