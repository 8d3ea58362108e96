using AttX.Fuzz;
using AttX.Testing;

// dotnet run -c Release --project tests/AttX.Fuzz -- [SECONDS] [--seed N] [--target NAME] [--iteration N | --input PATH]
double seconds = 60;
ulong seed = 1;
int? iteration = null;
string? input = null;
IReadOnlyList<Target> targets = TargetTable.All;
for (int i = 0; i < args.Length; i++)
    switch (args[i])
    {
        case "--seed":
            seed = ulong.Parse(args[++i], null);
            break;
        case "--target":
            targets = [.. TargetTable.All.Where(t => t.Name == args[i + 1])];
            if (targets.Count == 0)
                throw new ArgumentException($"--target {args[i + 1]}: there are {string.Join(", ", TargetTable.All.Select(t => t.Name))}.");
            i++;
            break;
        case "--iteration":
            iteration = int.Parse(args[++i], null);
            break;
        case "--input":
            input = args[++i];
            break;
        default:
            seconds = double.Parse(args[i], null);
            break;
    }

using var fuzzer = new Fuzzer(targets, seed, Path.Combine(RealData.RepositoryRoot, "artifacts", "fuzz"), Console.Out);
bool good = input != null ? fuzzer.Replay(input) : iteration is { } one ? fuzzer.Iterate(targets[0], one) : fuzzer.Run(TimeSpan.FromSeconds(seconds));
return good ? 0 : 1;
