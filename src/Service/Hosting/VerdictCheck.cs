using System.Net;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Sessions;

namespace IpBlock.Service.Hosting;

/// <summary>
/// Has a verdict made as every door does, about a client that is this machine itself: whether the engine works. No list is asked, whatever the settings say, and
/// nothing of it is logged or counted.
/// </summary>
internal sealed class VerdictCheck(FilterEngine engine) : IFilterSource
{
    private static readonly Address ThisMachine = Address.From(IPAddress.Loopback);

    public ConnectionFilter? Filter => engine.Filter;

    public DeferredMail? Deferred => null;

    // Not the engine's own: that counts how many clients have private addresses, and these would be all on a quiet night.
    public Task<Verdict> EvaluateAsync(FilterRequest request, ConnectionFilter? filter) =>
        filter?.EvaluateAsync(request) ?? Task.FromResult(Verdict.WithoutSettings(request.Client));

    /// <summary>Ends when the verdict is made. Fails when the engine does.</summary>
    public async Task RunAsync()
    {
        var session = new MailSession(this);
        var asksLists = Filter is { Settings.Exceptions.ExemptPrivateNetworks: false };
        session.Begin(new FilterRequest(ThisMachine) { IsBypassed = asksLists });
        await session.Decided.ConfigureAwait(false);
    }
}
