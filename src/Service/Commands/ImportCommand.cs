using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Import;
using IpBlock.Providers.Zones;
using IpBlock.Service.Terminal;

namespace IpBlock.Service.Commands;

/// <summary>
/// <c>ipblock import FILE</c>: a settings file of IpBlock in place of the one in force, or what another product's configuration holds, added to it. The latter only
/// says what it would do, until <c>--apply</c> is given.
/// </summary>
internal sealed class ImportCommand : ChangingCommand
{
    private static readonly Dictionary<string, ImportSource?> Sources = new(StringComparer.Ordinal)
    {
        ["ipblock"] = null,
        ["exchange"] = ImportSource.ExchangeClixml,
        ["postfix"] = ImportSource.PostfixMain,
        ["postfix-access"] = ImportSource.PostfixAccess,
        ["postfix-master"] = ImportSource.PostfixMaster,
        ["exim"] = ImportSource.Exim,
        ["rspamd"] = ImportSource.Rspamd,
        ["panel"] = ImportSource.PanelLists,
        ["maddy"] = ImportSource.Maddy,
        ["policyd-weight"] = ImportSource.PolicydWeight,
    };

    private const string NoneOfThese =
        "It is none of these: a settings file of IpBlock (begins with a brace), an export or script of Exchange, main.cf, master.cf or a cidr table of Postfix, "
        + "a configuration of Exim, dnsbl.conf of a hosting panel, rbl.conf of Rspamd, maddy.conf, or policyd-weight.conf. If it is one of these, specify the type";

    private readonly Argument<string> _file;
    private readonly Option<string?> _from;
    private readonly Option<bool> _apply;

    public ImportCommand(Shell shell)
        : base(shell, "import", "Import settings: a complete settings file, or the lists of another product.")
    {
        _file = With(new Argument<string>("FILE") { Description = "A settings file from ipblock export, or a file of Exchange, Postfix, Exim, Rspamd, maddy or policyd-weight; - reads standard input." });
        _from = With(new Option<string?>("--from") { HelpName = "product", Description = "The type of the file, if it is not recognized: " + string.Join(", ", Sources.Keys.SkipLast(1)) + " or " + Sources.Keys.Last() + "." });
        _from.AcceptOnlyFromAmong([.. Sources.Keys]);
        _apply = With(new Option<bool>("--apply") { Description = "Add the lists of another product's file; without this option, only show them." });
    }

    protected override int Run(Session session, ParseResult parse)
    {
        var file = parse.GetRequiredValue(_file);
        string text;
        try
        {
            text = string.Equals(file, "-", StringComparison.Ordinal) ? session.In.ReadToEnd() : File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return session.Fail($"{file} cannot be read: {failure.Message}");
        }

        var from = parse.GetValue(_from);
        if (SourceOf(text, file, from) is not { } source)
        {
            return from is null && !LooksLikeSettings(text)
                ? session.Fail($"{file} is not recognized: {UnknownText.Describe(text)}. {NoneOfThese} with --from: {string.Join(", ", Sources.Keys)}")
                : session.Apply($"The settings of {file} are now those of {session.SettingsPath}.", SettingsEdit.Replace(text, file));
        }

        // Whole, so that what stands beside it is found.
        var path = string.Equals(file, "-", StringComparison.Ordinal) ? file : Path.GetFullPath(file);
        var plan = Importer.Read(text, path, source, TextOf, SiteZones.Read(session.SettingsPath).Table);
        return parse.GetValue(_apply) ? Carry(session, plan) : ImportReport.Show(session, plan);
    }

    // What the configuration names, or has beside it: the tables of Postfix, main.cf and master.cf.
    private static string? TextOf(string path)
    {
        try
        {
            return Path.IsPathFullyQualified(path) && File.Exists(path) && new FileInfo(path).Length <= Importer.MaxLength ? File.ReadAllText(path) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool LooksLikeSettings(string text) => text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n') is ['{', ..] or ['/', '/' or '*', ..];

    // Exchange has three forms, and the file says which.
    private static ImportSource? SourceOf(string text, string file, string? from)
    {
        var found = Importer.Detect(text, file);
        if (from is null)
            return found is ImportSource.ExchangeJson && HoldsSettings(text) ? null : found;
        var named = Sources[from];
        return named is ImportSource.ExchangeClixml && found is ImportSource.ExchangeJson or ImportSource.ExchangeCsv or ImportSource.ExchangeScript ? found : named;
    }

    // Both are JSON: our names begin with a small letter, those of Exchange's objects with a capital, and an empty object is a whole settings file.
    private static bool HoldsSettings(string text)
    {
        var name = text.IndexOf('"', StringComparison.Ordinal) + 1;
        return !text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith('[') && (name == 0 || name == text.Length || char.IsLower(text[name]));
    }

    private static int Carry(Session session, ImportPlan plan)
    {
        var added = plan;
        if (File.Exists(session.SettingsPath))
        {
            if (session.Load() is not { } settings)
                return ExitCode.Wrong;
            added = plan.Without(settings);
        }

        foreach (var note in ImportReport.Remarks(added.Items).Concat(ImportReport.NotCarriedOver(plan)))
            session.Note(note);
        var there = plan.Items.Count - added.Items.Count;
        if (there > 0)
            session.Note($"{there.ToString(CultureInfo.InvariantCulture)} already exist and are unchanged.");
        return session.Apply($"{added.Items.Count} added to {session.SettingsPath}.", added.ToEdits());
    }
}
