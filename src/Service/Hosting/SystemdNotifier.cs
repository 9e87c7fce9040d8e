using System;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Time;

namespace IpBlock.Service.Hosting;

/// <summary>Tells systemd how the service is (sd_notify(3)). Does nothing when systemd has not asked for it.</summary>
/// <param name="socketPath">Where systemd listens; null or empty when it does not.</param>
/// <param name="watchdog">How often systemd wants to hear that the service works; null when it does not.</param>
/// <param name="clock">Where time comes from.</param>
internal sealed class SystemdNotifier(string? socketPath, TimeSpan? watchdog, Clock clock) : IDisposable
{
    private readonly object _socketLock = new();
    private Socket? _socket;
    private IDisposable? _watching;
    private Task _check = Task.CompletedTask;

    /// <summary>By the environment that systemd gives its services.</summary>
    public static SystemdNotifier FromEnvironment(Clock clock) => new(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), WatchdogInterval(), clock);

    /// <summary>Serving.</summary>
    public void Ready(string status) => Send("READY=1\nSTATUS=" + status);

    /// <summary>
    /// From now on systemd hears, as often as it wants to, that the service works: each time after a check has come to its end. While a check hangs, or when it
    /// fails, systemd hears nothing, and starts the service again.
    /// </summary>
    /// <param name="check">Does what the service is for. Not called again before it has ended.</param>
    /// <param name="failed">Called with what the check threw. Must not throw.</param>
    public void Watch(Func<Task> check, Action<Exception> failed)
    {
        if (watchdog is not { } interval || _watching is not null)
            return;
        // Three times in the interval: a machine that is busy may be late twice.
        _watching = clock.Every(interval / 3, () =>
        {
            if (_check.IsCompleted)
                _check = FeedAsync(check, failed);
        });
    }

    /// <summary>Looking at the settings; systemd wants the time on its own clock with it.</summary>
    public void Reloading() => Send("RELOADING=1\nMONOTONIC_USEC=" + (clock.Elapsed.Ticks / 10).ToString(CultureInfo.InvariantCulture));

    public void Stopping() => Send("STOPPING=1\nSTATUS=Stopping");

    public void Dispose()
    {
        _watching?.Dispose();
        _socket?.Dispose();
    }

    private async Task FeedAsync(Func<Task> check, Action<Exception> failed)
    {
        try
        {
            await check().ConfigureAwait(false);
            Send("WATCHDOG=1");
        }
        catch (Exception failure)
        {
            failed(failure);
        }
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
