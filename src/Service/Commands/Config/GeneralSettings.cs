using System.CommandLine;
using System.CommandLine.Completions;
using System.Linq;
using IpBlock.Settings.Schema;

namespace IpBlock.Service.Commands.Config;

/// <summary>How commands name a general setting.</summary>
internal static class GeneralSettings
{
    public static Argument<string> Argument()
    {
        var setting = new Argument<string>("SETTING") { Description = "The setting, such as lookup, dns.servers or log.maxAge." };
        setting.CompletionSources.Add(static _ => GeneralSetting.All.Select(static one => new CompletionItem(one.Path)));
        return setting;
    }
}
