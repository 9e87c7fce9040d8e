using System.Linq;
using IpBlock.Administration.Policies;
using IpBlock.Service.Terminal;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.Service.Commands.Policies;

/// <summary>A recipient policy for scripts; what it leaves as it is for everybody is null.</summary>
internal static class PolicyJson
{
    public static void Write(JsonObject json, PolicyReport report)
    {
        json.Set("name", report.Settings.Name).Set("priority", report.Priority);
        foreach (var property in SettingObject.Of(typeof(RecipientPolicySettings)).Properties.Skip(1))
        {
            if (property.Kind is not null)
                json.Set(property, property.Get(report.Settings));
            else
                json.Set(property.Name, property.Get(report.Settings) is not { } value ? null : inner => inner.SetAll(value));
        }

        json.Set("recipientsInAll", report.Recipients).Set("trouble", report.Trouble);
    }
}
