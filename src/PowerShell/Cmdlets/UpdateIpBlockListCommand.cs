using System;
using System.Collections.Generic;
using System.Management.Automation;
using IpBlock.Lists;
using IpBlock.PowerShell.Arguments;
using Newtonsoft.Json.Linq;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Fetches lists, by the program ipblock: Windows PowerShell has neither its TLS nor its limits.</summary>
[Cmdlet(VerbsData.Update, "IpBlockList", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockListUpdate))]
public sealed class UpdateIpBlockListCommand : ProgramCmdlet
{
    /// <summary>The lists' names; all lists with an address when none is given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ListNameCompleter))]
    [TextOnly]
    public string[]? Identity { get; set; }

    /// <summary>Takes the version that was held back.</summary>
    [Parameter]
    public SwitchParameter Accept { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Identity is null && Accept)
        {
            WriteError(Record("-Accept requires the name of the list whose new version you accept.", "ListNameMissing", ErrorCategory.InvalidArgument, null));
            return;
        }

        foreach (var name in Identity ?? new string?[] { null })
        {
            if (ShouldProcess(name is null ? "All lists with a URL" : "List " + name, Accept ? "Accept the version held back" : "Fetch"))
                Update(name);
        }
    }

    private void Update(string? name)
    {
        var words = new List<string> { "lists", "update", "--json", "--settings", SettingsFilePath };
        if (Accept)
            words.Add("--accept");
        if (name is not null)
            words.AddRange(["--", name]);
        if (Run(words, "[", "ListNotUpdated", ErrorCategory.InvalidArgument, name) is JArray done)
            WriteAll(done);
    }

    private void WriteAll(JArray done)
    {
        foreach (var one in done)
        {
            var result = (FeedResult)Enum.Parse(typeof(FeedResult), (string)one["result"]!, ignoreCase: true);
            WriteObject(new IpBlockListUpdate((string)one["name"]!, result, (int)one["entries"]!, (string)one["why"]!));
        }
    }
}
