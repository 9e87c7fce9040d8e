using System;
using System.CommandLine;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.History;
using IpBlock.Files;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Hosting;
using IpBlock.Manager.Pages.Accounts;
using IpBlock.Time;

namespace IpBlock.Manager.Commands;

/// <summary><c>ipblock-manager invite NAME --role ROLE</c>: makes an account, or lets one set a new password.</summary>
internal sealed class InviteCommand : Command
{
    private readonly Argument<string> _name = new("name") { Description = "The name of the new account, which is used to sign in." };

    private readonly Option<string> _role = new("--role")
    {
        Description = string.Join(" ", RoleWords.All.Select(static one => $"{one.Role.ToString().ToLowerInvariant()}: {one.Text}")),
        Required = true,
    };

    private readonly Option<Uri?> _url = new("--url")
    {
        Description = "The URL of the page for the link. Default: the URL of the last start.",
        HelpName = "URL",
        CustomParser = UrlArgument.Parse,
    };

    private readonly Option<bool> _removesAuthenticator = new("--remove-authenticator")
    {
        Description = "Remove the authenticator app of the account, if the app and the recovery codes are lost.",
    };

    public InviteCommand()
        : base("invite", "Create a link for a new account to set its password, or for an existing account to set a new one. The link can be used once, within 24 hours.")
    {
        Arguments.Add(_name);
        Options.Add(_role.AcceptOnlyFromAmong("viewer", "operator", "administrator"));
        Options.Add(_url);
        Options.Add(_removesAuthenticator);
        Options.Add(ManagerCommand.Data);
        SetAction((parse, stop) => ManagerCommand.GuardedAsync(() => Task.FromResult(Run(parse)), stop));
    }

    private int Run(ParseResult parse)
    {
        var (name, role) = (parse.GetRequiredValue(_name), Enum.Parse<Role>(parse.GetRequiredValue(_role), ignoreCase: true));
        if (AccountStore.WhyNotName(name) is { } reason)
            return ManagerCommand.Fail($"'{Printable.Line(name)}' is not a valid account name. {reason}");

        // Root does it with the rights of the page's account, to which the folder belongs: what is made there must be its own, and no link leads root elsewhere.
        using var folder = OwnedFolder.Open(parse.GetRequiredValue(ManagerCommand.Data));
        return folder.Do(path => Invite(parse, path, name, role));
    }

    private int Invite(ParseResult parse, string path, string name, Role role)
    {
        var clock = Clock.System;
        var database = new AccountDatabase(path);
        var (accounts, by) = (new AccountStore(database, clock), ChangeAuthor.Of("ipblock-manager").Account);
        var (account, log) = (accounts.Put(name, role), new AccountLog(database, clock));
        if (parse.GetValue(_removesAuthenticator) && new AuthenticatorStore(database, clock).Remove(account.Id))
            log.Write(by, "", "removed the authenticator app", $"of {account.Name}, on the command line");
        var key = new InvitationStore(database, accounts, clock).Make(account, by);
        log.Write(by, "", "invited an account", $"{account.Name} as {account.Role}, on the command line");
        var site = parse.GetValue(_url) ?? new Installation(database).Address ?? ManagerOptions.UsualUrl;
        Console.Out.WriteLine(Installation.LinkOf(site, key));
        return 0;
    }
}
