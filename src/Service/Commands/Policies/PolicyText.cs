using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.Policies;
using IpBlock.Service.Terminal;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Service.Commands.Policies;

/// <summary>Recipient policies for people.</summary>
internal static class PolicyText
{
    public static void Print(Session session, IEnumerable<PolicyReport> reports)
    {
        var table = new TextTable("#", "Name", "Enabled", "Recipients", "Differs in");
        foreach (var report in reports)
        {
            var enabled = report.Settings.Enabled ? Cell.Green("yes") : Cell.Yellow("no");
            table.Row(Number(report.Priority), report.Settings.Name, enabled, Recipients(report), string.Join("; ", Differences(report.Settings).Select(static row => $"{row.Name} {row.Value}")));
        }

        table.Print(session);
    }

    public static void Print(Session session, PolicyReport report)
    {
        var policy = report.Settings;
        var table = new TextTable("Property", "Value").Row(Cell.Dim("name"), policy.Name).Row(Cell.Dim("place"), Number(report.Priority)).Row(Cell.Dim("enabled"), policy.Enabled ? "yes" : "no");
        if (policy.Recipients.Count > 0)
            table.Row(Cell.Dim("recipients"), string.Join('\n', policy.Recipients));
        if (policy.RecipientsFile is { } file)
            table.Row(Cell.Dim("recipientsFile"), report.Trouble ?? file + (report.InFile is { } count ? $", {Number(count)} recipients" : ""));
        foreach (var (name, value) in Differences(policy))
            table.Row(Cell.Dim(name), value);
        if (policy.Comment is { } comment)
            table.Row(Cell.Dim("comment"), comment);
        table.Print(session);
    }

    private static string Recipients(PolicyReport report) =>
        report.Trouble is not null ? Number(report.Recipients) + ", file not read" : report.Recipients == 1 && report.Settings.Recipients.Count == 1 ? report.Settings.Recipients[0].ToString() : Number(report.Recipients);

    /// <summary>What is otherwise than for everybody.</summary>
    private static IEnumerable<(string Name, string Value)> Differences(RecipientPolicySettings policy)
    {
        foreach (var property in SettingObject.Of(typeof(RecipientPolicySettings)).Properties)
        {
            if (property.Name is "name" or "enabled" or "recipients" or "recipientsFile" or "comment" || property.Get(policy) is not { } value)
                continue;
            var text = property.Kind is not null ? string.Join(", ", property.Format(value)) : InWords(value);
            if (text.Length > 0)
                yield return (property.Name, text);
        }
    }

    private static string InWords(object value) => string.Join(", ", SettingObject.Of(value.GetType()).Properties
        .Select(property => (property.Name, Texts: property.Format(property.Get(value)))).Where(static one => one.Texts.Count > 0).Select(static one => $"{one.Name} {one.Texts[0]}"));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
