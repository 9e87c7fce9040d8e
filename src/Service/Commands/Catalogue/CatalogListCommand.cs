using System.CommandLine;
using System.Linq;
using IpBlock.Administration.Catalogue;
using IpBlock.Service.Commands.Providers;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Catalogue;

/// <summary><c>ipblock catalog list</c>.</summary>
internal sealed class CatalogListCommand(Shell shell) : QuickCommand(shell, "list", "List the well-known lists.")
{
    protected override int Run(Session session, ParseResult parse)
    {
        var catalogue = CatalogShowCommand.Read(session);
        var entries = catalogue.Entries;
        if (session.Json)
        {
            JsonObject.WriteList(session.Out, entries, (json, entry) => CatalogShowCommand.Write(json, catalogue, entry));
            return ExitCode.Fine;
        }

        var table = new TextTable("Entry", "Kind", "Name", "Needs", "Verified", "Contents");
        foreach (var entry in entries)
            table.Row(entry.Id, ProviderKinds.Word(entry.Kind), entry.Name, Needs(entry), Verified(entry), entry.About);
        table.Print(session);
        session.Out.WriteLine(catalogue.Signed is { } signed
            ? $"\nSigned catalogue: {signed}, in addition to the built-in catalogue."
            : "\nCatalogue: built-in; no signed catalogue is active.");
        session.Out.WriteLine("Verified: the last day on which the data was compared with the operator's website; catalog show shows the details.");
        session.Out.WriteLine("For the terms of use, run ipblock catalog show ENTRY. To add a list, run ipblock provider add ENTRY");
        return ExitCode.Fine;
    }

    private static string Needs(CatalogueEntry entry) => entry.NeedsKey ? "a key" : entry.SignUpPage is not null ? "sign-up" : "";

    private static string Verified(CatalogueEntry entry) => entry.Sources.Max(static source => source.Verified) ?? "";
}
