using System.CommandLine;
using System.CommandLine.Completions;
using System.Linq;
using IpBlock.Administration.Catalogue;
using IpBlock.Service.Commands.Providers;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands.Catalogue;

/// <summary><c>ipblock catalog show ENTRY</c>.</summary>
internal sealed class CatalogShowCommand : QuickCommand
{
    private readonly Argument<string> _entry;

    public CatalogShowCommand(Shell shell)
        : base(shell, "show", "Show all about one of them.")
    {
        _entry = With(new Argument<string>("ENTRY") { Description = "Its name in catalog list." });
        _entry.CompletionSources.Add(static _ => ProviderCatalogue.Entries.Select(static entry => new CompletionItem(entry.Id)));
    }

    public static void Write(JsonObject json, CatalogueEntry entry) => json
        .Set("id", entry.Id).Set("name", entry.Name).Set("kind", ProviderKinds.Word(entry.Kind)).Set("about", entry.About)
        .Set("lookupDomain", entry.DomainPattern).Set("needsKey", entry.NeedsKey).Set("keyPage", entry.KeyPage)
        .Set("ipAddressesMatch", entry.Responses).Set("returnCodes", entry.ReturnCodes).Set("ipv6", entry.IPv6)
        .Set("rejectionResponse", entry.RejectionResponse).Set("removalPage", entry.RemovalPage).Set("termsPage", entry.TermsPage).Set("notes", entry.Notes);

    protected override int Run(Session session, ParseResult parse)
    {
        var id = parse.GetRequiredValue(_entry);
        if (ProviderCatalogue.Find(id) is not { } entry)
            return session.Fail($"the catalogue has no '{id}'; it has " + string.Join(", ", ProviderCatalogue.Entries.Select(static known => known.Id)));
        if (session.Json)
            JsonObject.Write(session.Out, json => Write(json, entry));
        else
            Print(session, entry);
        return ExitCode.Fine;
    }

    private static void Print(Session session, CatalogueEntry entry)
    {
        var table = new TextTable("Property", "Value")
            .Row(Cell.Dim("entry"), entry.Id).Row(Cell.Dim("name"), entry.Name).Row(Cell.Dim("kind"), ProviderKinds.Word(entry.Kind))
            .Row(Cell.Dim("holds"), entry.About).Row(Cell.Dim("lookup domain"), entry.DomainPattern)
            .Row(Cell.Dim("matches"), string.Join(", ", entry.Responses)).Row(Cell.Dim("return codes"), string.Join('\n', entry.ReturnCodes))
            .Row(Cell.Dim("IPv6"), entry.IPv6 ? "yes" : "not asked").Row(Cell.Dim("removal"), entry.RemovalPage).Row(Cell.Dim("terms of use"), entry.TermsPage);
        if (entry.KeyPage is { } page)
            table.Row(Cell.Dim("key"), "needed; " + page);
        if (entry.RejectionResponse is { } reply)
            table.Row(Cell.Dim("reply"), reply);
        table.Row(Cell.Dim("notes"), entry.Notes).Print(session);
    }
}
