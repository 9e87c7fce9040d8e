using System.CommandLine;
using IpBlock.Administration.Catalogue;
using IpBlock.Service.Commands.Providers;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Catalogue;

/// <summary><c>ipblock catalog list</c>.</summary>
internal sealed class CatalogListCommand(Shell shell) : QuickCommand(shell, "list", "List the well-known lists.")
{
    protected override int Run(Session session, ParseResult parse)
    {
        if (session.Json)
        {
            JsonObject.WriteList(session.Out, ProviderCatalogue.Entries, CatalogShowCommand.Write);
            return ExitCode.Fine;
        }

        var table = new TextTable("Entry", "Kind", "Name", "Key", "What it holds");
        foreach (var entry in ProviderCatalogue.Entries)
            table.Row(entry.Id, ProviderKinds.Word(entry.Kind), entry.Name, entry.NeedsKey ? "needed" : "", entry.About);
        table.Print(session);
        session.Out.WriteLine("\nEach has terms of use: ipblock catalog show ENTRY. To use one: ipblock provider add ENTRY");
        return ExitCode.Fine;
    }
}
