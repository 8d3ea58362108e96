using AttX.Models;

namespace AttX.Training;

/// <summary>Class probabilities of windows, with running statistics (inference mode).</summary>
public static class Predictor
{
    /// <summary>Probabilities, windows × classes, row by row.</summary>
    public static float[] Probabilities(AttXNet net, LabelledWindows windows) => throw new NotImplementedException();
}
