using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AttX.Ground;
using AttX.Signals;

namespace AttX.Options;

/// <summary>Effective options as JSON, in the form of a configuration file.</summary>
public static class OptionsJson
{
    /// <summary>Writes an object of all options in use.</summary>
    public static void Write(Utf8JsonWriter json, ExperimentOptions options, bool withSeed = true)
    {
        json.WriteStartObject();
        foreach (ExperimentOption option in OptionTable.All)
            if ((withSeed || option.Name != "seed") && option.Get(options) is { } text)
                option.Write(json, text);
        json.WriteEndObject();
    }

    /// <summary>Names of the recipes that come with the program, the files of the folder <c>recipes</c>.</summary>
    public static IReadOnlyList<string> Recipes { get; } = [.. typeof(OptionsJson).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)];

    /// <summary>
    /// Reads a hand-written file: comments, trailing commas and a byte order mark are allowed. The name of one of the <see cref="Recipes"/> stands for
    /// it, unless there is a file of that name.
    /// </summary>
    internal static JsonDocument ReadFile(string path)
    {
        if (!File.Exists(path) && Recipes.Contains(path))
        {
            using Stream recipe = typeof(OptionsJson).Assembly.GetManifestResourceStream(path)!;
            return JsonDocument.Parse(recipe);
        }

        ReadOnlyMemory<byte> text = File.ReadAllBytes(path);
        return JsonText.Parse(
            text.Span.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text,
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    }

    /// <summary>Writes the options on one line.</summary>
    public static string Text(ExperimentOptions options)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(json, options);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Reads what <see cref="Text"/> wrote.</summary>
    /// <param name="text">An object of options.</param>
    /// <param name="origin">Where it stands, for messages.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="OptionsException">An option is unknown, or its value wrong.</exception>
    public static ExperimentOptions Read(string text, string origin)
    {
        using JsonDocument json = JsonDocument.Parse(text);
        return new OptionReader().GiveJson(json.RootElement, origin).Read();
    }

    /// <summary>Lists each option that differs, as "epochs: 5 in <paramref name="firstName"/>, 10 asked for".</summary>
    internal static IReadOnlyList<string> Differences(ExperimentOptions first, string firstName, ExperimentOptions asked) =>
        [.. from option in OptionTable.All
            let there = option.Get(first)
            let here = option.Get(asked)
            where there != here
            let whole = Shown(option, there) == Shown(option, here)
            select $"{option.Key}: {Shown(option, there, whole)} in {firstName}, {Shown(option, here, whole)} asked for"];

    /// <summary>Returns a definition's name, or the whole of it where names alone would not tell two apart.</summary>
    private static string Shown(ExperimentOption option, string? text, bool whole = false) =>
        text == null ? "not used" : option.Form == OptionForm.Definition && !whole ? TaskJson.NameOf(text) : text;
}
