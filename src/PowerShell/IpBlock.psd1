@{
    RootModule           = 'IpBlock.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = 'cf187574-d7ad-4851-943d-c876ed9e35c3'
    Author               = 'IpBlock'
    CompanyName          = 'IpBlock'
    Description          = 'Manages IpBlock, the IP block-list filter for mail servers: providers, local lists, exceptions, settings, tests and the decision log.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    DotNetFrameworkVersion = '4.7.2'
    # Newtonsoft.Json.dll is not named here: PowerShell 7 brings its own, and the module finds this one when it needs it.
    RequiredAssemblies   = @('IpBlock.Common.dll', 'IpBlock.Administration.dll')
    FormatsToProcess     = @('IpBlock.format.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    CmdletsToExport      = @(
        'Add-IpBlockEntry'
        'Add-IpBlockException'
        'Add-IpBlockList'
        'Add-IpBlockProvider'
        'Add-IpBlockRecipientPolicy'
        'Disable-IpBlockProvider'
        'Enable-IpBlockProvider'
        'Export-IpBlockConfig'
        'Get-IpBlockConfig'
        'Get-IpBlockConfigHistory'
        'Get-IpBlockEntry'
        'Get-IpBlockException'
        'Get-IpBlockFleetHistory'
        'Get-IpBlockFleetMember'
        'Get-IpBlockList'
        'Get-IpBlockLog'
        'Get-IpBlockProvider'
        'Get-IpBlockRecipientPolicy'
        'Get-IpBlockStatistics'
        'Get-IpBlockStatus'
        'Get-IpBlockThreshold'
        'Import-IpBlockConfig'
        'Publish-IpBlockFleetConfig'
        'Remove-IpBlockEntry'
        'Remove-IpBlockException'
        'Remove-IpBlockList'
        'Remove-IpBlockProvider'
        'Remove-IpBlockRecipientPolicy'
        'Set-IpBlockConfig'
        'Set-IpBlockList'
        'Set-IpBlockProvider'
        'Set-IpBlockRecipientPolicy'
        'Set-IpBlockThreshold'
        'Test-IpBlockAddress'
        'Test-IpBlockHealth'
        'Test-IpBlockProvider'
        'Test-IpBlockReplay'
        'Undo-IpBlockConfigChange'
        'Undo-IpBlockFleetVersion'
        'Update-IpBlockFleetConfig'
        'Update-IpBlockList'
    )
    FileList             = @(
        'IpBlock.psd1'
        'IpBlock.format.ps1xml'
        'IpBlock.PowerShell.dll'
        'IpBlock.Administration.dll'
        'IpBlock.Common.dll'
        'Newtonsoft.Json.dll'
        'DnsClient.dll'
        'System.Buffers.dll'
        'en-US/IpBlock.PowerShell.dll-Help.xml'
        'en-US/about_IpBlock.help.txt'
    )
    PrivateData          = @{ PSData = @{ Tags = @('DNSBL', 'RBL', 'Exchange', 'Postfix', 'mail', 'antispam') } }
}
