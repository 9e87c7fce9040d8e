#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Installs the IpBlock agent on this Exchange server.

.DESCRIPTION
Finds Exchange and its role, copies the agent into a folder of its version, gives the transport services the rights they need, registers, enables and
orders the agent, and reads back what Exchange has made of it. Running it again changes nothing that is right already. If anything fails, what was done
is undone, and the script says what is left.

Run it in Windows PowerShell as an administrator, not in the Exchange Management Shell.

.PARAMETER TransportService
Edge on an Edge Transport server, FrontEnd on a Mailbox server: that is where the client's own address is seen. Hub is for servers whose front end is
not used. Without it, the right one for this server.

.PARAMETER Priority
The agent's place in the order; 1 is the first. Without it the place that it has, and 1 for a new agent.

.PARAMETER SourceFolder
The folder with the agent's files. Without it, Agent beside this script.

.PARAMETER AgentRoot
The folder that gets a folder for each version. Without it, that of the MSI, else C:\Program Files\IpBlock\Agent.

.PARAMETER SettingsFolder
The folder of ipblock.json, which is written if it is not there. Without it, C:\ProgramData\IpBlock, where the agent looks.

.PARAMETER Restart
Restarts the transport service without asking.

.PARAMETER NoRestart
Neither asks nor restarts. The agent works after the next restart of the service.

.PARAMETER LeaveDisabled
An agent that is registered and disabled stays disabled.

.PARAMETER WatchSeconds
How long the restarted service must stay up.

.PARAMETER StatePath
Keeps what was registered before in this file, for Restore-Agent.ps1, and leaves the folder of the version before.

.PARAMETER LogPath
Writes every step to this file too.

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
