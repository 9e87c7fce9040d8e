# The agent's files: one folder a version, of which one is registered.

$script:AgentFiles = 'IpBlock.Agent.dll', 'IpBlock.Common.dll', 'Newtonsoft.Json.dll'
$script:ScriptFolder = Split-Path $PSScriptRoot

function Find-AgentSource([string] $Wanted) {
    $candidates = @($Wanted)
    if (-not $Wanted) {
        $candidates = (Join-Path $script:ScriptFolder 'Agent'), (Join-Path $script:ScriptFolder '..\src\Agent\bin\Release\net472')
    }
    foreach ($folder in $candidates) {
        if (-not (Test-Path -LiteralPath $folder)) { continue }
        $missing = @($script:AgentFiles | Where-Object { -not (Test-Path -LiteralPath (Join-Path $folder $_)) })
        if ($missing.Count -eq 0) { return (Resolve-Path -LiteralPath $folder).ProviderPath }
        throw "The folder of the agent, $folder, does not contain $($missing -join ', ')."
    }
    throw "The files of the agent do not exist in $($candidates -join ' or '). Specify their folder with -SourceFolder."
}

function Test-SameFiles([string] $Folder, [string] $Source) {
    foreach ($name in $script:AgentFiles) {
        $there = Join-Path $Folder $name
        if (-not (Test-Path -LiteralPath $there)) { return $false }
        if ((Get-FileHash -LiteralPath $there).Hash -ne (Get-FileHash -LiteralPath (Join-Path $Source $name)).Hash) { return $false }
    }
    return $true
}

# One folder a version, since a running service holds the files it has loaded. If there is one of this version with other files in it, the next free number is taken.
function Select-AgentFolder([string] $Root, [string] $Source) {
    $version = [version][Diagnostics.FileVersionInfo]::GetVersionInfo((Join-Path $Source 'IpBlock.Agent.dll')).FileVersion
    $name = $version.ToString(3)
    for ($number = 2; ; $number++) {
        $folder = Join-Path $Root $name
        if (-not (Test-Path -LiteralPath $folder) -or (Test-SameFiles $folder $Source)) { return $folder }
        $name = '{0}-{1}' -f $version.ToString(3), $number
    }
}

function Copy-AgentFiles([string] $Source, [string] $Folder) {
    # The transport services load it: for them, too, folders of versions below have these rights.
    Protect-ProgramFolder (Split-Path $Folder)
    Assert-Trusted $Folder
    if (-not (Test-Path -LiteralPath $Folder)) {
        Invoke-Step 'Copy the agent' $Folder -With $Source, $Folder -Do {
            param($source, $folder)
            [void](New-Item -ItemType Directory -Path $folder -Force)
            foreach ($name in $script:AgentFiles) { Copy-Item -LiteralPath (Join-Path $source $name) -Destination $folder -ErrorAction Stop }
        } -Undo { param($source, $folder) Remove-Folder $folder }
    }
    # A file that carries the mark "from the Internet" is not loaded, and the transport service does not start.
    Invoke-Step 'Unblock the files' $Folder -With $Folder -Do {
        param($folder)
        foreach ($name in $script:AgentFiles) { Unblock-File -LiteralPath (Join-Path $folder $name) -ErrorAction Stop }
    }
}

function Remove-Folder([string] $Folder) {
    if (Test-Path -LiteralPath $Folder) { Remove-Item -LiteralPath $Folder -Recurse -Force -ErrorAction Stop -Confirm:$false }
}

function Remove-IfEmpty([string] $Folder) {
    if ((Test-Path -LiteralPath $Folder) -and @(Get-ChildItem -LiteralPath $Folder -Force).Count -eq 0) { Remove-Folder $Folder }
}

# Folders of other versions. One that a service still holds stays until the next time, and is no failure.
function Remove-AgentFolders([string] $Root, [string[]] $Keep) {
    if (-not (Test-Path -LiteralPath $Root)) { return }
    foreach ($folder in @(Get-ChildItem -LiteralPath $Root -Directory | Where-Object { $_.Name -match '^\d+\.\d+\.\d+(-\d+)?$' -and $Keep -notcontains $_.FullName })) {
        if (-not $script:Cmdlet.ShouldProcess($folder.FullName, 'Remove the folder')) { continue }
        try {
            Remove-Folder $folder.FullName
            Write-Step "Removed: $($folder.FullName)"
        }
        catch {
            Write-Step "Not deleted: $($folder.FullName) is in use. Restart the transport service, then delete the folder."
        }
    }
}

function Remove-Installed([string] $Root, [string] $SettingsFolder, [bool] $RemoveSettings) {
    Remove-AgentFolders $Root @()
    $gone = @()
    $remembered = Join-Path $Root 'registration.json'
    if (Test-Path -LiteralPath $remembered) { $gone += $remembered }
    if ($RemoveSettings -and (Test-Path -LiteralPath $SettingsFolder)) { $gone += $SettingsFolder }
    foreach ($path in $gone) {
        if (-not $script:Cmdlet.ShouldProcess($path, 'Remove')) { continue }
        try {
            Remove-Folder $path
            Write-Step "Removed: $path"
        }
        catch {
            Write-Step "Not deleted: $path ($($_.Exception.Message)). Delete it manually."
        }
    }
    if ($WhatIfPreference) { return }
    Remove-IfEmpty $Root
    Remove-IfEmpty (Split-Path $Root)
}
