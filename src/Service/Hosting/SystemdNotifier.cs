using System;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using IpBlock.Time;

namespace IpBlock.Service.Hosting;

/// <summary>Tells systemd how the service is (sd_notify(3)). Does nothing when systemd has not asked for it.</summary>
internal sealed class SystemdNotifier(string? socketPath, Clock clock) : IDisposable
{
    private readonly object _socketLock = new();
    private Socket? _socket;
    private IDisposable? _watchdog;

    /// <summary>By the environment that systemd gives its services.</summary>
    public static SystemdNotifier FromEnvironment(Clock clock) => new(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), clock);

    /// <summary>Serving. Begins to feed the watchdog if systemd wants that from this process.</summary>
    public void Ready(string status)
    {
        Send("READY=1\nSTATUS=" + status);
        if (_watchdog is null && WatchdogInterval() is { } interval)
            _watchdog = clock.Every(interval / 2, () => Send("WATCHDOG=1"));
    }

    /// <summary>Looking at the settings; systemd wants the time on its own clock with it.</summary>
    public void Reloading() => Send("RELOADING=1\nMONOTONIC_USEC=" + (clock.Elapsed.Ticks / 10).ToString(CultureInfo.InvariantCulture));

    public void Stopping() => Send("STOPPING=1\nSTATUS=Stopping");

    public void Dispose()
    {
        _watchdog?.Dispose();
        _socket?.Dispose();
    }

    private static TimeSpan? WatchdogInterval()
    {
        var process = Environment.GetEnvironmentVariable("WATCHDOG_PID");
        if (process is not null && !string.Equals(process, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            return null;
        return long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }

    private void Send(string message)
    {
        if (string.IsNullOrEmpty(socketPath))
            return;
        try
        {
            lock (_socketLock)
            {
                // Kept open: a service that is out of descriptors must still be able to feed the watchdog, or it is killed for it.
                _socket ??= new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

                // An abstract socket is written with @ and begins with NUL.
                _socket.SendTo(Encoding.UTF8.GetBytes(message), new UnixDomainSocketEndPoint(socketPath[0] == '@' ? "\0" + socketPath[1..] : socketPath));
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            return; // systemd is not there: it will find out by itself that we are
        }
    }
}
