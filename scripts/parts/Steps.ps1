# A change and its way back. Every script that changes something runs it as a step; when one fails, those before it are undone, the
# last one first, and the failing one too, since nobody knows how far it came: what undoes a step must bear that it was never done.

$script:Undos = New-Object System.Collections.Stack
$script:UndosAtTheEnd = New-Object System.Collections.Stack
$script:Cmdlet = $null
$script:StepLog = ''

function Start-Steps($Cmdlet, [string] $LogPath) {
    $script:Cmdlet = $Cmdlet
    # Nothing is written where somebody else could have laid a link.
    $script:StepLog = if ($LogPath -and -not (Find-Distrust (Split-Path $LogPath)) -and -not (Find-Distrust $LogPath)) { $LogPath } else { '' }
    $script:Undos.Clear()
    $script:UndosAtTheEnd.Clear()
}

function Write-Step([string] $Text) {
    Write-Host $Text
    if ($script:StepLog -and -not $WhatIfPreference) {
        Add-Content -LiteralPath $script:StepLog -Value ('{0:s} {1}' -f (Get-Date), $Text) -Encoding UTF8
    }
}

# Blocks are given what they need as arguments: by the time of the undoing, the variables around them are gone.
function Invoke-Step([string] $Action, [string] $Target, [scriptblock] $Do, [scriptblock] $Undo, [object[]] $With = @(), [switch] $UndoAtTheEnd) {
    if (-not $script:Cmdlet.ShouldProcess($Target, $Action)) { return }
    Write-Step "${Action}: $Target"
    $step = @{ Name = "${Action}: $Target"; Undo = $Undo; With = $With }
    if ($Undo -and $UndoAtTheEnd) { $script:UndosAtTheEnd.Push($step) }
    elseif ($Undo) { $script:Undos.Push($step) }
    # -Confirm has been answered for the step as a whole.
    $ConfirmPreference = 'None'
    & $Do @With
}

# Returns what could not be undone, in sentences.
function Undo-Steps {
    foreach ($stack in $script:Undos, $script:UndosAtTheEnd) {
        while ($stack.Count -gt 0) {
            $step = $stack.Pop()
            $with = $step.With
            try {
                [void](& $step.Undo @with)
                Write-Step "Undone: $($step.Name)"
            }
            catch {
                Write-Step "Not undone: $($step.Name): $($_.Exception.Message)"
                "$($step.Name) ($($_.Exception.Message))"
            }
        }
    }
}

function Invoke-AllOrNothing([string] $What, [scriptblock] $Body) {
    try {
        & $Body
    }
    catch {
        $failure = $_.Exception.Message
        Write-Step "Failed: $failure"
        $left = @(Undo-Steps)
        if ($left.Count -eq 0) {
            throw "$What failed, and all changes were undone: $failure"
        }
        throw "$What failed: $failure`nNot all changes could be undone. Correct these manually:`n  $($left -join "`n  ")"
    }
}
