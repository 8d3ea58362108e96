using AttX.Benchmarks;
using AttX.Benchmarks.Growth;
using AttX.Benchmarks.Peers;
using BenchmarkDotNet.Running;

// peer …    one side of bench/peers/run.py: does a piece of work each time it is told to, and says how long it took
// growth …  how cost grows with batch, length, width and workers
// other     BenchmarkDotNet's own options, such as --filter '*Convolution*' or --list flat
switch (args)
{
    case ["peer", .. string[] rest]:
        return Peer.Run(rest);
    case ["growth", .. string[] rest]:
        return GrowthReport.Run(rest);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(InProcessConfig).Assembly).Run(args, new InProcessConfig());
        return 0;
}
