using System.CommandLine;
using System.CommandLine.Completions;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;

namespace IpBlock.Service.Commands.Config;

/// <summary>How commands name a general setting.</summary>
internal static class GeneralSettings
{
    public static Argument<string> Argument()
    {
        var setting = new Argument<string>("SETTING") { Description = "Such as lookup, dns.servers or log.maxAge." };
        setting.CompletionSources.Add(static _ => SettingValue.AllOf(new FilterSettings()).Select(static value => new CompletionItem(value.Path)));
        return setting;
    }
}
