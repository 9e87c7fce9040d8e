# What the scripts have in common: the way from the files to the registered agent, and the restart.

. "$PSScriptRoot\Steps.ps1"
. "$PSScriptRoot\Exchange.ps1"
. "$PSScriptRoot\Files.ps1"
. "$PSScriptRoot\Rights.ps1"
. "$PSScriptRoot\Registration.ps1"
. "$PSScriptRoot\Remembered.ps1"

$script:EventSourceKey = 'HKLM:\SYSTEM\CurrentControlSet\Services\EventLog\Application\IpBlock'

# Where the MSI was told to install to, else where it installs to by default.
function Get-AgentRoot([string] $Wanted) {
    if ($Wanted) { return $Wanted }
    $msi = Get-RegistryValues 'HKLM:\SOFTWARE\IpBlock'
    if ($msi -and $msi.InstallFolder) { return (Join-Path $msi.InstallFolder 'Agent') }
    return (Join-Path $env:ProgramFiles 'IpBlock\Agent')
}

function Register-EventSource {
    if (Get-RegistryValues $script:EventSourceKey) { return }
    Invoke-Step 'Register the event source' 'IpBlock' -Do { Add-EventSource } -Undo { Remove-EventSource }
}

# Agent, service and page write under the same source: the last of them takes it along.
function Unregister-EventSource {
    if (-not (Get-RegistryValues $script:EventSourceKey)) { return }
    foreach ($service in 'IpBlock', 'IpBlockManager') {
        if (Get-RegistryValues "HKLM:\SYSTEM\CurrentControlSet\Services\$service") { return }
    }
    Invoke-Step 'Remove the event source' 'IpBlock' -Do { Remove-EventSource } -Undo { Add-EventSource }
}

# For the service and the page, which may go when the agent has gone before.
function Unregister-EventSourceWithoutAgent {
    if (-not (Get-Remembered (Get-AgentRoot ''))) { Unregister-EventSource }
}

function Add-EventSource {
    if (-not (Get-RegistryValues $script:EventSourceKey)) { New-EventLog -LogName Application -Source IpBlock -ErrorAction Stop }
}

function Remove-EventSource {
    if (Get-RegistryValues $script:EventSourceKey) { Remove-EventLog -Source IpBlock -ErrorAction Stop }
}

function Install-Files([string] $Source, [string] $Folder, [string] $SettingsFolder) {
    Copy-AgentFiles $Source $Folder
    Initialize-Settings $SettingsFolder (Join-Path $script:ScriptFolder 'ipblock.json')
    Register-EventSource
}

function Install-Registrations([string] $Root, [object[]] $Wanted, [object[]] $Before) {
    foreach ($one in $Wanted) {
        Set-Registration $one ($Before | Where-Object { $_.TransportService -eq $one.TransportService })
    }
    $services = @($Wanted | ForEach-Object { $_.TransportService })
    Save-Remembered $Root (@(Get-Remembered $Root | Where-Object { $services -notcontains $_.TransportService }) + $Wanted)
}

# Undone last: mail must flow again, with what is registered then.
function Restart-WhenWanted([string[]] $TransportServices, [bool] $Restart, [bool] $NoRestart, [int] $WatchSeconds) {
    $restartAgain = { param($name, $seconds) Restart-TransportService $name $seconds }
    foreach ($name in @($TransportServices | ForEach-Object { Get-WindowsServiceName $_ } | Select-Object -Unique)) {
        if ($Restart -or (-not $NoRestart -and -not $WhatIfPreference -and (Read-Consent $name))) {
            Invoke-Step 'Restart the service' $name -With $name, $WatchSeconds -UndoAtTheEnd -Do $restartAgain -Undo $restartAgain
        }
        else {
            Write-Step "The change becomes active when the service is restarted: Restart-Service $name"
        }
    }
}

function Read-Consent([string] $Name) {
    try {
        return $script:Cmdlet.ShouldContinue("Restart the service $Name now? Clients that connect during the restart retry later; no mail is lost.", 'IpBlock')
    }
    catch [System.Management.Automation.PSInvalidOperationException], [System.Management.Automation.Host.HostException] {
        Write-Step 'The script cannot ask whether to restart the service, because it does not run interactively.'
        return $false
    }
}
