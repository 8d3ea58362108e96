using AttX.Signals;

namespace AttX.Evaluation;

/// <summary>An estimate for people to act on.</summary>
/// <param name="Class">Index of the class; null: uncertain.</param>
/// <param name="Probabilities">One per class.</param>
public readonly record struct ActedEstimate(int? Class, float[] Probabilities);

/// <summary>
/// Postprocesses the estimates of one session, in order of time: the one place for live sessions and recordings, so that both are the same to the bit. Not
/// thread-safe.
/// </summary>
/// <param name="options">What is done.</param>
/// <param name="spec">How windows are cut.</param>
/// <param name="positive">Index of the class that raises alarms.</param>
public sealed class Postprocessor(Postprocessing options, WindowSpec spec, int positive)
{
    private readonly long _memory = options.SmoothSamples(spec);
    private readonly Queue<(long Start, double[] Logarithms)> _past = new();
    private readonly AlarmCourse _alarm = new();

    /// <summary>Whether there is an alarm after the last window; null if none is asked for. A window without an estimate changes nothing.</summary>
    public bool? IsAlarm => options.Alarm == null ? null : _alarm.IsOn;

    /// <summary>Takes a window's estimate.</summary>
    /// <param name="start">The window's first sample, at the windows' rate; later than any before.</param>
    /// <param name="predicted">Index of the model's class.</param>
    /// <param name="probabilities">The model's probabilities, one per class.</param>
    public ActedEstimate Add(long start, int predicted, float[] probabilities)
    {
        if (_memory > 0)
        {
            probabilities = Smooth(start, probabilities);
            predicted = probabilities.IndexOf(probabilities.Max());
        }

        if (options.Alarm is { } levels)
            _alarm.Next(probabilities[positive] >= levels.On, probabilities[positive] < levels.Off);
        return new ActedEstimate(probabilities.Max() >= options.Abstain ? predicted : null, probabilities);
    }

    /// <summary>Forgets all windows, as at a session's start.</summary>
    public void Reset()
    {
        _past.Clear();
        _alarm.Next(raises: false, ends: true);
    }

    /// <summary>Smooths the predictions of one session.</summary>
    /// <param name="predictions">The predictions, in order of time.</param>
    /// <param name="smoothSeconds">Time to smooth over; 0: none.</param>
    /// <param name="spec">How windows are cut.</param>
    /// <param name="positive">Index of the positive class.</param>
    public static Predictions Smooth(Predictions predictions, double smoothSeconds, WindowSpec spec, int positive)
    {
        var postprocessor = new Postprocessor(new Postprocessing { SmoothSeconds = smoothSeconds }, spec, positive);
        return predictions with
        {
            Items = [.. predictions.Items.Select(p => (Own: p, Acted: postprocessor.Add(
                (long)Math.Round(p.StartSeconds * spec.SamplingRateHz), p.Predicted, [.. p.Probabilities]))).Select(p => p.Own with
            {
                Predicted = p.Acted.Class ?? p.Own.Predicted,
                Probabilities = p.Acted.Probabilities,
            })],
        };
    }

    /// <summary>Returns the softmax of the mean logarithms over the last windows: with two classes, what their mean log-odds say.</summary>
    private float[] Smooth(long start, float[] probabilities)
    {
        while (_past.TryPeek(out (long Start, double[]) oldest) && oldest.Start <= start - _memory)
            _past.Dequeue();
        _past.Enqueue((start, [.. probabilities.Select(p => Math.Log(Math.Max(p, ProbabilityScaling.Least)))]));
        double[] mean = [.. probabilities.Select((_, c) => _past.Average(w => w.Logarithms[c]))];
        double largest = mean.Max(), sum = mean.Sum(m => Math.Exp(m - largest));
        return [.. mean.Select(m => (float)(Math.Exp(m - largest) / sum))];
    }
}
