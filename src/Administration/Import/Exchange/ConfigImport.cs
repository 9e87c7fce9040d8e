using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Exchange;

/// <summary>The switches that hold for all providers or all entries at once.</summary>
internal static class ConfigImport
{
    public static void Add(ExchangeObject item, ProviderKind? kind, PlanBuilder plan, ISet<ProviderKind> off)
    {
        AddRecipients(item, plan);
        AddResponses(item, plan);
        AddScope(item, plan);
        if (item.Flag("Enabled") is not false)
            return;
        if (kind is { } known && IsAboutProviders(item))
            off.Add(known);
        plan.Refuse("Enabled", item.Line, "IpBlock cannot disable one kind of list as a whole; the providers of this kind in this file are added disabled. Disable those from other files yourself");
    }

    private static void AddRecipients(ExchangeObject item, PlanBuilder plan)
    {
        var recipients = item["BypassedRecipients"];
        if (recipients.IsLost)
            plan.Refuse("BypassedRecipients", item.Line, "the export shows the type instead of the addresses; export with Export-Clixml");
        foreach (var text in recipients.Items)
        {
            foreach (var recipient in text.Trim('{', '}', ' ').Split([',', ';', ' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
                plan.AddRecipient(recipient, item.Line, "BypassedRecipients of Exchange");
        }
    }

    private static void AddResponses(ExchangeObject item, PlanBuilder plan)
    {
        if (item["StaticEntryRejectionResponse"].First is { } response)
            plan.SetResponse("blockListResponse", response, item.Line);
        if (item["MachineEntryRejectionResponse"].First is not null)
            plan.Refuse("MachineEntryRejectionResponse", item.Line, "it is the reply for entries created by sender reputation in Exchange, which IpBlock does not have");
    }

    private static void AddScope(ExchangeObject item, PlanBuilder plan)
    {
        if (item.Flag("ExternalMailEnabled") is false)
            plan.Refuse("ExternalMailEnabled = false", item.Line, "IpBlock always filters unauthenticated external connections; disable the providers if these connections must not be filtered");
        if (item.Flag("InternalMailEnabled") is true)
            plan.Refuse("InternalMailEnabled = true", item.Line, "IpBlock does not filter internal mail; exceptions.exemptAuthenticated and exceptions.exemptPrivateNetworks control which clients are exempt");
    }

    private static bool IsAboutProviders(ExchangeObject item) =>
        item.Has("BypassedRecipients") || item.TypeNames.IndexOf("Provider", StringComparison.OrdinalIgnoreCase) >= 0;
}
