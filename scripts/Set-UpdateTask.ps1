#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Lets Windows bring IpBlock's lists up to date.

.DESCRIPTION
Makes a scheduled task that runs "ipblock lists update" every hour as Network Service. Publishers of lists allow no more; what has not changed is not
fetched again. An existing task is replaced.

.PARAMETER Program
The path of ipblock.exe. Without it, Tools beside the folder of this script.

.PARAMETER Remove
Removes the task.

.EXAMPLE
.\Set-UpdateTask.ps1
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [string] $Program = (Join-Path (Split-Path $PSScriptRoot) 'Tools\ipblock.exe'),
    [switch] $Remove
)

$ErrorActionPreference = 'Stop'
$task = @{ TaskPath = '\IpBlock\'; TaskName = 'Update lists' }

if ($Remove) {
    if ((Get-ScheduledTask @task -ErrorAction SilentlyContinue) -and $PSCmdlet.ShouldProcess('Update lists', 'Remove the scheduled task')) {
        Unregister-ScheduledTask @task -Confirm:$false
    }
    return
}
if (-not (Test-Path -LiteralPath $Program)) { throw "$Program does not exist. Name the program with -Program." }
if (-not $PSCmdlet.ShouldProcess('Update lists', 'Make the scheduled task')) { return }

# What is downloaded is read by an account that may write the lists and little else.
$principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-20' -LogonType ServiceAccount
$action = New-ScheduledTaskAction -Execute $Program -Argument 'lists update'
# At the minute of the installation, so that not all servers ask at once. Windows Server 2012 R2 refuses a repetition without an end: ten years from the installation.
$trigger = New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes 60) -RepetitionDuration (New-TimeSpan -Days 3650)
$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Hours 1)
[void](Register-ScheduledTask @task -Principal $principal -Action $action -Trigger $trigger -Settings $settings -Description 'Brings the lists of IpBlock up to date.' -Force)
