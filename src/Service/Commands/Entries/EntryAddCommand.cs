using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Entries;

/// <summary><c>ipblock entry add ADDRESS</c>.</summary>
internal sealed class EntryAddCommand : ChangingCommand
{
    private readonly Argument<string> _address;
    private readonly Option<ListKind> _list;
    private readonly Option<string?> _comment;
    private readonly Option<string?> _expires;
    private readonly Option<bool> _force;

    public EntryAddCommand(Shell shell)
        : base(shell, "add", "Reject or accept an address, regardless of the providers.")
    {
        _address = With(new Argument<string>("ADDRESS") { Description = "An address or a range: 192.0.2.1, 192.0.2.0/24, 192.0.2.10-192.0.2.20, 2001:db8::/32." });
        _list = With(EntryLists.Option());
        _comment = With(Expiry.Comment());
        _expires = With(Expiry.Option());
        _force = With(Expiry.Force());
    }

    protected override int Run(Session session, ParseResult parse)
    {
        if (!Expiry.TryRead(session, parse.GetValue(_expires), out var expires))
            return ExitCode.Wrong;
        var address = parse.GetRequiredValue(_address);
        var list = parse.GetValue(_list);
        return session.Apply($"Added {address} to the {EntryLists.NameOf(list)}.", SettingsEdit.AddEntry(list, address, parse.GetValue(_comment), expires, parse.GetValue(_force)));
    }
}
