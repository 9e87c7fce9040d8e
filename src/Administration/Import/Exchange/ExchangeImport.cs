using System;
using System.Collections.Generic;
using System.Globalization;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Exchange;

/// <summary>What Exchange's connection filtering agent knows, in IpBlock's words.</summary>
internal sealed class ExchangeImport
{
    private readonly PlanBuilder _plan;
    private readonly string _fileName;
    private readonly List<(int Priority, ProviderDraft Draft)> _providers = [];
    private readonly HashSet<ProviderKind> _off = [];

    private ExchangeImport(string fileName, PlanBuilder plan)
    {
        _plan = plan;
        _fileName = Path(fileName);
    }

    public static void Read(IReadOnlyList<ExchangeObject> objects, string fileName, PlanBuilder plan)
    {
        var import = new ExchangeImport(fileName, plan);
        foreach (var item in objects)
            import.Add(item);
        import.AddProviders();
    }

    private void Add(ExchangeObject item)
    {
        if (item.Has("LookupDomain"))
            AddProvider(item);
        else if (item.Has("IPRange"))
            AddEntry(item);
        else if (item.Has("ExternalMailEnabled") || item.Has("BypassedRecipients") || item.Has("StaticEntryRejectionResponse") || item.TypeNames.EndsWith("Config", StringComparison.OrdinalIgnoreCase))
            ConfigImport.Add(item, KindOf(item), _plan, _off);
        else
            _plan.Refuse("the object", item.Line, "it is not an object of the Get-IPBlockList or Get-IPAllowList cmdlets, or the export omitted its properties");
    }

    private void AddProvider(ExchangeObject item)
    {
        var name = item["Name"].First ?? "";
        if (KindOf(item) is not { } kind)
        {
            RefuseUnknownKind("provider " + name, item.Line);
            return;
        }

        if (item["IPAddressesMatch"].IsLost && item.Flag("AnyMatch") is not true)
        {
            _plan.Refuse("provider " + name, item.Line, "the export shows the type of IPAddressesMatch instead of its addresses; export with Export-Clixml");
            return;
        }

        var draft = ReadProvider(item, kind);
        var priority = int.TryParse(item["Priority"].First, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
        _providers.Add((priority, draft));
    }

    private static ProviderDraft ReadProvider(ExchangeObject item, ProviderKind kind)
    {
        var draft = new ProviderDraft(kind, item["LookupDomain"].First ?? "", item.Line)
        {
            Name = item["Name"].First,
            Enabled = item.Flag("Enabled") ?? true,
            AnyMatch = item.Flag("AnyMatch") ?? false,
            BitmaskMatch = MaskOf(item),
            RejectionResponse = item["RejectionResponse"].First,
        };
        foreach (var codes in item["IPAddressesMatch"].Items)
            draft.Codes.AddRange(SplitAddresses(codes));
        if (draft.AnyMatch)
            draft.Remarks.Add("AnyMatch matched every answer; in IpBlock the error codes of a list never match");
        if (item["RejectionResponse"].IsLost)
            draft.Remarks.Add("the export does not contain its RejectionResponse");
        if (item.Doubt is { } doubt)
            draft.Disable(doubt);
        return draft;
    }

    // No mask is shown as nothing or as 0.0.0.0.
    private static string? MaskOf(ExchangeObject item) => item["BitmaskMatch"].First is { } mask && mask.Trim() is not "0.0.0.0" ? mask : null;

    private static string[] SplitAddresses(string text) =>
        text.Trim('{', '}', ' ').Split([',', ';', ' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private void AddProviders()
    {
        // OrderBy of the framework is stable: equal priorities stay in the order of the file.
        foreach (var (_, draft) in System.Linq.Enumerable.OrderBy(_providers, static provider => provider.Priority))
        {
            if (_off.Contains(draft.Kind) && draft.Enabled)
                draft.Disable("all providers of its kind were disabled");
            _plan.Add(draft);
        }
    }

    private void AddEntry(ExchangeObject item)
    {
        var what = "entry " + item["IPRange"].First;
        if (item.Flag("IsMachineGenerated") is true)
        {
            _plan.Refuse(what, item.Line, "sender reputation in Exchange created it automatically, and would have removed it after a day or two");
            return;
        }

        if (KindOf(item) is not { } kind)
        {
            RefuseUnknownKind(what, item.Line);
            return;
        }

        var remarks = new List<string>();
        if (!ExchangeTime.TryRead(item["ExpirationTime"], remarks, out var expires))
        {
            _plan.Refuse(what, item.Line, $"its expiration time '{item["ExpirationTime"].First}' is in a regional format without a time zone; export with Export-Clixml");
            return;
        }

        var list = kind is ProviderKind.Block ? ImportedKind.BlockListEntry : ImportedKind.AllowListEntry;
        if (item["IPRange"].First is { } range)
            _plan.AddEntry(list, range, item.Line, item["Comment"].First, expires, remarks.ToArray());
        else
            _plan.Refuse(what, item.Line, "the export does not contain its addresses; export with Export-Clixml");
    }

    private void RefuseUnknownKind(string what, int line) =>
        _plan.Refuse(what, line, "the export does not show whether it blocks or allows; use a file name that contains block or allow, such as block-entries.json");

    /// <summary>By the type, the object's place in the directory, what only block lists have, and the file's name.</summary>
    private ProviderKind? KindOf(ExchangeObject item) =>
        KindIn(item.TypeNames) ?? KindIn(string.Join(" ", item["ObjectClass"].Items)) ?? KindIn(item["DistinguishedName"].First ?? "")
        ?? (item.Has("RejectionResponse") || item.Has("BypassedRecipients") || item.Has("StaticEntryRejectionResponse") ? ProviderKind.Block : KindIn(_fileName));

    private static ProviderKind? KindIn(string text)
    {
        var block = text.IndexOf("block", StringComparison.OrdinalIgnoreCase) >= 0;
        var allow = text.IndexOf("allow", StringComparison.OrdinalIgnoreCase) >= 0;
        return block == allow ? null : block ? ProviderKind.Block : ProviderKind.Allow;
    }

    // The folder may be called IpBlock.
    private static string Path(string fileName) => fileName.Substring(fileName.LastIndexOfAny(['/', '\\']) + 1);
}
