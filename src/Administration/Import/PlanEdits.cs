using System;
using IpBlock.Administration.Editing;
using IpBlock.Settings;

namespace IpBlock.Administration.Import;

/// <summary>Each item of a plan as the change that puts it into the settings file.</summary>
internal static class PlanEdits
{
    public static SettingsEdit Of(ImportedItem item) => item.Kind switch
    {
        ImportedKind.BlockProvider => SettingsEdit.AddProvider(ProviderKind.Block, item.Properties),
        ImportedKind.AllowProvider => SettingsEdit.AddProvider(ProviderKind.Allow, item.Properties),
        ImportedKind.BlockListEntry => SettingsEdit.AddEntry(ListKind.Block, Text(item, "address")!, Text(item, "comment"), Expires(item)),
        ImportedKind.AllowListEntry => SettingsEdit.AddEntry(ListKind.Allow, Text(item, "address")!, Text(item, "comment"), Expires(item)),
        ImportedKind.ClientException => SettingsEdit.AddClientException(Text(item, "client")!, Text(item, "comment"), Expires(item)),
        ImportedKind.RecipientException => SettingsEdit.AddRecipientException(Text(item, "recipient")!, Text(item, "comment"), Expires(item)),
        _ => SettingsEdit.Set(item.Name, Text(item, item.Name)),
    };

    private static string? Text(ImportedItem item, string property) => item.Properties.TryGetValue(property, out var value) ? (string?)value : null;

    private static DateTimeOffset? Expires(ImportedItem item) => PointInTime.TryParse(Text(item, "expires"), out var moment, out _) ? moment : null;
}
