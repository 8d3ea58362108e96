using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AttX.Benchmarks.Peers;

/// <summary>
/// One side of a comparison (bench/peers/run.py): prepares its work, prints "ready", and for each line received does the work
/// once and prints one line of JSON: the seconds taken, the amount done, and the process's peak memory.
/// </summary>
internal static class Peer
{
    private const string Usage = """
        peer fma                                        the multiply-add peak of one core
        peer train WIDTHS WORKERS EPOCHS                epochs of 32 windows on so many networks at a time
        peer infer FOLDER BATCH ROUNDS                  the exported network on batches
        peer predict WIDTHS WINDOWS WORKERS             Predictor over many windows, shared among threads
        peer read PICKLE                                ECG, EDA and labels of a subject
        peer preprocess PICKLE                          windows of a subject that is in memory
        peer features PICKLE                            features of an hour of ECG and EDA, the subject's repeated
        peer export FOLDER WIDTHS                       model.safetensors and check.safetensors (inputs and outputs), then ends
        """;

    public static int Run(string[] args)
    {
        if (args is ["export", string into, string widths])
        {
            ExportedNetwork.Write(into, Widths(widths));
            return 0;
        }

        Func<PieceOfWork>? work = args switch
        {
            ["fma"] => Work.Fma(),
            ["train", string w, string workers, string epochs] => Work.Train(Widths(w), Number(workers), Number(epochs)),
            ["infer", string folder, string batch, string rounds] => Work.Infer(folder, Number(batch), Number(rounds)),
            ["predict", string w, string windows, string workers] => Work.Predict(Widths(w), Number(windows), Number(workers)),
            ["read", string pickle] => Work.Read(pickle),
            ["preprocess", string pickle] => Work.Preprocess(pickle),
            ["features", string pickle] => Work.Features(pickle),
            _ => null,
        };
        if (work == null)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        Serve(work);
        return 0;
    }

    private static void Serve(Func<PieceOfWork> work)
    {
        Console.WriteLine("{\"ready\":true}");
        while (Console.ReadLine() != null)
        {
            PieceOfWork done = work();
            using Process self = Process.GetCurrentProcess();
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                seconds = done.Seconds,
                work = done.Amount,
                check = done.Check,
                peakBytes = self.PeakWorkingSet64,
            }));
        }
    }

    private static int[] Widths(string text) => [.. text.Split(',').Select(Number)];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>Result of one piece of work.</summary>
/// <param name="Seconds">Time.</param>
/// <param name="Amount">Windows, subjects or, for the peak, operations.</param>
/// <param name="Check">A number that the peer's result must equal, where there is one.</param>
internal readonly record struct PieceOfWork(double Seconds, double Amount, double Check = 0);
