using AttX.Training;

namespace AttX.Tests.Training;

public class SensorDropoutTests
{
    [Theory]
    [InlineData(2, 0.3)]
    [InlineData(4, 0.5)]
    [InlineData(3, 0.999)]
    public void Each_sensor_is_hidden_as_often_as_asked_and_one_always_stays(int sensors, double probability)
    {
        const int Windows = 20_000;
        SensorDropout dropout = new(probability, seed: 7, epoch: 1);
        bool[] present = new bool[sensors];
        int[] hidden = new int[sensors];
        for (int w = 0; w < Windows; w++)
        {
            dropout.Draw(present);
            Assert.Contains(true, present);
            for (int i = 0; i < sensors; i++)
                hidden[i] += present[i] ? 0 : 1;
        }

        // Where all would be hidden, one of them stays.
        double expected = probability - (Math.Pow(probability, sensors) / sensors);
        Assert.All(hidden, count => Assert.Equal(expected, (double)count / Windows, 0.015));
    }

    [Fact]
    public void Seed_and_epoch_decide_what_is_hidden()
    {
        string Drawn(ulong seed, int epoch)
        {
            SensorDropout dropout = new(0.5, seed, epoch);
            bool[] present = new bool[3];
            return string.Concat(Enumerable.Range(0, 50).Select(_ =>
            {
                dropout.Draw(present);
                return string.Concat(present.Select(p => p ? '1' : '0'));
            }));
        }

        Assert.Equal(Drawn(1, 2), Drawn(1, 2));
        Assert.NotEqual(Drawn(1, 2), Drawn(1, 3));
        Assert.NotEqual(Drawn(1, 2), Drawn(2, 2));
    }
}
