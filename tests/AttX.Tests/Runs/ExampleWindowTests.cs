using AttX.Evaluation;
using AttX.Nn.Serialization;
using AttX.Runs;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Tests.Training;

namespace AttX.Tests.Runs;

public class ExampleWindowTests
{
    private static readonly WindowSet Windows = SyntheticWindows.Set("S", 5);

    // The true classes get 0.9, 0.2, 0.5, 0.2, 0.1.
    private static readonly Predictions Predicted = new("S", 2,
    [
        new Prediction(0, 0, 0, [0.9f, 0.1f]),
        new Prediction(1, 1, 0, [0.8f, 0.2f]),
        new Prediction(2, 1, 0, [0.5f, 0.5f]),
        new Prediction(3, 0, 1, [0.2f, 0.8f]),
        new Prediction(4, 0, 1, [0.1f, 0.9f]),
    ]);

    [Fact]
    public void The_most_wrong_come_first_and_of_equals_the_earlier()
    {
        IReadOnlyList<ExampleWindow> worst = ExampleWindow.MostWrong(Predicted, Windows, 3);
        Assert.Equal([4, 1, 3], worst.Select(w => w.StartSeconds));
        Assert.Equal([0, 1, 0], worst.Select(w => w.Label));
        Assert.Equal([0.1f, 0.2f, 0.2f], worst.Select(w => w.TrueClassProbability));
        Assert.Equal([Modality.Ecg, Modality.Eda], worst[1].Signals.Select(s => s.Modality));
        Assert.Equal(Windows.Signal(1, 1).ToArray(), worst[1].Signals[1].Signal);
    }

    [Fact]
    public void Fewer_windows_give_fewer_examples() => Assert.Equal(5, ExampleWindow.MostWrong(Predicted, Windows, 9).Count);

    [Fact]
    public void Examples_survive_writing_and_reading()
    {
        IReadOnlyList<ExampleWindow> written = ExampleWindow.MostWrong(Predicted, Windows, 3), read = ExampleWindow.Read(new MemoryStream(Bytes(written)));
        Assert.Equal(written.Select(w => (w.StartSeconds, w.Label, w.TrueClassProbability)), read.Select(w => (w.StartSeconds, w.Label, w.TrueClassProbability)));
        Assert.Equal(written.SelectMany(w => w.Signals.Select(s => s.Modality)), read.SelectMany(w => w.Signals.Select(s => s.Modality)));
        Assert.Equal(written.SelectMany(w => w.Signals.SelectMany(s => s.Signal)), read.SelectMany(w => w.Signals.SelectMany(s => s.Signal)));
    }

    [Fact]
    public void The_file_names_its_tensors_by_modality()
    {
        SafeTensorsFile file = SafeTensors.Read(new MemoryStream(Bytes(ExampleWindow.MostWrong(Predicted, Windows, 2))));
        Assert.Equal(["ecg (2, 64)", "eda (2, 64)"], file.Tensors.Select(t => $"{t.Name} ({string.Join(", ", t.Shape)})"));
    }

    [Fact]
    public void Other_files_are_refused()
    {
        SafeTensorsFile file = SafeTensors.Read(new MemoryStream(Bytes(ExampleWindow.MostWrong(Predicted, Windows, 2))));
        Assert.Contains("not a file of example windows", Refusal(file with { Metadata = new Dictionary<string, string>() }));
        Assert.Contains("not a file of example windows", Refusal(file with { Metadata = new Dictionary<string, string> { ["attx.examples"] = "[1]" } }));
        Assert.Contains("must be ecg", Refusal(file with { Tensors = [file.Tensors[0] with { Name = "head" }] }));
        Assert.Contains("do not hold 2 windows", Refusal(file with { Tensors = [file.Tensors[0] with { Shape = [128] }] }));
    }

    private static string Refusal(SafeTensorsFile file)
    {
        using MemoryStream stream = new();
        SafeTensors.Write(stream, file.Tensors, file.Metadata);
        stream.Position = 0;
        return Assert.Throws<InvalidDataException>(() => ExampleWindow.Read(stream)).Message;
    }

    private static byte[] Bytes(IReadOnlyList<ExampleWindow> windows)
    {
        using MemoryStream stream = new();
        ExampleWindow.Write(stream, windows);
        return stream.ToArray();
    }
}
