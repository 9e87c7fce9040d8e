using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting.State;
using IpBlock.Service.Notify;
using IpBlock.Settings;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Time;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>An engine with its notifier, on a clock of the test's own. What is wrong are lists whose files are not there.</summary>
internal sealed class NotifierUnderTest : INoticeSink, IAsyncDisposable
{
    private const string NoDoors = "\"policyListen\": [], \"milterListen\": [], \"metricsListen\": []";

    private static readonly TimeSpan Step = Service.Notify.Notifier.Period;

    private readonly ConcurrentQueue<Notice> _notices = new();
    private readonly ScratchFolder _folder;
    private readonly bool _ownsFolder;
    private bool _isStopped;

    public NotifierUnderTest(int lists = 1, string notify = "", NotifierUnderTest? beside = null)
    {
        (_folder, _ownsFolder) = beside is null ? (new ScratchFolder(), true) : (beside._folder, false);
        Clock = beside?.Clock ?? new FakeClock();
        Channel = new RecordingChannel(Clock);
        if (beside is null)
            WriteSettings(lists, notify);
        Engine = new FilterEngine(SettingsPath, Clock, this);
        Notifier = new Notifier(Engine, SettingsPath, Clock, Engine.Notices, settings => Channels(settings));
        Engine.KeepState(ProcessRole.Service, static () => [new DoorState { Name = "policy", Address = "127.0.0.1:10040" }]);
    }

    public FakeClock Clock { get; }

    public FilterEngine Engine { get; }

    public Notifier Notifier { get; }

    public RecordingChannel Channel { get; set; }

    public Func<NotifySettings, IReadOnlyList<INotifyChannel>> Channels { get => field ?? (_ => [Channel]); set; }

    public string SettingsPath => Path.Combine(_folder.Path, "ipblock.json");

    public string LogFolder => Path.Combine(_folder.Path, "log");

    public IReadOnlyList<Notice> Notices => [.. _notices];

    /// <summary>What has been sent or tried.</summary>
    public IReadOnlyList<Notification> Sent => [.. Channel.Tries.Select(static one => one.Notification)];

    public void Write(Notice notice) => _notices.Enqueue(notice);

    public void WriteSettings(int lists, string notify)
    {
        var all = string.Join(", ", Enumerable.Range(1, lists).Select(static number => $$"""{ "name": "list{{number}}", "file": "list{{number}}.txt" }"""));
        _folder.Write("ipblock.json", $$"""
            {
              "log": { "enabled": false }, "service": { {{NoDoors}} }, "dns": { "servers": [ "127.0.0.1:9" ] },
              "notify": { {{notify}} }, "lists": [ {{all}} ]
            }
            """);
    }

    /// <summary>The list's file is there, or not.</summary>
    public void Mend(int list, bool isWell = true)
    {
        var path = Path.Combine(_folder.Path, $"list{list}.txt");
        if (isWell)
            File.WriteAllText(path, "192.0.2.0/24\n");
        else
            File.Delete(path);
        Engine.Reload();
    }

    /// <summary>Lets time pass, from look to look, and waits after each for what is being sent.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= Step)
        {
            Clock.Advance(left < Step ? left : Step);
            await SettledAsync();
        }
    }

    public Task PassAsync(int minutes) => PassAsync(TimeSpan.FromMinutes(minutes));

    /// <summary>Waits until nothing is being sent.</summary>
    public Task SettledAsync() => Waiting.UntilAsync(() => !Notifier.IsBusy, static () => "It never settled.");

    /// <summary>Writes the state of another process, made from that of this one.</summary>
    public void WriteState(string name, Action<JObject> change)
    {
        var own = Directory.GetFiles(LogFolder, "state-service-*.json").Single();
        using var text = new JsonTextReader(new StringReader(File.ReadAllText(own))) { DateParseHandling = DateParseHandling.None };
        var state = JObject.Load(text);
        change(state);
        var path = Path.Combine(LogFolder, name);
        File.WriteAllText(path, state.ToString());
        File.SetLastWriteTimeUtc(path, Clock.UtcNow.UtcDateTime); // what is older than a day is swept away
    }

    public async Task StopAsync()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        await Notifier.DisposeAsync();
        Engine.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsFolder)
            _folder.Dispose();
    }
}
