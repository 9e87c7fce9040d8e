using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Service.Notify;

/// <summary>A way on which notifications are sent.</summary>
internal interface INotifyChannel
{
    /// <summary>One of a few words: e-mail, webhook, event log.</summary>
    string Name { get; }

    /// <summary>Where they go, as it may be shown.</summary>
    string Target { get; }

    /// <summary>
    /// Sends one. Whatever goes wrong is in the result; it throws only when <paramref name="stop"/> is cancelled. How long it takes is limited by itself.
    /// </summary>
    Task<SendResult> SendAsync(Notification notification, CancellationToken stop);
}
