# The Windows service IpBlockManager: the page, on which IpBlock is administered in a browser. Nothing else needs it.

. "$PSScriptRoot\Service.ps1"

$script:ServiceName = 'IpBlockManager'
$script:ServiceKey = 'HKLM:\SYSTEM\CurrentControlSet\Services\IpBlockManager'
$script:ServiceAccount = '*S-1-5-80-4193124602-2806790972-643725426-230398462-474867603'
$script:ServiceDescription = 'The management page of IpBlock, for administration in a browser. Mail is filtered without it.'

# Options stand in a file, so that a new version of the service has them too.
function Get-PageArguments([string] $SettingsFolder) { return 'serve "@{0}"' -f (Join-Path $SettingsFolder 'manager\options.txt') }

function Initialize-PageOptions([string] $SettingsFolder) {
    $file = Join-Path $SettingsFolder 'manager\options.txt'
    if (Test-Path -LiteralPath $file) { return }
    Invoke-Step 'Write the options' $file -With $file -Do {
        param($file)
        $text = '# Options of ipblock-manager serve. After a change: Restart-Service IpBlockManager', '# --url https://0.0.0.0:8480 --host mail.example.com --make-certificate'
        Set-Content -LiteralPath $file -Value $text -Encoding ASCII -ErrorAction Stop
    } -Undo { param($file) if (Test-Path -LiteralPath $file) { Remove-Item -LiteralPath $file -ErrorAction Stop } }
}

# It replaces the settings and keeps their history, changes fetched lists, reads the log, and has a folder of its own. NP: no folder below inherits that.
function Grant-PageRights([string] $SettingsFolder) {
    foreach ($name in 'lists', 'ipblock.json.history', 'manager') {
        Initialize-Folder (Join-Path $SettingsFolder $name)
    }
    Grant-Rights $SettingsFolder @("$($script:ServiceAccount):(OI)(NP)M")
    Grant-Rights (Join-Path $SettingsFolder 'log') @("$($script:ServiceAccount):(OI)(CI)RX")
    foreach ($name in 'lists', 'ipblock.json.history') { Grant-Rights (Join-Path $SettingsFolder $name) @("$($script:ServiceAccount):(OI)(CI)M") }
    Grant-Rights (Join-Path $SettingsFolder 'manager') @("$($script:LocalSystem):(OI)(CI)F", "$($script:Administrators):(OI)(CI)F", "$($script:ServiceAccount):(OI)(CI)M") -Closed
}

function Remove-PageRights([string] $SettingsFolder) {
    Remove-AccountRights $script:ServiceAccount $SettingsFolder @('log', 'lists', 'ipblock.json.history', 'manager')
}
