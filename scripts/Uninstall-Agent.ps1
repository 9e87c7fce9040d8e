#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Removes the IpBlock agent from this Exchange server.

.DESCRIPTION
Unregisters the agent in every transport service where it is, reads back, and removes its files and its event source. The settings and the log stay,
unless -RemoveSettings is given. If the unregistering fails, it is undone. Files that a running service still holds are named; delete them after the
service has been restarted, or run the script again.

Run it in Windows PowerShell as an administrator, not in the Exchange Management Shell.

.PARAMETER TransportService
Removes the agent from this transport service alone, and keeps the files if it is in another.

.PARAMETER RemoveSettings
Removes the settings and the log as well.

.PARAMETER AgentRoot
The folder with a folder for each version. Without it, that of the MSI, else C:\Program Files\IpBlock\Agent.

.PARAMETER SettingsFolder
The folder of ipblock.json. Without it, C:\ProgramData\IpBlock.

.PARAMETER Restart
Restarts the transport service without asking.

.PARAMETER NoRestart
Neither asks nor restarts. The agent works until the next restart of the service.

.PARAMETER WatchSeconds
How long the restarted service must stay up.

.PARAMETER StatePath
Keeps what was registered before in this file, for Restore-Agent.ps1.

.PARAMETER LogPath
Writes every step to this file too.

.EXAMPLE
.\Uninstall-Agent.ps1 -Restart
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [ValidateSet('Edge', 'FrontEnd', 'Hub')] [string] $TransportService,
    [switch] $RemoveSettings,
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

$root = Get-AgentRoot $AgentRoot
$exchange = Get-Exchange
$before = @()
if ($exchange -and $exchange.TransportServices.Count -gt 0) {
    Import-AgentCmdlets
    $before = @($exchange.TransportServices | ForEach-Object { Get-Registration $_ })
}
Save-State $StatePath $root $before
$going = @($before | Where-Object { -not $TransportService -or $_.TransportService -eq $TransportService })
$staying = @($before | Where-Object { $going -notcontains $_ })
if ($going.Count -eq 0) { Write-Step "$script:AgentName is not registered." }

Invoke-AllOrNothing 'The removal' {
    foreach ($one in $going) {
        Invoke-Step 'Unregister the agent' "$script:AgentName in $($one.TransportService)" -With $one -Do {
            param($one)
            Remove-Registration $one.TransportService
            if (Get-Registration $one.TransportService) { throw 'Exchange was told to remove the agent, and still shows it.' }
        } -Undo { param($one) Restore-Registration $one.TransportService $one }
    }
    Restart-WhenWanted @($going | ForEach-Object { $_.TransportService }) $Restart $NoRestart $WatchSeconds
    if ($staying.Count -gt 0) {
        Save-Remembered $root $staying
    }
    else {
        Unregister-EventSource
    }
}
if ($staying.Count -eq 0) { Remove-Installed $root $SettingsFolder $RemoveSettings }
