using System.Globalization;
using System.Text;
using System.Text.Json;
using AttX.Cli.Bench;
using Spectre.Console;

namespace AttX.Cli.Views;

/// <summary>Prints a <see cref="Speed"/>.</summary>
internal static class SpeedView
{
    /// <summary>Prints a table, and what the expected times omit.</summary>
    public static void PrintTable(TextWriter writer, Speed speed)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        Table table = new Table().Border(TableBorder.Ascii2).AddColumn("This machine").AddColumn(new TableColumn("").RightAligned());
        table.AddRow("multiply-add peak of a core", Text($"{speed.FmaPeakGflops:0} GFLOP/s"));
        table.AddRow("kernels", Speed.Tier == "scalar" ? "scalar" : $"{Speed.Tier}-bit vectors");
        table.AddRow("training", Text($"{speed.TrainWindowsPerSecond:0.0} windows/s"));
        table.AddRow("training, share of the peak", Text($"{100 * speed.TrainShareOfPeak:0.0} %"));
        foreach ((int batch, double rate) in speed.InferenceWindowsPerSecond)
            table.AddRow($"inference, batch {batch}", Text($"{rate:0.0} windows/s"));
        table.AddRow("WESAD, leave-one-subject-out", Duration(speed.WesadSeconds));
        table.AddRow("the paper's 25 configurations", Duration(speed.PaperSeconds));
        console.Write(table);
        writer.WriteLine(Text($"Widths {string.Join(',', speed.Widths)}, {speed.Threads} network(s) at a time, batch {SpeedTest.Batch}, ") +
            Text($"windows of {SpeedTest.Length} samples, connection both at 1,2."));
        writer.WriteLine(Text($"The share counts the {speed.OperationsPerWindow / 1e6:0.0} million operations a window of direct convolutions and linear layers."));
        writer.WriteLine($"Expected times: 15 folds x 100 epochs on the other subjects' windows ({WesadCost.Windows} in all) with --workers " +
            $"{speed.Threads}; configurations by their number of operations; without reading and testing.");
    }

    /// <summary>Prints the same as JSON.</summary>
    public static void PrintJson(TextWriter writer, Speed speed)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("fmaPeakGflops", Math.Round(speed.FmaPeakGflops, 1));
            json.WriteNumber("trainWindowsPerSecond", Math.Round(speed.TrainWindowsPerSecond, 2));
            json.WriteNumber("trainShareOfPeak", Math.Round(speed.TrainShareOfPeak, 4));
            json.WriteStartObject("inferenceWindowsPerSecond");
            foreach ((int batch, double rate) in speed.InferenceWindowsPerSecond)
                json.WriteNumber(batch.ToString(CultureInfo.InvariantCulture), Math.Round(rate, 2));
            json.WriteEndObject();
            json.WriteString("tier", Speed.Tier);
            json.WriteNumber("threads", speed.Threads);
            json.WriteStartArray("widths");
            foreach (int width in speed.Widths)
                json.WriteNumberValue(width);
            json.WriteEndArray();
            json.WriteNumber("operationsPerTrainingWindow", speed.OperationsPerWindow);
            json.WriteNumber("expectedWesadSeconds", Math.Round(speed.WesadSeconds));
            json.WriteNumber("expectedPaperTableSeconds", Math.Round(speed.PaperSeconds));
            json.WriteEndObject();
        }

        writer.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static string Duration(double seconds) => seconds switch
    {
        < 90 => Text($"{seconds:0} s"),
        < 5400 => Text($"{seconds / 60:0} min"),
        _ => Text($"{seconds / 3600:0.0} h"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
