using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.Catalogue;
using IpBlock.Service.Commands.Providers;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Catalogue;

/// <summary><c>ipblock catalog show ENTRY</c>.</summary>
internal sealed class CatalogShowCommand : QuickCommand
{
    private readonly Argument<string> _entry;

    public CatalogShowCommand(Shell shell)
        : base(shell, "show", "Show the details of a well-known list.")
    {
        _entry = With(new Argument<string>("ENTRY") { Description = "The entry, as shown by catalog list." });
        _entry.CompletionSources.Add(static _ => ProviderCatalogue.Entries.Select(static entry => new CompletionItem(entry.Id)));
    }

    /// <summary>The catalogue with the site's overlays, after what is wrong with these was said.</summary>
    public static SiteCatalogue Read(Session session)
    {
        var catalogue = SiteCatalogue.Read(session.SettingsPath, session.Clock);
        foreach (var error in catalogue.Errors)
            session.Complain(error);
        if (catalogue is { IsExpired: true, Signed: { } signed })
            session.Warn($"the signed catalogue has expired ({signed}); it is still used. To get a newer one, run ipblock catalog update");
        return catalogue;
    }

    public static void Write(JsonObject json, SiteCatalogue catalogue, CatalogueEntry entry)
    {
        json.Set("id", entry.Id).Set("name", entry.Name).Set("kind", ProviderKinds.Word(entry.Kind)).Set("about", entry.About)
            .Set("lookupDomain", entry.DomainPattern).Set("needsKey", entry.NeedsKey).Set("signUpPage", entry.SignUpPage)
            .Set("ipAddressesMatch", entry.Responses).Set("returnCodes", entry.ReturnCodes).Set("suggestedScore", (IpBlock.Settings.Score?)entry.Score)
            .Set("ipv6", entry.IPv6).Set("ipv6Zone", entry.IPv6Zone).Set("listedTestPoint", entry.ListedPoint).Set("unlistedTestPoint", entry.UnlistedPoint);
        if (entry.QueriesPerDay is { } queries)
            json.Set("queriesPerDay", queries);
        json.Set("refuses", entry.Refuses).Set("rejectionResponse", entry.RejectionResponse).Set("removalPage", entry.RemovalPage)
            .Set("termsPage", entry.TermsPage).Set("notes", entry.Notes).Set("lastProbed", catalogue.LastProbed(entry))
            .Set("sources", entry.Sources, Write).Set("from", catalogue.OriginOf(entry));
        if (catalogue.Signed is { } signed && catalogue.OriginOf(entry) is SiteCatalogue.FromSigned)
            json.Set("catalogueVersion", signed.Version).Set("catalogueExpires", PointInTime.Format(signed.Expires));
    }

    private static void Write(JsonObject json, CatalogueSource source) =>
        json.Set("facts", source.Facts).Set("source", source.Source).Set("date", source.Date).Set("verified", source.Verified);

    protected override int Run(Session session, ParseResult parse)
    {
        var id = parse.GetRequiredValue(_entry);
        var catalogue = Read(session);
        if (catalogue.Find(id) is not { } entry)
            return session.Fail($"the catalogue has no entry '{id}'; the entries are " + string.Join(", ", catalogue.Entries.Select(static known => known.Id)));
        if (session.Json)
            JsonObject.Write(session.Out, json => Write(json, catalogue, entry));
        else
            Print(session, catalogue, entry);
        return ExitCode.Fine;
    }

    private static void Print(Session session, SiteCatalogue catalogue, CatalogueEntry entry)
    {
        var table = new TextTable("Property", "Value")
            .Row(Cell.Dim("entry"), entry.Id).Row(Cell.Dim("name"), entry.Name).Row(Cell.Dim("kind"), ProviderKinds.Word(entry.Kind))
            .Row(Cell.Dim("holds"), entry.About).Row(Cell.Dim("lookup domain"), entry.DomainPattern)
            .Row(Cell.Dim("matches"), string.Join(", ", entry.Responses)).Row(Cell.Dim("return codes"), string.Join('\n', entry.ReturnCodes))
            .Row(Cell.Dim("suggested score"), entry.Score.ToString()).Row(Cell.Dim("IPv6"), IPv6(entry))
            .Row(Cell.Dim("test points"), entry.ListedPoint is null ? "not known" : $"{entry.ListedPoint} is listed, {entry.UnlistedPoint} is not");
        if (entry.QueriesPerDay is { } queries)
            table.Row(Cell.Dim("queries a day"), "at most " + queries.ToString("N0", CultureInfo.InvariantCulture) + " free of charge");
        if (entry.Refuses is { } refuses)
            table.Row(Cell.Dim("refuses"), refuses);
        table.Row(Cell.Dim("removal"), Known(entry.RemovalPage)).Row(Cell.Dim("terms of use"), Known(entry.TermsPage));
        if (entry.SignUpPage is { } page)
            table.Row(Cell.Dim(entry.NeedsKey ? "key" : "sign-up"), "needed; " + page);
        if (entry.RejectionResponse is { } reply)
            table.Row(Cell.Dim("reply"), reply);
        table.Row(Cell.Dim("notes"), entry.Notes).Row(Cell.Dim("sources"), string.Join('\n', entry.Sources.Select(Text)))
            .Row(Cell.Dim("last probed"), catalogue.LastProbed(entry) ?? "never").Row(Cell.Dim("from"), From(catalogue, entry)).Print(session);
    }

    private static string From(SiteCatalogue catalogue, CatalogueEntry entry) => catalogue.OriginOf(entry) switch
    {
        SiteCatalogue.FromProgram => "the built-in catalogue",
        SiteCatalogue.FromSigned => "the signed catalogue, " + catalogue.Signed,
        var overlay => SiteCatalogue.FolderName + "/" + overlay,
    };

    private static string Known(string page) => page.Length > 0 ? page : "no page known";

    private static string IPv6(CatalogueEntry entry) => entry.IPv6 ? "yes" : entry.IPv6Zone is { } zone ? "in a separate zone: " + zone : "not queried";

    private static string Text(CatalogueSource source) =>
        string.Join(", ", source.Facts) + ": " + source.Source + " (" + source.Date + (source.Verified is null ? "" : ", verified " + source.Verified) + ")";
}
