using System;
using IpBlock.Manager.Accounts;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Time;

namespace IpBlock.Manager.Tests.Accounts;

/// <summary>Accounts in a file of their own, and a clock that stands still.</summary>
internal sealed class AccountWorld : IDisposable
{
    public const string Password = "four words of nothing";

    private readonly ScratchFolder _folder = new();

    public AccountWorld()
    {
        Database = new AccountDatabase(_folder.Path);
        Accounts = new AccountStore(Database, Clock);
        Invitations = new InvitationStore(Database, Accounts, Clock);
        Sessions = new SessionStore(Database, Clock);
        Limits = new SignInLimits(Database, Clock);
        Log = new AccountLog(Database, Clock);
        Authenticators = new AuthenticatorStore(Database, Clock);
        SignIn = new SignIn(Accounts, Invitations, Sessions, Limits, Authenticators, new HalfSignedIn(Clock), Log);
        Access = new AccountAccess(Accounts, Invitations, Sessions, Limits, Authenticators, Log);
        Own = new OwnAccount(SignIn, Sessions, Authenticators, Clock);
    }

    public FakeClock Clock { get; } = new();

    public AccountDatabase Database { get; }

    public AccountStore Accounts { get; }

    public InvitationStore Invitations { get; }

    public SessionStore Sessions { get; }

    public SignInLimits Limits { get; }

    public AuthenticatorStore Authenticators { get; }

    public AccountAccess Access { get; }

    public OwnAccount Own { get; }

    public AccountLog Log { get; }

    public SignIn SignIn { get; }

    /// <summary>An account that has set its password; the session in which it did.</summary>
    public async System.Threading.Tasks.Task<(Account Account, string Key)> MemberAsync(string name, Role role = Role.Viewer)
    {
        var account = Accounts.Put(name, role);
        var result = await SignIn.AcceptAsync(Invitations.Make(account, "root"), Password, "192.0.2.1", "a test");
        return (Accounts.Find(name)!, result.Key!);
    }

    public void Dispose()
    {
        SignIn.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
