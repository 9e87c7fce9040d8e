using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Administration.Catalogue;
using IpBlock.Administration.Doctor.NameServers;
using IpBlock.Administration.InForce;
using IpBlock.Dns;
using IpBlock.Providers.Zones;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Doctor;

/// <summary>What the checks of one run look at.</summary>
public sealed class DoctorVisit
{
    private readonly Lazy<StatusReport> _status;
    private readonly Lazy<SiteCatalogue> _catalogue;
    private readonly Lazy<ZoneTable> _zones;
    private readonly object _surveyLock = new();
    private IReadOnlyList<IPEndPoint>? _nameServers;
    private Task<DnsSurvey>? _survey;

    /// <summary>Looks at these settings.</summary>
    /// <param name="settingsPath">The settings file, which need not be there.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="resolver">Asks the name servers as the filter does.</param>
    public DoctorVisit(string settingsPath, Clock clock, IDnsResolver resolver)
    {
        SettingsPath = settingsPath ?? throw new ArgumentNullException(nameof(settingsPath));
        Text = SettingsFile.Read(settingsPath);
        Load = Text.Load();
        Clock = clock ?? throw new ArgumentNullException(nameof(clock));
        Resolver = resolver ?? throw new ArgumentNullException(nameof(resolver));
        _status = new Lazy<StatusReport>(() => StatusReport.Read(SettingsPath, Settings, isReadable: Text.WasRead || Text.IsMissing, Clock));
        _catalogue = new Lazy<SiteCatalogue>(() => SiteCatalogue.Read(SettingsPath, Clock));
        _zones = new Lazy<ZoneTable>(() => SiteZones.Read(SettingsPath).Table);
    }

    /// <summary>The settings file.</summary>
    public string SettingsPath { get; }

    /// <summary>The file as it was read, once for all checks: an edit in between must not make them contradict each other.</summary>
    internal SettingsText Text { get; }

    /// <summary>What became of reading it.</summary>
    public SettingsLoad Load { get; }

    /// <summary>What the file says; null when it is broken or missing, and then <see cref="Load"/> says why.</summary>
    public FilterSettings? Settings => Load.Settings;

    /// <summary>Where time comes from.</summary>
    public Clock Clock { get; }

    /// <summary>Asks the name servers as the filter does.</summary>
    public IDnsResolver Resolver { get; }

    /// <summary>
    /// True when a third party may be asked how it sees this machine's resolver. Off unless the administrator asks for it: it tells a stranger that
    /// this server exists.
    /// </summary>
    public bool AsksWhoAmI { get; init; }

    /// <summary>
    /// The folder that stands for the root of the file system, where the mail server's configuration is looked for; <c>/</c>, or the system drive.
    /// </summary>
    public string Root { get; init; } = "/";

    /// <summary>
    /// <c>InternalSMTPServers</c> of Exchange's transport configuration: addresses, ranges and networks, as Exchange shows them; null when they are not
    /// known. Only Exchange's own cmdlets can read them.
    /// </summary>
    public IReadOnlyList<string>? InternalSmtpServers { get; init; }

    /// <summary>The folder of Exchange; null to look for it.</summary>
    internal string? ExchangeFolder { get; init; }

    /// <summary>What the running processes have written, read once.</summary>
    internal StatusReport Status => _status.Value;

    /// <summary>The catalogue as the site has it.</summary>
    internal SiteCatalogue Catalogue => _catalogue.Value;

    /// <summary>The zones that should not be asked, as the site has them.</summary>
    internal ZoneTable Zones => _zones.Value;

    /// <summary>The processes that run on this machine.</summary>
    internal IEnumerable<RunningProcess> ProcessesHere =>
        Status.Processes.Where(static process => process.IsRunning && string.Equals(process.State.Machine, Environment.MachineName, StringComparison.OrdinalIgnoreCase));

    /// <summary>False when neither the file nor a running process says what the settings are: what depends on them cannot be judged then.</summary>
    internal bool KnowsSettings => Settings is not null || Status.Processes.Any(static process => process.IsRunning && process.State.Settings.AreInForce);

    /// <summary>Says that something has not been looked at, so that its silence is not taken for health.</summary>
    /// <param name="what">What has not been looked at.</param>
    /// <param name="verb"><c>has</c>, or <c>have</c> of several.</param>
    internal static DoctorFinding NotLookedAt(string what, string verb = "has") =>
        new("doctor.skipped", Severity.Well, what, $"The {what} {verb} not been checked, because the settings are not known.");

    /// <summary>Where a path of this machine is looked for.</summary>
    internal string Place(string path) => Root is "/" ? path : Path.Combine(Root, path.TrimStart('/'));

    /// <summary>Where a name server is asked that has this address: there, unless a test has put one of its own in its place.</summary>
    internal Func<IPEndPoint, IPEndPoint> Reach { get; init; } = static server => server;

    /// <summary>What name servers and lists have answered already; null to ask them.</summary>
    internal DnsSurvey? Given { get; init; }

    /// <summary>What the name servers and the lists answer. Looked at once, whoever asks first; never fails.</summary>
    internal Task<DnsSurvey> SurveyAsync()
    {
        lock (_surveyLock)
            return _survey ??= Given is { } given ? Task.FromResult(given) : DnsSurvey.MakeAsync(this);
    }

    /// <summary>What <see cref="SurveyAsync"/> has come to; null when nobody asked, or it is not done.</summary>
    internal Task<DnsSurvey>? Surveyed
    {
        get
        {
            lock (_surveyLock)
                return _survey is { Status: TaskStatus.RanToCompletion } ? _survey : null;
        }
    }

    /// <summary>The name servers that are asked: those of the settings, or else the machine's own.</summary>
    public IReadOnlyList<IPEndPoint> NameServers => _nameServers ??= Find();

    private IReadOnlyList<IPEndPoint> Find() =>
        Settings is { Dns.Servers.Count: > 0 } settings ? FilterEngine.OptionsFor(settings).Servers : SystemNameServers.Find();
}
