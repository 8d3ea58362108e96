using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

/// <summary>
/// A real Slurm of one node and two processors for the tests: munged, slurmctld and slurmd of the calling user, in the foreground, with all
/// their files in a temporary folder. Waits are cut short where Slurm allows it.
/// </summary>
public sealed class SingleNodeSlurm : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _daemons = [];
    private readonly int[] _ports = FreePorts(2);

    public SingleNodeSlurm()
    {
        if (Missing != null)
            return;
        Directory.CreateDirectory(_folder["state"]);
        Directory.CreateDirectory(_folder["spool"]);
        File.WriteAllBytes(_folder["munge.key"], RandomNumberGenerator.GetBytes(128));
        File.WriteAllText(ConfigurationPath, Configuration());
        try
        {
            StartAll();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why there can be no Slurm here; null where there can.</summary>
    public static string? Missing { get; } =
        string.Join(", ", new[] { "munged", "slurmctld", "slurmd", "sbatch" }.Where(program => Find(program) == null)) is { Length: > 0 } missing
            ? $"Slurm is not installed ({missing} not found; Debian: slurmctld slurmd slurm-client munge)"
            : null;

    /// <summary>For <c>SLURM_CONF</c>: tells Slurm's commands about this cluster.</summary>
    public string ConfigurationPath => _folder["slurm.conf"];

    /// <summary>What one of Slurm's commands prints, its errors included.</summary>
    public string Run(string command, params string[] args)
    {
        using Process process = Process.Start(StartInfo(command, args))!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + error.Result;
    }

    /// <summary>Ends every job and every daemon: a job's step is no child of slurmd's and would outlive it.</summary>
    public void Dispose()
    {
        if (_daemons.Count == 3)
        {
            Run("scancel", "--user=" + Environment.UserName);
            Stopwatch waited = Stopwatch.StartNew();
            while (Run("squeue", "--noheader").Trim().Length > 0 && waited.Elapsed < StartLimit)
                Thread.Sleep(100);
        }

        foreach (Process daemon in Enumerable.Reverse(_daemons))
        {
            daemon.Kill();
            daemon.WaitForExit();
            daemon.Dispose();
        }

        _folder.Dispose();
    }

    /// <summary>
    /// Addresses are the loopback's, whatever the host's name resolves to. cred_expire is the time that a requeued job
    /// waits before it starts again. config_overrides: the node has what is said here, whatever the machine has.
    /// </summary>
    private string Configuration()
    {
        string host = Environment.MachineName.Split('.')[0];
        return $"""
            ClusterName=attx
            SlurmctldHost={host}(127.0.0.1)
            SlurmctldPort={_ports[0]}
            SlurmdPort={_ports[1]}
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            AuthType=auth/munge
            CredType=cred/munge
            AuthInfo=socket={_folder["munge.socket"]},cred_expire=5
            CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
            StateSaveLocation={_folder["state"]}
            SlurmdSpoolDir={_folder["spool"]}
            SlurmctldPidFile={_folder["slurmctld.pid"]}
            SlurmdPidFile={_folder["slurmd.pid"]}
            SlurmctldLogFile={_folder["slurmctld.log"]}
            SlurmdLogFile={_folder["slurmd.log"]}
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SwitchType=switch/none
            MpiDefault=none
            JobAcctGatherType=jobacct_gather/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SchedulerType=sched/builtin
            SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
            SlurmdParameters=config_overrides
            ReturnToService=2
            KillWait=2
            NodeName={host} NodeAddr=127.0.0.1 CPUs=2 RealMemory=4000
            PartitionName=main Nodes=ALL Default=YES

            """;
    }

    private void StartAll()
    {
        Start("munged", "--foreground", "--force", "--num-threads=2", "--key-file=" + _folder["munge.key"], "--socket=" + _folder["munge.socket"],
            "--pid-file=" + _folder["munged.pid"], "--log-file=" + _folder["munged.log"], "--seed-file=" + _folder["munged.seed"]);
        WaitFor(() => File.Exists(_folder["munge.socket"]), "munged");
        Start("slurmctld", "-D");
        Start("slurmd", "-D");
        WaitFor(() => Run("sinfo", "--noheader", "--format=%t").Trim() == "idle", "slurmd");
    }

    private void Start(string daemon, params string[] args)
    {
        Process process = Process.Start(StartInfo(daemon, args))!;
        _daemons.Add(process);
        // Read, or a full pipe would stop the daemon; what matters is in its log.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private ProcessStartInfo StartInfo(string program, string[] args) => new(Find(program)!, args)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["SLURM_CONF"] = ConfigurationPath },
    };

    private void WaitFor(Func<bool> ready, string daemon)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!ready())
        {
            if (waited.Elapsed > StartLimit || _daemons.Any(d => d.HasExited))
                throw new InvalidOperationException($"{daemon} does not start: {Log("munged.log")}{Log("slurmctld.log")}{Log("slurmd.log")}");
            Thread.Sleep(50);
        }
    }

    private string Log(string name) => File.Exists(_folder[name]) ? File.ReadAllText(_folder[name]) : "";

    /// <summary>Daemons stand in /usr/sbin, which is not in every user's PATH.</summary>
    private static string? Find(string program) => $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':')
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners)
            listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners)
            listener.Stop();
        return ports;
    }
}
