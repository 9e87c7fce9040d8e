using System;
using System.IO;
using System.Threading;
using IpBlock.Notices;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Agent;

/// <summary>The one engine of the process: settings, log, resolver and its cache are the same for all agents. The last factory to close ends it.</summary>
internal static class SharedEngine
{
    private static readonly object LeasesLock = new();
    private static FilterEngine? _engine;
    private static NoticeQueue? _notices;
    private static int _leases;

    public static INoticeSink Notices => _engine?.Notices ?? throw new InvalidOperationException("No engine is leased.");

    public static Lease Acquire()
    {
        lock (LeasesLock)
        {
            if (_leases == 0)
                Start();
            _leases++;
            return new Lease(_engine!);
        }
    }

    private static void Start()
    {
        var path = SettingsPath.Default;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        var file = new NoticeFile(Path.Combine(folder, "log", "notices.log"), Clock.System);
        _notices = new NoticeQueue(Clock.System, new WindowsNotices(file, Clock.System, WindowsEvents.Write).Write);
        _engine = new FilterEngine(path, Clock.System, _notices);
        _engine.KeepState(ProcessRole.Agent);
        _engine.Notices.Write(LogMessages.DoorOpened("The Exchange agent", typeof(SharedEngine).Assembly.GetName().Version.ToString()));
    }

    private static void Release()
    {
        lock (LeasesLock)
        {
            if (--_leases > 0)
                return;
            var (engine, notices) = (_engine, _notices);
            _engine = null;
            try
            {
                engine?.Dispose();
            }
            finally
            {
                // Last: what the engine has to tell at its end is told.
                notices?.Dispose();
            }
        }
    }

    /// <summary>A factory's share in the engine.</summary>
    internal sealed class Lease(FilterEngine engine) : IDisposable
    {
        private int _released;

        public FilterEngine Engine { get; } = engine;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
                Release();
        }
    }
}
