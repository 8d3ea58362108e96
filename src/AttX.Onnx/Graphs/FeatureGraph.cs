using AttX.Onnx.Format;
using AttX.Training;

namespace AttX.Onnx.Graphs;

/// <summary>The input <c>features</c> and its standardisation, in double precision as <see cref="FeatureInput.Apply"/> has it.</summary>
internal static class FeatureGraph
{
    /// <summary>Adds the input (N, features) and returns the standardised features, single precision.</summary>
    public static string Add(GraphBuilder graph, FeatureInput features)
    {
        GraphBuilder part = graph.Within("standardise");
        (int count, int[] columns) = (features.Names.Count, features.Preparation.Columns);
        string Row(string name, double[] values, double other)
        {
            double[] row = [.. Enumerable.Repeat(other, count)];
            for (int i = 0; i < columns.Length; i++)
                row[columns[i]] = values[i];
            return part.Numbers(name, [count], row);
        }

        string x = graph.Input("features", ElementType.Double, ["N", count],
            $"{string.Join(", ", features.Names)}: as attx.features has them, standardised by the session where the model does that; NaN where one is missing, also for a sensor that is absent");
        string missing = part.Node("Or", "missing", [part.Node("IsNaN", "nan", [x]), part.Node("IsInf", "infinite", [x])]);
        string known = part.Node("Where", "known", [missing, Row("medians", features.Preparation.Medians, 0), x]);
        string centred = part.Node("Sub", "centred", [known, Row("means", features.Preparation.Means, 0)]);
        string scaled = part.Node("Div", "scaled", [centred, Row("deviations", features.Preparation.Deviations, 1)]);
        string cut = part.Node("Clip", "cut", [scaled, part.Number("lowest", -FeatureInput.Limit), part.Number("highest", FeatureInput.Limit)]);
        string used = part.Node("Mul", "used", [cut, Row("columns", [.. columns.Select(_ => 1.0)], 0)]);
        return part.Node("Cast", "single", [used], ("to", (long)ElementType.Float));
    }
}
