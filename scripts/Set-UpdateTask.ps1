#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Updates the lists of IpBlock with a scheduled task, on servers without the service IpBlock.

.DESCRIPTION
Creates a scheduled task that runs "ipblock lists update" every hour as Network Service. List publishers do not allow shorter intervals; a list that has not
changed is not fetched again. An existing task is replaced. A server on which the service IpBlock runs does not require the task.

.PARAMETER Program
The path of ipblock.exe. Default: in the folder Tools, next to the folder of this script.

.PARAMETER Remove
Removes the task.

.PARAMETER LogPath
Also writes every step to this file.

.EXAMPLE
.\Set-UpdateTask.ps1
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [string] $Program = (Join-Path (Split-Path $PSScriptRoot) 'Tools\ipblock.exe'),
    [switch] $Remove,
    [string] $LogPath
)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot\parts\Service.ps1"
Start-Steps $PSCmdlet $LogPath

if ($Remove) {
    Remove-UpdateTask ''
    return
}
if (-not (Test-Path -LiteralPath $Program)) { throw "$Program does not exist. Specify the path of the program with -Program." }
if (-not (Test-ServiceSupported)) { Write-Step $script:NoServiceHere }
Invoke-Step 'Create the scheduled task' 'Update lists' -With $Program, $script:UpdateTask -Do {
    param($program, $task)
    # What is downloaded is read by an account that may write the lists and little else.
    $principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-20' -LogonType ServiceAccount
    $action = New-ScheduledTaskAction -Execute $program -Argument 'lists update'
    # At the minute of the installation, so that not all servers ask at once. Windows Server 2012 R2 refuses a repetition without an end: ten years from the installation.
    $trigger = New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes 60) -RepetitionDuration (New-TimeSpan -Days 3650)
    $settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Hours 1)
    [void](Register-ScheduledTask @task -Principal $principal -Action $action -Trigger $trigger -Settings $settings -Description 'Updates the lists of IpBlock.' -Force)
}
