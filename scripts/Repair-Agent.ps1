#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Repairs the IpBlock agent: restores its files, permissions and registration.

.DESCRIPTION
Run it after a cumulative update of Exchange, which can remove, disable or reorder the agent. The script checks the files, the permissions and the
registration in every transport service in which the agent was installed, corrects what is not correct, and verifies the result. If no problem is found,
nothing is changed.

Run it in Windows PowerShell as an administrator, not in the Exchange Management Shell.

.PARAMETER SourceFolder
The folder with the files of the agent. Default: the folder Agent in the folder of this script.

.PARAMETER AgentRoot
The folder that contains one folder for each version. Default: the Agent folder of the installation by MSI, otherwise
C:\Program Files\IpBlock\Agent.

.PARAMETER SettingsFolder
The folder of ipblock.json. Default: C:\ProgramData\IpBlock.

.PARAMETER Restart
Restarts the transport service without a confirmation prompt.

.PARAMETER NoRestart
Does not restart the service and does not ask.

.PARAMETER WatchSeconds
How many seconds the restarted service must keep running. Default: 15.

.PARAMETER StatePath
Saves the previous registration in this file, for Restore-Agent.ps1.

.PARAMETER LogPath
Also writes every step to this file.

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
