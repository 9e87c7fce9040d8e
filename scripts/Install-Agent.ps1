#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Installs the IpBlock agent on this Exchange server.

.DESCRIPTION
Detects Exchange and its role, copies the agent to a folder for its version, grants the transport services the permissions that they require, registers
and enables the agent, sets its priority, and verifies the result. You can run it again: it changes only what is not correct. If a step fails, the script
undoes all steps, and shows what it could not undo.

Run it in Windows PowerShell as an administrator, not in the Exchange Management Shell.

.PARAMETER TransportService
The transport service in which the agent is registered: Edge on an Edge Transport server, FrontEnd on a Mailbox server, because this service sees the
address of the client. Use Hub only on servers whose front end is not used. Default: Edge or FrontEnd, according to the role of this server.

.PARAMETER Priority
The priority of the agent; 1 is the first agent. Default: the current priority, or 1 for a new agent.

.PARAMETER SourceFolder
The folder with the files of the agent. Default: the folder Agent in the folder of this script.

.PARAMETER AgentRoot
The folder in which a folder for each version is created. Default: the Agent folder of the installation by MSI, otherwise
C:\Program Files\IpBlock\Agent.

.PARAMETER SettingsFolder
The folder of ipblock.json. If the file does not exist, it is created. Default: C:\ProgramData\IpBlock, which is the folder that the agent uses.

.PARAMETER Restart
Restarts the transport service without a confirmation prompt.

.PARAMETER NoRestart
Does not restart the service and does not ask. The agent becomes active after the next restart of the service.

.PARAMETER LeaveDisabled
Does not enable an agent that is registered but disabled.

.PARAMETER WatchSeconds
How many seconds the restarted service must keep running. Default: 15.

.PARAMETER StatePath
Saves the previous registration in this file, for Restore-Agent.ps1, and keeps the folder of the previous version.

.PARAMETER LogPath
Also writes every step to this file.

.EXAMPLE
.\Install-Agent.ps1

.EXAMPLE
.\Install-Agent.ps1 -WhatIf

.EXAMPLE
.\Install-Agent.ps1 -TransportService FrontEnd -Priority 1 -Restart
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [ValidateSet('Edge', 'FrontEnd', 'Hub')] [string] $TransportService,
    [ValidateRange(1, 1000)] [int] $Priority,
    [string] $SourceFolder,
    [string] $AgentRoot,
    [string] $SettingsFolder = (Join-Path $env:ProgramData 'IpBlock'),
    [switch] $Restart,
    [switch] $NoRestart,
    [switch] $LeaveDisabled,
    [ValidateRange(0, 600)] [int] $WatchSeconds = 15,
    [string] $StatePath,
    [string] $LogPath
)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot\parts\Installing.ps1"
Start-Steps $PSCmdlet $LogPath

$exchange = Get-ExchangeOrThrow
$service = Select-TransportService $exchange $TransportService
Import-AgentCmdlets
$root = Get-AgentRoot $AgentRoot
$source = Find-AgentSource $SourceFolder
$folder = Select-AgentFolder $root $source
$before = Get-Registration $service
Write-Step "Exchange $($exchange.Version), transport service $service"
Save-State $StatePath $root @($before | Where-Object { $_ })

$wanted = [pscustomobject]@{
    TransportService = $service
    AssemblyPath = Join-Path $folder 'IpBlock.Agent.dll'
    Factory = $script:AgentFactory
    Enabled = -not ($LeaveDisabled -and $before -and -not $before.Enabled)
    Priority = if ($Priority) { $Priority } elseif ($before) { $before.Priority } else { 1 }
}
Invoke-AllOrNothing 'The installation' {
    Install-Files $source $folder $SettingsFolder
    Install-Registrations $root @($wanted) @($before)
    Restart-WhenWanted @($service) $Restart $NoRestart $WatchSeconds
}
Remove-SavedRights
$keep = @($folder)
if ($StatePath -and $before) { $keep += Split-Path $before.AssemblyPath }
Remove-AgentFolders $root $keep
if (-not $WhatIfPreference) { Write-Step "$script:AgentName is registered in $service, enabled: $($wanted.Enabled), priority $($wanted.Priority)." }
