using System;
using IpBlock.Administration.Import.Exchange;
using IpBlock.Administration.Import.Exim;
using IpBlock.Administration.Import.Maddy;
using IpBlock.Administration.Import.Panels;
using IpBlock.Administration.Import.PolicydWeight;
using IpBlock.Administration.Import.Postfix;
using IpBlock.Administration.Import.Rspamd;
using IpBlock.Providers.Zones;
using IpBlock.Settings;

namespace IpBlock.Administration.Import;

/// <summary>
/// Reads what an administrator already has in Exchange, Postfix, Exim, Rspamd, maddy or policyd-weight and says what of it becomes which setting. Writes nothing,
/// opens no file by itself, and no text whatsoever makes it throw.
/// </summary>
public static class Importer
{
    /// <summary>A longer text, in characters, is not read: it could not become a settings file either.</summary>
    public const int MaxLength = SettingsFile.MaxBytes;

    private const string NotRecognized =
        "it is not recognized as an export or a script of Exchange, main.cf, master.cf or a cidr table of Postfix, a configuration of Exim, the lists of a hosting panel, rbl.conf of Rspamd, maddy.conf, "
        + "or policyd-weight.conf; specify the type";

    /// <summary>What the text is, by what stands in it and, where that leaves doubt, by the file's name; null when it cannot be told.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ImportSource? Detect(string text, string fileName)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        if (fileName is null)
            throw new ArgumentNullException(nameof(fileName));
        return SourceDetection.Detect(text, fileName);
    }

    /// <summary>
    /// Reads the text as what <paramref name="source"/> says, or as what it is found to be. The file name tells block from allow where Exchange's
    /// JSON and CSV do not.
    /// </summary>
    /// <param name="text">The configuration.</param>
    /// <param name="fileName">Its name, for where the text leaves doubt.</param>
    /// <param name="source">What it is; null to find out.</param>
    /// <param name="openFile">The text of a file that the configuration names by its path, null when it cannot be read; without it no other file is read.</param>
    /// <param name="zones">The zones that should not be asked; the program's own unless given.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> or <paramref name="fileName"/> is null.</exception>
    public static ImportPlan Read(string text, string fileName, ImportSource? source = null, Func<string, string?>? openFile = null, ZoneTable? zones = null)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        if (fileName is null)
            throw new ArgumentNullException(nameof(fileName));
        source ??= Detect(text, fileName);
        var plan = new PlanBuilder(zones);
        if (text.Length > MaxLength)
            plan.Refuse(fileName, 1, "it has more than 16 million characters; import it in parts");
        else
            Read(text.TrimStart('\uFEFF'), fileName, source, plan, path => openFile?.Invoke(path) is { Length: <= MaxLength } other ? other : null);
        return plan.Build(source);
    }

    private static void Read(string text, string fileName, ImportSource? source, PlanBuilder plan, Func<string, string?> openFile)
    {
        switch (source)
        {
            case ImportSource.ExchangeClixml:
                ExchangeImport.Read(ClixmlReader.Read(text, plan), fileName, plan);
                break;
            case ImportSource.ExchangeJson:
                ExchangeImport.Read(JsonObjects.Read(text, plan), fileName, plan);
                break;
            case ImportSource.ExchangeCsv:
                ExchangeImport.Read(CsvObjects.Read(text, plan), fileName, plan);
                break;
            case ImportSource.ExchangeScript:
                ExchangeImport.Read(ScriptObjects.Read(text, plan), fileName, plan);
                break;
            case ImportSource.PostfixMain:
                MainImport.Read(text, fileName, plan, openFile);
                break;
            case ImportSource.PostfixMaster:
                MasterImport.Read(text, fileName, plan, openFile);
                break;
            case ImportSource.PostfixAccess:
                AccessTable.Read(text, plan);
                break;
            case ImportSource.Exim:
                EximImport.Read(text, plan);
                break;
            case ImportSource.Rspamd:
                RspamdImport.Read(text, plan);
                break;
            case ImportSource.PanelLists:
                PanelLists.Read(text, plan);
                break;
            case ImportSource.Maddy:
                MaddyImport.Read(text, plan);
                break;
            case ImportSource.PolicydWeight:
                PolicydWeightImport.Read(text, plan);
                break;
            default:
                plan.Refuse(fileName, 1, NotRecognized);
                break;
        }
    }
}
