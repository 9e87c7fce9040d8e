#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Restores the registration of the agent from a state file that another script wrote. The installer runs it during a rollback.

.PARAMETER StatePath
The file that Install-Agent.ps1, Repair-Agent.ps1 or Uninstall-Agent.ps1 wrote with the same parameter. It is deleted after the restore.

.PARAMETER SourceFolder
The folder with the files of the agent, for a version whose folder no longer exists. Default: the folder Agent in the folder of this script.

.PARAMETER LogPath
Also writes every step to this file.
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)] [string] $StatePath,
    [string] $SourceFolder,
    [string] $LogPath
)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot\parts\Installing.ps1"
Start-Steps $PSCmdlet $LogPath

# The script that was to write it failed before it changed anything.
if (-not (Test-Path -LiteralPath $StatePath)) { return }
$state = Get-Content -LiteralPath $StatePath -Raw -Encoding UTF8 | ConvertFrom-Json
$exchange = Get-ExchangeOrThrow
Import-AgentCmdlets

foreach ($one in $state.registrations) {
    if (-not (Test-Path -LiteralPath $one.AssemblyPath)) { Copy-AgentFiles (Find-AgentSource $SourceFolder) (Split-Path $one.AssemblyPath) }
}
foreach ($service in $exchange.TransportServices) {
    $before = $state.registrations | Where-Object { $_.TransportService -eq $service }
    Invoke-Step 'Restore the registration' "$script:AgentName in $service" -With $service, $before -Do { param($service, $before) Restore-Registration $service $before }
}
Save-Remembered $state.root @($state.remembered)
Remove-AgentFolders $state.root (@($state.folders) + @($state.registrations | ForEach-Object { Split-Path $_.AssemblyPath }))
if (-not $WhatIfPreference) { Remove-Item -LiteralPath $StatePath }
if (@($state.remembered).Count -eq 0) { Remove-Installed $state.root '' $false }
Remove-SavedRights
