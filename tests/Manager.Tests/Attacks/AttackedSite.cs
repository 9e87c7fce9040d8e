using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Tests.Browser;
using Xunit;

namespace IpBlock.Manager.Tests.Attacks;

/// <summary>A page with an administrator named <c>alice</c>, for the attacks of one class.</summary>
public sealed class AttackedSite(Chromium browser) : IAsyncLifetime
{
    public const string Name = "alice";

    public ManagerSite Site { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Site = await ManagerSite.StartProgramAsync(browser);
        using var alice = new Intruder(Site);
        using var answer = await alice.AcceptAsync(await Site.InviteAsync(Name, Role.Administrator), ManagerSite.Password);
        Assert.NotNull(alice.Session);
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>Somebody who has signed in as alice.</summary>
    internal async Task<Intruder> AliceAsync()
    {
        var alice = new Intruder(Site);
        using var answer = await alice.SignInAsync(Name, ManagerSite.Password);
        Assert.NotNull(alice.Session);
        return alice;
    }
}
