#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Puts the IpBlock agent back as it was installed.

.DESCRIPTION
For after a cumulative update of Exchange, which may have dropped, disabled or reordered the agent, and whenever in doubt: checks the files, the rights
and the registration in every transport service where the agent was installed, puts right what is not, and reads back. If all is right, nothing is changed.

Run it in Windows PowerShell as an administrator, not in the Exchange Management Shell.

.PARAMETER SourceFolder
The folder with the agent's files. Without it, Agent beside this script.

.PARAMETER AgentRoot
The folder with a folder for each version. Without it, that of the MSI, else C:\Program Files\IpBlock\Agent.

.PARAMETER SettingsFolder
The folder of ipblock.json. Without it, C:\ProgramData\IpBlock.

.PARAMETER Restart
Restarts the transport service without asking.

.PARAMETER NoRestart
Neither asks nor restarts.

.PARAMETER WatchSeconds
How long the restarted service must stay up.

.PARAMETER StatePath
Keeps what was registered before in this file, for Restore-Agent.ps1.

.PARAMETER LogPath
Writes every step to this file too.

.EXAMPLE
.\Repair-Agent.ps1 -Restart
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [string] $SourceFolder,
    [string] $AgentRoot,
    [string] $SettingsFolder = (Join-Path $env:ProgramData 'IpBlock'),
    [switch] $Restart,
    [switch] $NoRestart,
    [ValidateRange(0, 600)] [int] $WatchSeconds = 15,
    [string] $StatePath,
    [string] $LogPath
)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot\parts\Installing.ps1"
Start-Steps $PSCmdlet $LogPath

$exchange = Get-ExchangeOrThrow
Import-AgentCmdlets
$root = Get-AgentRoot $AgentRoot
$source = Find-AgentSource $SourceFolder
$folder = Select-AgentFolder $root $source
$before = @($exchange.TransportServices | ForEach-Object { Get-Registration $_ })
Write-Step "Exchange $($exchange.Version), registered in: $(($before | ForEach-Object { $_.TransportService }) -join ', ')"
Save-State $StatePath $root $before

# What was installed, where it still can be; else what is registered; else what a new installation would do.
$known = @(Get-Remembered $root | Where-Object { $exchange.TransportServices -contains $_.TransportService })
if ($known.Count -eq 0) { $known = $before }
if ($known.Count -eq 0) { $known = @([pscustomobject]@{ TransportService = $exchange.TransportServices[0]; Priority = 1 }) }
$wanted = @($known | ForEach-Object {
        [pscustomobject]@{
            TransportService = $_.TransportService
            AssemblyPath = Join-Path $folder 'IpBlock.Agent.dll'
            Factory = $script:AgentFactory
            Enabled = $true
            Priority = Get-PossiblePriority $_.TransportService $_.Priority
        }
    })
Invoke-AllOrNothing 'The repair' {
    Install-Files $source $folder $SettingsFolder
    Install-Registrations $root $wanted $before
    $changed = @($wanted | Where-Object { Test-Changed $_ $before } | ForEach-Object { $_.TransportService })
    Restart-WhenWanted $changed $Restart $NoRestart $WatchSeconds
}
Remove-SavedRights
Remove-AgentFolders $root (@($folder) + @($before | Where-Object { $StatePath } | ForEach-Object { Split-Path $_.AssemblyPath }))
if (-not $WhatIfPreference) { Write-Step "$script:AgentName is registered and enabled in $(($wanted | ForEach-Object { $_.TransportService }) -join ', ')." }
