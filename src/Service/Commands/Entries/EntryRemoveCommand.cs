using System.CommandLine;
using IpBlock.Administration.Editing;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Entries;

/// <summary><c>ipblock entry remove ADDRESS</c>.</summary>
internal sealed class EntryRemoveCommand : ChangingCommand
{
    private readonly Argument<string> _address;
    private readonly Option<ListKind> _list;

    public EntryRemoveCommand(Shell shell)
        : base(shell, "remove", "Remove an address from the list.")
    {
        _address = With(new Argument<string>("ADDRESS") { Description = "The address or range, as shown by entry list." });
        _list = With(EntryLists.Option());
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var address = parse.GetRequiredValue(_address);
        var list = parse.GetValue(_list);
        return session.Apply($"Removed {address} from the {EntryLists.NameOf(list)}.", SettingsEdit.RemoveEntry(list, address));
    }
}
