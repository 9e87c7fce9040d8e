using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Catalogue.Signed;
using IpBlock.Service.Terminal;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Catalogue;

/// <summary><c>ipblock catalog update FILE|URL</c>.</summary>
internal sealed class CatalogUpdateCommand : LeafCommand
{
    private const string NoKey = "signed catalogues are not accepted, because catalogue.publicKey is not set; to accept those of a publisher, run "
        + "ipblock config set catalogue.publicKey KEY, with the public key of the publisher";

    private readonly Argument<string?> _source;

    public CatalogUpdateCommand(Shell shell)
        : base(shell, "update", "Activate a newer catalogue that is signed with the key of catalogue.publicKey.")
    {
        _source = With(new Argument<string?>("FILE|URL")
        {
            Description = "The signed catalogue: a file, or a URL that begins with https://. Default: catalogue.url.",
            Arity = ArgumentArity.ZeroOrOne,
        });
        With(shell.DryRun);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parse, CancellationToken stop)
    {
        if (session.Load() is not { } settings)
            return ExitCode.Wrong;
        if (settings.Catalogue.PublicKey is not { } key)
            return session.Fail(NoKey);
        if ((parse.GetValue(_source) ?? settings.Catalogue.Url?.Reveal().OriginalString) is not { } source)
            return session.Fail("specify the file or the URL of the signed catalogue, or set catalogue.url");
        var (content, name, code) = await ReadAsync(session, settings, source, stop).ConfigureAwait(false);
        if (content is null)
            return code;
        var update = new CatalogueUpdate(session.SettingsPath, session.Clock);
        var result = session.IsDryRun ? update.Preview(content, name, key) : update.Apply(content, name, key);
        foreach (var error in result.Errors)
            session.Complain(error);
        if (!result.Succeeded)
            return ExitCode.Wrong;
        if (session.Json)
            JsonObject.Write(session.Out, json => Write(json.Set("changed", !session.IsDryRun).Set("dryRun", session.IsDryRun), result));
        else
            Print(session, result);
        return ExitCode.Fine;
    }

    private static async Task<(byte[]? Content, string Name, int Code)> ReadAsync(
        Session session, FilterSettings settings, string source, CancellationToken stop)
    {
        if (source.Contains("://", StringComparison.Ordinal))
        {
            if (!ListUrl.TryParse(source, out var url, out _))
                return (null, "", session.Fail("the URL of a catalogue must begin with https://"));
            var fetch = CatalogueDownload.FetchAsync(url, settings, session.SettingsPath, stop);
            var (content, problem) = await session.WaitForAsync(fetch, "Fetching the catalogue").ConfigureAwait(false);
            if (problem is not null)
                session.Fail($"{url}: {problem}");
            return (content, url.ToString(), ExitCode.NoDns);
        }

        try
        {
            return (SignedCatalogue.ReadFile(source), source, ExitCode.Fine);
        }
        catch (InvalidDataException damage)
        {
            return (null, source, session.Fail($"{source}: {damage.Message}"));
        }
    }

    private static void Write(JsonObject json, CatalogueUpdateResult result)
    {
        json.Set("version", result.Catalogue!.Version).Set("expires", PointInTime.Format(result.Catalogue.Expires));
        if (result.Before is { } before)
            json.Set("before", before.Version);
        json.Set("added", result.Added).Set("replaced", result.Changed).Set("removed", result.Removed).Set("zones", result.Catalogue.ZoneCount);
    }

    private static void Print(Session session, CatalogueUpdateResult result)
    {
        var before = result.Before is { } old ? $" and replaces version {old.Version.ToString(CultureInfo.InvariantCulture)}" : "";
        var done = session.IsDryRun ? "Would activate the signed catalogue" : "The signed catalogue is active";
        session.Out.WriteLine($"{done}{before}: {result.Catalogue}.");
        Say(session, "New lists", result.Added);
        Say(session, "Changed", result.Changed);
        Say(session, "No longer in it", result.Removed);
        if (result.Catalogue!.ZoneCount is > 0 and var zones)
            session.Out.WriteLine($"Zones that must not be queried: {zones.ToString(CultureInfo.InvariantCulture)} {(zones == 1 ? "entry" : "entries")}");
        session.Out.WriteLine("The providers in your settings are unchanged. To see the lists that provider add can now use, run ipblock catalog list");
    }

    private static void Say(Session session, string what, IReadOnlyList<string> ids)
    {
        if (ids.Count > 0)
            session.Out.WriteLine($"{what}: {string.Join(", ", ids)}");
    }
}
