using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Catalogue;
using IpBlock.PowerShell.Arguments;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Shows the well-known lists of the catalogue.</summary>
[Cmdlet(VerbsCommon.Get, "IpBlockCatalogEntry", HelpUri = Manual.Address)]
[OutputType(typeof(IpBlockCatalogEntry))]
public sealed class GetIpBlockCatalogEntryCommand : IpBlockCmdlet
{
    /// <summary>Identities or names, in which stars stand for anything.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(CatalogEntryCompleter))]
    [TextOnly]
    public string[]? Identity { get; set; }

    private SiteCatalogue? _catalogue;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _catalogue = SiteCatalogue.Read(SettingsFilePath);
        foreach (var error in _catalogue.Errors)
            WriteWarning(error.ToString());
        if (_catalogue is { IsExpired: true, Signed: { } signed })
            WriteWarning($"The signed catalogue has expired ({signed}); it is still used. To get a newer one, run Update-IpBlockCatalog.");
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Identity ?? ["*"])
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            var found = _catalogue!.Entries.Where(entry => pattern.IsMatch(entry.Id) || pattern.IsMatch(entry.Name)).ToList();
            WriteObject(found.ConvertAll(entry => new IpBlockCatalogEntry(_catalogue, entry)), enumerateCollection: true);
            if (found.Count == 0 && ProviderNames.IsPlain(name))
                WriteError(Record($"The catalogue has no entry '{name}'. To see the entries, run Get-IpBlockCatalogEntry without a name.", "CatalogEntryNotFound", ErrorCategory.ObjectNotFound, name));
        }
    }
}
