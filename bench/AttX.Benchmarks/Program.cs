using AttX.Benchmarks;
using AttX.Benchmarks.Growth;
using AttX.Benchmarks.Peers;
using AttX.Benchmarks.Streaming;
using BenchmarkDotNet.Running;

// peer …    one side of bench/peers/run.py: does its work once per line of input and prints the time taken
// growth …  growth of cost with batch, length, width and workers
// streaming-gap …  cost of causal filters and running normalisation compared with the offline chain, on recordings
// prepare …        time from each subject's files to its windows, and memory, of any dataset
// sessions …       many concurrent live sessions: latency, CPU, memory and its growth, what is lost
// learners …       fits of the classical learners on a matrix; bench/peers/learners.py compares them with scikit-learn's
// other     BenchmarkDotNet's own options, such as --filter '*Convolution*' or --list flat
switch (args)
{
    case ["peer", .. string[] rest]:
        return Peer.Run(rest);
    case ["growth", .. string[] rest]:
        return GrowthReport.Run(rest);
    case ["streaming-gap", .. string[] rest]:
        return StreamingGap.Run(rest);
    case ["sessions", .. string[] rest]:
        return LiveSessions.Run(rest);
    case ["prepare", .. string[] rest]:
        return Preparation.Run(rest);
    case ["learners", .. string[] rest]:
        return LearnerTimes.Run(rest);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(InProcessConfig).Assembly).Run(args, new InProcessConfig());
        return 0;
}
