using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using AttX.Classical.Learning;
using AttX.Classical.Table;

namespace AttX.Benchmarks.Peers;

/// <summary>
/// Our side of bench/peers/learners.py: reads a matrix, and for each line, a learner with its options, fits it to the first half of the rows,
/// scores it on the other half, and prints the seconds of both and the accuracy.
/// </summary>
internal static class LearnerTimes
{
    public static int Run(string[] args)
    {
        if (args is not [string path, string columnsText])
        {
            Console.Error.WriteLine("learners MATRIX COLUMNS   doubles, row by row, the last of each row its class");
            return 2;
        }

        int columns = int.Parse(columnsText, CultureInfo.InvariantCulture);
        double[] content = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(path)).ToArray();
        var table = new Samples(content, columns + 1);
        Samples values = table.OfColumns([.. Enumerable.Range(0, columns)]);
        int[] labels = [.. Enumerable.Range(0, table.Rows).Select(r => (int)table[r][columns])];
        int half = table.Rows / 2;
        var training = new TrainingSet(values.OfRows([.. Enumerable.Range(0, half)]), labels[..half], labels.Max() + 1);
        while (Console.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            ILearner learner = LearnerTable.Find(words[0]).Create(words[1..].Select(w => w.Split('=')).ToDictionary(w => w[0], w => w[1]));
            long start = Stopwatch.GetTimestamp();
            IFittedClassifier fitted = learner.Fit(training, seed: 1);
            double fit = Stopwatch.GetElapsedTime(start).TotalSeconds;
            start = Stopwatch.GetTimestamp();
            double accuracy = Accuracy(fitted, values, labels, half, training.Classes);
            Console.WriteLine(JsonSerializer.Serialize(new { fit, predict = Stopwatch.GetElapsedTime(start).TotalSeconds, accuracy }));
        }

        return 0;
    }

    private static double Accuracy(IFittedClassifier fitted, Samples values, int[] labels, int first, int classes)
    {
        double[] scores = new double[classes];
        int right = 0;
        for (int r = first; r < labels.Length; r++)
        {
            fitted.Score(values[r], scores);
            right += scores.IndexOf(scores.Max()) == labels[r] ? 1 : 0;
        }

        return (double)right / (labels.Length - first);
    }
}
