# What an installation was told, beside the agent's folders: an update of Exchange may drop the agent, and then nothing else remembers.
function Get-Remembered([string] $Root) {
    $file = Join-Path $Root 'registration.json'
    if (-not (Test-Path -LiteralPath $file)) { return }
    $list = Get-Content -LiteralPath $file -Raw -Encoding UTF8 | ConvertFrom-Json
    foreach ($one in $list.registrations) { $one }
}

function Save-Remembered([string] $Root, [object[]] $Registrations) {
    $file = Join-Path $Root 'registration.json'
    $before = $null
    if (Test-Path -LiteralPath $file) { $before = Get-Content -LiteralPath $file -Raw -Encoding UTF8 }
    $after = ConvertTo-Json @{ registrations = @($Registrations) } -Depth 4
    if ($before -eq $after) { return }
    Invoke-Step 'Save the registration' $file -With $file, $after, $before -Do {
        param($file, $after) [IO.File]::WriteAllText($file, $after)
    } -Undo {
        param($file, $after, $before)
        if ($null -ne $before) { [IO.File]::WriteAllText($file, $before) }
        elseif (Test-Path -LiteralPath $file) { Remove-Item -LiteralPath $file -ErrorAction Stop }
    }
}

# For an installer that may have to roll back when a script is long done: what was there before it. The file belongs where only
# administrators may write, since a rollback registers what it names.
function Save-State([string] $Path, [string] $Root, [object[]] $Registrations) {
    if (-not $Path -or $WhatIfPreference) { return }
    $folders = @()
    if (Test-Path -LiteralPath $Root) { $folders = @(Get-ChildItem -LiteralPath $Root -Directory | ForEach-Object { $_.FullName }) }
    [void](New-Item -ItemType Directory -Path (Split-Path $Path) -Force)
    $state = @{ root = $Root; registrations = @($Registrations); remembered = @(Get-Remembered $Root); folders = $folders }
    [IO.File]::WriteAllText($Path, (ConvertTo-Json $state -Depth 4))
}
