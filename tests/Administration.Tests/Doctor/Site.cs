using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Doctor;
using IpBlock.Files;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using IpBlock.Tests.Dns;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Tests.Doctor;

/// <summary>
/// A server in a folder: settings, a running service, a Postfix whose files the machine's own postconf reads. It is well until a test breaks something, and then every check that needs
/// no DNS is run.
/// </summary>
internal sealed class Site : IDisposable
{
    public const string Asking = "check_policy_service { inet:127.0.0.1:10040, timeout=10s, default_action=DUNNO }";

    private const string Port25 = "smtp inet n - n - - smtpd\n";
    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly TemporaryFolder _folder = new();

    public Site()
    {
        // As the folders above a settings file are.
        File.SetUnixFileMode(_folder.PathOf("."), Open);
        State = new ProcessState
        {
            Written = Clock.UtcNow,
            Started = Clock.UtcNow.AddHours(-1),
            Version = typeof(HealthDoctor).Assembly.GetName().Version!.ToString(3),
            Role = ProcessRole.Service,
            Program = "ipblock",
            Machine = Environment.MachineName,
            ProcessId = Environment.ProcessId,
            WatchesProviders = true,
            Doors = [new DoorState { Name = "policy", Address = "127.0.0.1:10040" }, new DoorState { Name = "milter", Address = "127.0.0.1:4466" }, new DoorState { Name = "metrics", Address = "127.0.0.1:9465" }],
            Providers = [new ProviderState { Name = "zen", LastAnswer = Clock.UtcNow }],
            Lists = [new ListState { Name = "drop", IsInForce = true, Entries = 1, Version = Clock.UtcNow, Refreshed = Clock.UtcNow }],
        };
    }

    public FakeClock Clock { get; } = new();

    /// <summary>What the settings file is to say.</summary>
    public JObject Settings { get; } = JObject.Parse("""
        {
            "blockProviders": [ { "name": "zen", "lookupDomain": "zen.test", "anyMatch": true }, { "name": "other", "lookupDomain": "other.test", "anyMatch": true } ],
            "lists": [ { "name": "drop", "file": "drop.txt" } ]
        }
        """);

    /// <summary>What it says instead; null for the settings.</summary>
    public string? Text { get; set; }

    public bool IsMissing { get; set; }

    /// <summary>When it was written, from now.</summary>
    public TimeSpan SettingsWritten { get; set; } = TimeSpan.FromMinutes(-5);

    /// <summary>Its permissions.</summary>
    public UnixFileMode Mode { get; set; } = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>The state of the process; null when none has ever run. Without a digest it has the settings of the file in force.</summary>
    public ProcessState? State { get; set; }

    /// <summary>True when the settings of the state are as they stand there.</summary>
    public bool HasOtherSettings { get; set; }

    /// <summary>Parameters of main.cf.</summary>
    public Dictionary<string, string> Main { get; } = new(StringComparer.Ordinal)
    {
        ["compatibility_level"] = "3.6",
        ["inet_interfaces"] = "all",
        ["mynetworks"] = "127.0.0.0/8 [::1]/128 192.168.0.0/16",
        ["smtpd_relay_restrictions"] = "permit_mynetworks, reject_unauth_destination",
        ["smtpd_recipient_restrictions"] = "permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination, " + Asking,
    };

    /// <summary>master.cf; null when Postfix is not installed.</summary>
    public string? Master { get; set; } = Port25;

    public string? ExchangeFolder { get; set; }

    public IReadOnlyList<string>? InternalSmtpServers { get; set; }

    /// <summary>What the process has in force in place of what the file says.</summary>
    public Func<SettingsState, SettingsState> InForce { get; set; } = static settings => settings;

    public long Free { get; set; } = 10L << 30;

    public bool IsClockKept { get; set; } = true;

    public int OpenFiles { get; set; } = 65536;

    public string Root => _folder.PathOf("root");

    public string SettingsPath => Path.Combine(Root, "etc/ipblock/ipblock.json");

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes a file below the root.</summary>
    public string Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    /// <summary>All that is found, by all checks. Name servers and lists answer as they should.</summary>
    public async Task<DoctorReport> ExamineAsync()
    {
        LayOut();
        var visit = new DoctorVisit(SettingsPath, Clock, new FakeResolver(Clock))
        {
            Root = Root,
            ExchangeFolder = ExchangeFolder,
            InternalSmtpServers = InternalSmtpServers,
            Given = HealthyAnswers.For(SettingsFile.Load(SettingsPath).Settings),
        };
        return await new HealthDoctor(Machine.ChecksOn(_ => Free, () => IsClockKept, _ => OpenFiles)).RunAsync(visit);
    }

    private void LayOut()
    {
        Directory.CreateDirectory(Path.Combine(Root, "etc/ipblock/log"));
        if (!File.Exists(Path.Combine(Root, "etc/ipblock/drop.txt")))
            Write("etc/ipblock/drop.txt", "192.0.2.0/24\n");
        Write("etc/ipblock/log/last-good-ipblock.json", Settings.ToString());
        if (!IsMissing)
        {
            Write("etc/ipblock/ipblock.json", Text ?? Settings.ToString());
            File.SetLastWriteTimeUtc(SettingsPath, Clock.UtcNow.UtcDateTime + SettingsWritten);
            File.SetUnixFileMode(SettingsPath, Mode);
        }

        if (State is { } state)
            Write(state);
        if (Master is null)
            return;
        Write("usr/sbin/postfix", "");
        Write("etc/postfix/main.cf", string.Concat(Main.Select(static one => $"{one.Key} = {one.Value}\n")));
        Write("etc/postfix/master.cf", Master);
    }

    private void Write(ProcessState state)
    {
        var settings = SettingsFile.Load(SettingsPath).Settings;
        var own = HasOtherSettings ? state.Settings : state.Settings with
        {
            Digest = settings?.Digest ?? "other",
            Since = Clock.UtcNow,
            Enabled = settings?.Enabled ?? true,
            Mode = settings?.Mode ?? FilterMode.Enforce,
        };
        using var folder = OwnedFolder.Open(Path.Combine(Root, "etc/ipblock/log"));
        state = state with { Settings = InForce(own) with { Path = SettingsPath } };
        StateFile.Write(folder, state, state.ToJson());
    }
}
