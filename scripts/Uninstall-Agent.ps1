#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Removes the IpBlock agent from this Exchange server.

.DESCRIPTION
Unregisters the agent in every transport service in which it is registered, verifies the result, and removes the files and the event source of the agent.
The settings and the log are kept unless you specify -RemoveSettings. If a step fails, the script undoes all steps. It shows files that a running service
still uses: restart the service, then delete the files or run the script again.

Run it in Windows PowerShell as an administrator, not in the Exchange Management Shell.

.PARAMETER TransportService
Removes the agent only from this transport service. Its files are kept if it is registered in another transport service.

.PARAMETER RemoveSettings
Also removes the settings and the log.

.PARAMETER AgentRoot
The folder that contains one folder for each version. Default: the Agent folder of the installation by MSI, otherwise
C:\Program Files\IpBlock\Agent.

.PARAMETER SettingsFolder
The folder of ipblock.json. Default: C:\ProgramData\IpBlock.

.PARAMETER Restart
Restarts the transport service without a confirmation prompt.

.PARAMETER NoRestart
Does not restart the service and does not ask. The agent is active until the next restart of the service.

.PARAMETER WatchSeconds
How many seconds the restarted service must keep running. Default: 15.

.PARAMETER StatePath
Saves the previous registration in this file, for Restore-Agent.ps1.

.PARAMETER LogPath
Also writes every step to this file.

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
            if (Get-Registration $one.TransportService) { throw 'Exchange reported no error, but the agent is still registered. Run the script again.' }
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
