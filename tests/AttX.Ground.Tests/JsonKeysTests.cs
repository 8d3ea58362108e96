using System.Text;
using AttX.Testing;

namespace AttX.Ground.Tests;

public sealed class JsonKeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Comments_commas_and_a_byte_order_mark_are_allowed()
    {
        File.WriteAllText(_folder["a.json"], "{ \"name\": \"x\", // why\n \"rate\": 2.5, \"names\": {\"1\": \"a\", \"2\": null,}, }", new UTF8Encoding(true));
        JsonKeys json = JsonKeys.OfFile(_folder["a.json"]);
        json.RequireOnly(["name", "rate", "names"]);
        Assert.Equal(("x", 2.5, null), (json.RequireText("name", ""), json.Number("rate"), json.Text("other")));
        Assert.Equal([("1", "a"), ("2", null)], json.Texts("names", mayBeNull: true));
    }

    [Theory]
    [InlineData("{\"nmae\": 1}", "a.json: unknown key \"nmae\"; did you mean \"name\"?")]
    [InlineData("{\"name\": 1, \"name\": 2}", "name")]
    [InlineData("{\"name\": 1}", "a.json: \"name\" must be a text, got 1.")]
    [InlineData("{\"name\": \"\"}", "a.json: \"name\" must be a text, got \"\".")]
    [InlineData("{}", "a.json: \"name\" is missing; it is like \"mine\".")]
    [InlineData("[]", "a.json must be an object in braces, got [].")]
    [InlineData("{\"name\":\n x", "a.json: not JSON (line 2, position 2).")]
    [InlineData("{\"name\": \"x\", \"rate\": \"fast\"}", "a.json: \"rate\" must be a number, got \"fast\".")]
    [InlineData("{\"name\": \"x\", \"rate\": 1e999}", "a.json: \"rate\" must be a number, got 1e999.")]
    [InlineData("{\"name\": \"x\", \"names\": {\"1\": 2}}", "a.json: \"names: 1\" must be a text, got 2.")]
    public void What_is_wrong_is_named(string text, string problem)
    {
        File.WriteAllText(_folder["a.json"], text);
        string message = Assert.Throws<InvalidDataException>(() => Read(_folder["a.json"])).Message;
        Assert.Contains(problem, message);
    }

    [Fact]
    public void A_huge_or_deep_file_is_refused()
    {
        File.WriteAllBytes(_folder["a.json"], new byte[(4 << 20) + 1]);
        Assert.Contains("may have at most", Assert.Throws<InvalidDataException>(() => Read(_folder["a.json"])).Message);
        File.WriteAllText(_folder["a.json"], new string('[', 100_000));
        Assert.Contains("not JSON", Assert.Throws<InvalidDataException>(() => Read(_folder["a.json"])).Message);
    }

    private static void Read(string path)
    {
        JsonKeys json = JsonKeys.OfFile(path);
        json.RequireOnly(["name", "rate", "names"]);
        json.RequireText("name", "\"mine\"");
        json.Number("rate");
        json.Texts("names");
    }
}
