# The scheduled task that fetches lists where there is no service: made by Set-UpdateTask.ps1, and by installers of earlier versions.

$script:UpdateTask = @{ TaskPath = '\IpBlock\'; TaskName = 'Update lists' }

# Keeps it in the file, for a rollback; the file belongs where only administrators may write.
function Remove-UpdateTask([string] $StatePath) {
    $task = $script:UpdateTask
    if (-not (Get-ScheduledTask @task -ErrorAction SilentlyContinue)) { return }
    Invoke-Step 'Remove the scheduled task' 'Update lists' -With $task, $StatePath -Do {
        param($task, $state)
        if ($state) {
            [void](New-Item -ItemType Directory -Path (Split-Path $state) -Force)
            [IO.File]::WriteAllText($state, (Export-ScheduledTask @task))
        }
        Unregister-ScheduledTask @task -Confirm:$false
    }
}

function Restore-UpdateTask([string] $StatePath) {
    if (-not $StatePath -or -not (Test-Path -LiteralPath $StatePath)) { return }
    Invoke-Step 'Restore the scheduled task' 'Update lists' -With $script:UpdateTask, $StatePath -Do {
        param($task, $state)
        [void](Register-ScheduledTask @task -Xml ([IO.File]::ReadAllText($state)) -Force)
        Remove-Item -LiteralPath $state
    }
}
