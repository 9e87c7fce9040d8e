# The rights that the transport services need: the front end runs as Local System, the transport service of Mailbox and Edge servers
# as Network Service. Accounts are named by their numbers, since Windows translates their names.

$script:LocalSystem = '*S-1-5-18'
$script:NetworkService = '*S-1-5-20'
$script:Administrators = '*S-1-5-32-544'
$script:SavedRights = @()

# Keys of lists stand in the settings: nobody else may read them.
function Initialize-Settings([string] $Folder, [string] $Sample) {
    $log = Join-Path $Folder 'log'
    foreach ($path in $Folder, $log) {
        if (Test-Path -LiteralPath $path) { continue }
        Invoke-Step 'Create the folder' $path -With $path -Do { param($path) [void](New-Item -ItemType Directory -Path $path -Force) } -Undo { param($path) Remove-IfEmpty $path }
    }
    Grant-Rights $Folder @("$($script:LocalSystem):(OI)(CI)F", "$($script:Administrators):(OI)(CI)F", "$($script:NetworkService):(OI)(CI)RX") -Closed
    Grant-Rights $log @("$($script:NetworkService):(OI)(CI)M")
    $file = Join-Path $Folder 'ipblock.json'
    if ((Test-Path -LiteralPath $file) -or -not (Test-Path -LiteralPath $Sample)) { return }
    Invoke-Step 'Write the first settings' $file -With $Sample, $file -Do {
        param($sample, $file) Copy-Item -LiteralPath $sample -Destination $file -ErrorAction Stop
    } -Undo { param($sample, $file) if (Test-Path -LiteralPath $file) { Remove-Item -LiteralPath $file -ErrorAction Stop } }
}

# icacls and not Set-Acl, which wants to set the owner as well. It keeps what it changes, and what others have granted stays granted.
function Grant-Rights([string] $Folder, [string[]] $Grants, [switch] $Closed) {
    $saved = Join-Path ([IO.Path]::GetTempPath()) ('IpBlock-{0}.acl' -f [guid]::NewGuid())
    $arguments = @($Folder)
    if ($Closed) { $arguments += '/inheritance:r' }
    $arguments += @('/grant:r') + $Grants + @('/Q')
    Invoke-Step 'Set the rights' $Folder -With $Folder, $saved, $arguments -Do {
        param($folder, $saved, $arguments)
        Invoke-Icacls @($folder, '/save', $saved, '/Q')
        Invoke-Icacls $arguments
    } -Undo {
        param($folder, $saved)
        if (-not (Test-Path -LiteralPath $saved)) { return }
        Invoke-Icacls @((Split-Path $folder), '/restore', $saved, '/Q')
        Remove-Item -LiteralPath $saved
    }
    $script:SavedRights += $saved
}

function Invoke-Icacls([string[]] $Arguments) {
    $said = & icacls.exe @Arguments 2>&1
    if ($LASTEXITCODE -ne 0) { throw "icacls $($Arguments -join ' ') ended with $LASTEXITCODE. $said" }
}

function Remove-SavedRights {
    foreach ($saved in $script:SavedRights) {
        if (Test-Path -LiteralPath $saved) { Remove-Item -LiteralPath $saved -ErrorAction SilentlyContinue -WhatIf:$false }
    }
    $script:SavedRights = @()
}
