using static AttX.Formats.Tests.Avro.AvroBytes;

namespace AttX.Formats.Tests.EmbracePlus;

/// <summary>Raw data files as Empatica's guide describes schema 6, with the waves of <see cref="Waves"/>.</summary>
internal static class EmbracePlusFileBytes
{
    private const string Values = """
        {"name": "timestampStart", "type": "long"}, {"name": "samplingFrequency", "type": "float"}, {"name": "values", "type": {"type": "array", "items": "float"}}
        """;

    private const string Schema = $$$"""
        {"type": "record", "name": "empatica.format.avro.Session", "fields": [
          {"name": "schemaVersion", "type": {"type": "record", "name": "Version", "fields": [
            {"name": "major", "type": "int"}, {"name": "minor", "type": "int"}, {"name": "patch", "type": "int"}]}},
          {"name": "fwVersion", "type": "empatica.format.avro.Version"}, {"name": "timezone", "type": "int"},
          {"name": "enrollment", "type": {"type": "record", "name": "Enrollment", "fields": [{"name": "participantID", "type": "string"}]}},
          {"name": "deviceSn", "type": "string"},
          {"name": "rawData", "type": {"type": "record", "name": "RawData", "fields": [
            {"name": "accelerometer", "type": {"type": "record", "name": "Imu", "fields": [
              {"name": "timestampStart", "type": "long"}, {"name": "samplingFrequency", "type": "float"},
              {"name": "imuParams", "type": {"type": "record", "name": "ImuParams", "fields": [
                {"name": "physicalMin", "type": "int"}, {"name": "physicalMax", "type": "int"},
                {"name": "digitalMin", "type": "int"}, {"name": "digitalMax", "type": "int"}]}},
              {"name": "x", "type": {"type": "array", "items": "int"}}, {"name": "y", "type": {"type": "array", "items": "int"}},
              {"name": "z", "type": {"type": "array", "items": "int"}}]}},
            {"name": "eda", "type": {"type": "record", "name": "Eda", "fields": [{{{Values}}}]}},
            {"name": "tags", "type": {"type": "record", "name": "Tags", "fields": [{"name": "tagsTimeMicros", "type": {"type": "array", "items": "long"}}]}},
            {"name": "bvp", "type": {"type": "record", "name": "Bvp", "fields": [{{{Values}}}]}},
            {"name": "systolicPeaks", "type": {"type": "record", "name": "Peaks", "fields": [{"name": "peaksTimeNanos", "type": {"type": "array", "items": "long"}}]}}
          ]}}]}
        """;

    /// <summary>A file of EDA at 4 Hz, BVP at 64 Hz and acceleration at 32 Hz.</summary>
    /// <param name="startSeconds">Unix time of its beginning; the waves begin at 1 700 000 000.</param>
    /// <param name="seconds">Its length.</param>
    /// <param name="codec">How its block is packed.</param>
    /// <param name="participant">Who wore it.</param>
    /// <param name="rateFactor">What the rates that it says are too high by.</param>
    public static byte[] Write(double startSeconds, int seconds, string codec = "deflate", string participant = "P1", double rateFactor = 1)
    {
        long micros = (long)Math.Round(startSeconds * 1e6);
        double origin = startSeconds - 1_700_000_000;
        byte[] Stream(int rate, Func<double, double> wave) =>
        [
            .. Long(micros), .. BitConverter.GetBytes((float)(rate * rateFactor)),
            .. Floats(Enumerable.Range(0, rate * seconds).Select(i => (float)wave(origin + (double)i / rate))),
        ];
        byte[] Axis(int g64) => Longs(Enumerable.Range(0, 32 * seconds).Select(i => (long)g64 * 32 + i % 2));
        byte[] body =
        [
            .. Long(6), .. Long(3), .. Long(4), .. Long(1), .. Long(2), .. Long(3), .. Long(-21600), .. Utf8(participant), .. Utf8("SN1"),
            .. Long(micros), .. BitConverter.GetBytes((float)(32 * rateFactor)), .. Long(-16), .. Long(16), .. Long(-32768), .. Long(32768),
            .. Axis(0), .. Axis(64), .. Axis(-64),
            .. Stream(4, Waves.Eda), .. Longs([micros + 1_500_000]), .. Stream(64, Waves.Ecg), .. Longs([micros * 1000 + 250_000_000]),
        ];
        return Container(Schema, codec, body);
    }
}
