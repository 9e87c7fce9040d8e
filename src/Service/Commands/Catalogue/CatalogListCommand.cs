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

        var table = new TextTable("Entry", "Kind", "Name", "Needs", "Verified", "What it holds");
        foreach (var entry in entries)
            table.Row(entry.Id, ProviderKinds.Word(entry.Kind), entry.Name, Needs(entry), Verified(entry), entry.About);
        table.Print(session);
        session.Out.WriteLine(catalogue.Signed is { } signed
            ? $"\nSigned catalogue: {signed}, over the program's own."
            : "\nCatalogue: the program's own; no signed one is in force.");
        session.Out.WriteLine("Verified: the last day on which a page of the list's operator was read; catalog show says what for.");
        session.Out.WriteLine("Each has terms of use: ipblock catalog show ENTRY. To use one: ipblock provider add ENTRY");
        return ExitCode.Fine;
    }

    private static string Needs(CatalogueEntry entry) => entry.NeedsKey ? "a key" : entry.SignUpPage is not null ? "sign-up" : "";

    private static string Verified(CatalogueEntry entry) => entry.Sources.Max(static source => source.Verified) ?? "";
}
