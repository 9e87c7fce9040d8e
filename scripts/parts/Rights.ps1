# The rights that the transport services need: the front end runs as Local System, the transport service of Mailbox and Edge servers
# as Network Service. Accounts are named by their numbers, since Windows translates their names.
# Who owns a folder can change it whatever the rights on it are. So every folder that is used is made here, or belongs to those below.

$script:LocalSystem = '*S-1-5-18'
$script:NetworkService = '*S-1-5-20'
$script:Administrators = '*S-1-5-32-544'
$script:Users = '*S-1-5-32-545'
# Local System, Network Service, administrators, and what is named NT SERVICE: services, and TrustedInstaller.
$script:TrustedOwners = '^S-1-5-(18|20|32-544|80-[0-9-]+)$'
$script:SavedRights = @()

# Says in a sentence why a file or folder that is there already is not to be used; nothing when it is.
function Find-Distrust([string] $Path) {
    if (-not (Test-Path -LiteralPath $Path)) { return }
    if ((Get-Item -LiteralPath $Path -Force).Attributes -band [IO.FileAttributes]::ReparsePoint) {
        return "$Path is a link to another location. Delete the link and try again."
    }
    try { $acl = Get-Acl -LiteralPath $Path -ErrorAction Stop }
    catch { return "The owner of $Path cannot be determined ($($_.Exception.Message)). Delete it and try again." }
    if ($acl.GetOwner([Security.Principal.SecurityIdentifier]).Value -match $script:TrustedOwners) { return }
    return ("$Path is owned by $($acl.Owner), who can change it at any time. Delete it and try again. To keep it, first run: " +
        "takeown /F `"$Path`" /A /R /D Y; icacls `"$Path`" /reset /T")
}

function Assert-Trusted([string] $Path) {
    $reason = Find-Distrust $Path
    if ($reason) { throw $reason }
}

function Initialize-Folder([string] $Path) {
    Assert-Trusted $Path
    if (Test-Path -LiteralPath $Path) { return }
    $isParentNew = -not (Test-Path -LiteralPath (Split-Path $Path))
    Invoke-Step 'Create the folder' $Path -With $Path, $isParentNew -Do { param($path) [void](New-Item -ItemType Directory -Path $path -Force) } -Undo {
        param($path, $isParentNew)
        Remove-IfEmpty $path
        if ($isParentNew) { Remove-IfEmpty (Split-Path $path) }
    }
}

# Keys of lists stand in the settings: nobody else may read them. What is in the folder is looked at when nobody can change it any more.
function Initialize-Settings([string] $Folder, [string] $Sample) {
    Initialize-Folder $Folder
    Grant-Rights $Folder @("$($script:LocalSystem):(OI)(CI)F", "$($script:Administrators):(OI)(CI)F", "$($script:NetworkService):(OI)(CI)RX") -Closed
    $log = Join-Path $Folder 'log'
    Initialize-Folder $log
    Grant-Rights $log @("$($script:NetworkService):(OI)(CI)M")
    $file = Join-Path $Folder 'ipblock.json'
    Assert-Trusted $file
    if ((Test-Path -LiteralPath $file) -or -not (Test-Path -LiteralPath $Sample)) { return }
    Invoke-Step 'Write the first settings' $file -With $Sample, $file -Do {
        param($sample, $file) Copy-Item -LiteralPath $sample -Destination $file -ErrorAction Stop
    } -Undo { param($sample, $file) if (Test-Path -LiteralPath $file) { Remove-Item -LiteralPath $file -ErrorAction Stop } }
}

# Administrators and services run what is in it: nobody else may write there. Below Program Files that is so; another folder may be open to all users.
function Protect-ProgramFolder([string] $Folder) {
    Initialize-Folder $Folder
    Grant-Rights $Folder @("$($script:LocalSystem):(OI)(CI)F", "$($script:Administrators):(OI)(CI)F", "$($script:NetworkService):(OI)(CI)RX", "$($script:Users):(OI)(CI)RX") -Closed
}

# Takes an account's rights off a folder and those in it that have some of their own.
function Remove-AccountRights([string] $Account, [string] $Folder, [string[]] $Names) {
    foreach ($path in @($Folder) + @($Names | ForEach-Object { Join-Path $Folder $_ })) {
        if (-not (Test-Path -LiteralPath $path)) { continue }
        Invoke-Step "Remove the rights of $script:ServiceName" $path -With $path, $Account -Do { param($path, $account) Invoke-Icacls @($path, '/remove', $account, '/Q') }
    }
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
        if (-not (Test-Path -LiteralPath $saved) -or -not (Test-Path -LiteralPath $folder)) { return }
        Invoke-Icacls @((Split-Path $folder), '/restore', $saved, '/Q')
        Remove-Item -LiteralPath $saved
    }
    $script:SavedRights += $saved
}

function Invoke-Icacls([string[]] $Arguments) {
    $said = & icacls.exe @Arguments 2>&1
    if ($LASTEXITCODE -ne 0) { throw "icacls $($Arguments -join ' ') failed with exit code $LASTEXITCODE. $said" }
}

function Remove-SavedRights {
    foreach ($saved in $script:SavedRights) {
        if (Test-Path -LiteralPath $saved) { Remove-Item -LiteralPath $saved -ErrorAction SilentlyContinue -WhatIf:$false }
    }
    $script:SavedRights = @()
}
