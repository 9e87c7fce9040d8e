#Requires -Version 4.0
<#
.SYNOPSIS
Shows whether the IpBlock agent is registered and active and whether the service IpBlock runs, and offers to restart the transport service.

.PARAMETER WatchSeconds
How many seconds the restarted service must keep running. Default: 15.
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param([ValidateRange(0, 600)] [int] $WatchSeconds = 15)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot\parts\Service.ps1"
Start-Steps $PSCmdlet ''

# From the Start menu it comes without the rights to look: once more, with them.
if (-not (Test-Administrator)) {
    Start-Process powershell.exe -Verb RunAs -ArgumentList "-NoProfile -ExecutionPolicy Bypass -NoExit -File ""$PSCommandPath"""
    return
}

Write-Step (Get-ServiceInWords)
$exchange = Get-ExchangeOrThrow
Import-AgentCmdlets
$found = @($exchange.TransportServices | ForEach-Object { Get-Registration $_ })
if ($found.Count -eq 0) {
    Write-Step "$script:AgentName is not registered on this server. To register it, run Repair-Agent.ps1 in the folder of this script."
    return
}
foreach ($one in $found) {
    $state = if ($one.Enabled) { 'enabled' } else { 'disabled' }
    Write-Step "$script:AgentName is registered in $($one.TransportService), $state, priority $($one.Priority): $($one.AssemblyPath)"
}
Write-Step 'A transport service that was not restarted after the installation does not use the agent yet. Restart it.'
Restart-WhenWanted @($found | ForEach-Object { $_.TransportService }) $false $false $WatchSeconds
