using System.Text.Json;
using AttX.Classical.Learning;
using AttX.Classical.Linear;
using AttX.Classical.Neighbours;
using AttX.Classical.SupportVectors;
using AttX.Classical.Trees;
using AttX.Ground;

namespace AttX.Classical.Table;

/// <summary>The learners. To add one, add its row.</summary>
public static class LearnerTable
{
    private static readonly LearnerOption C = new("c", "1", "Weight of the training errors against the penalty") { Minimum = 1e-6, Maximum = 1e6 };
    private static readonly LearnerOption Tolerance = new("tolerance", "0.001", "Largest violation of the optimality conditions") { Minimum = 1e-12, Maximum = 0.1 };
    private static readonly LearnerOption Trees = new("trees", "100", "Number of trees") { Whole = true, Minimum = 1, Maximum = 10000 };
    private static readonly LearnerOption Depth = new("depth", "0", "Splits from a root to a leaf, at most; 0: any number") { Whole = true, Maximum = 1000 };
    private static readonly LearnerOption LeafRows = new("leaf", "1", "Windows of a leaf, at least") { Whole = true, Minimum = 1, Maximum = 1e6 };
    private static readonly LearnerOption SplitRows = new("split", "2", "Windows of a node that is split, at least") { Whole = true, Minimum = 2, Maximum = 1e6 };
    private static readonly LearnerOption Criterion = new("criterion", "gini", "Impurity that splits reduce") { Words = ["gini", "entropy"] };

    /// <summary>The rows.</summary>
    public static IReadOnlyList<LearnerRow> All { get; } =
    [
        Row<LinearClassifier>("lda", "linear discriminant",
            [new("shrinkage", "auto", "Share of the identity in the covariance; auto: by Ledoit and Wolf") { Maximum = 1, Words = ["auto"] }],
            s => new LinearDiscriminant(s.Number("shrinkage"))),
        Row<LinearClassifier>("logistic", "logistic regression", [C], s => new LogisticRegression(s.Number("c")!.Value)),
        Row<GaussianClassifier>("naive-bayes", "Gaussian naive Bayes",
            [new("smoothing", "1e-9", "Share of the largest variance added to all") { Maximum = 1 }], s => new GaussianNaiveBayes(s.Number("smoothing")!.Value)),
        Row<NeighbourClassifier>("knn", "nearest neighbours",
            [new("k", "9", "Neighbours that vote; auto: swept on training people left out") { Whole = true, Minimum = 1, Maximum = 10000, Words = ["auto"] }], s => new NearestNeighbours((int?)s.Number("k"))),
        Row<ForestClassifier>("tree", "decision tree", [Criterion, Depth, LeafRows, SplitRows],
            s => new TreeLearner(ImpurityOf(s), s.Count("depth"), s.Count("leaf"), s.Count("split"))),
        Row<ForestClassifier>("random-forest", "random forest",
            [Trees, Criterion, Depth, LeafRows, new("features", "0", "Features a split chooses from; 0: the root of their number") { Whole = true, Maximum = 10000 }],
            s => new RandomForest(s.Count("trees"), ImpurityOf(s), s.Count("depth"), s.Count("leaf"), s.Count("features"))),
        Row<VotingClassifier>("adaboost", "AdaBoost",
            [Trees, Depth with { Default = "1" }, LeafRows, new("rate", "1", "Factor of the votes' weights") { Minimum = 1e-4, Maximum = 10 }],
            s => new AdaBoost(s.Count("trees"), s.Count("depth"), s.Count("leaf"), s.Number("rate")!.Value)),
        Row<BoostedClassifier>("gradient-boosting", "gradient boosting",
            [Trees, Depth with { Default = "3" }, LeafRows, new("rate", "0.1", "Share of each step that is taken") { Minimum = 1e-4, Maximum = 1 }],
            s => new GradientBoosting(s.Count("trees"), s.Number("rate")!.Value, s.Count("depth"), s.Count("leaf"))),
        Row<VectorClassifier>("svm", "linear support vector machine", [C], s => new SupportVectorMachine(s.Number("c")!.Value, null, 0)),
        Row<VectorClassifier>("svm-rbf", "radial support vector machine",
            [C, new("gamma", "scale", "Width of the kernel; scale: 1 / (features · variance)") { Minimum = 1e-9, Maximum = 1e3, Words = ["scale"] }, Tolerance],
            s => new SupportVectorMachine(s.Number("c")!.Value, s.Number("gamma") ?? double.NaN, s.Number("tolerance")!.Value)),
    ];

    /// <summary>Finds a learner.</summary>
    /// <exception cref="OptionsException">There is none of this name: lists those there are.</exception>
    public static LearnerRow Find(string name) => All.FirstOrDefault(row => row.Name == name)
        ?? throw new OptionsException([$"There is no learner {name}; there are {string.Join(", ", All.Select(r => r.Name))}."]);

    private static Impurity ImpurityOf(LearnerSettings settings) => settings.Is("criterion", "gini") ? Impurity.Gini : Impurity.Entropy;

    private static LearnerRow Row<T>(string name, string label, IReadOnlyList<LearnerOption> options, Func<LearnerSettings, ILearner> make)
        where T : class, IFittedClassifier => new(name, label, options, make, json => json.Deserialize<T>(ClassifierFile.Form));
}
