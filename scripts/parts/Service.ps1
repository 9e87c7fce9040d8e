# The Windows service IpBlock: it fetches lists and notifies. The agent filters with it and without it.

. "$PSScriptRoot\Installing.ps1"
. "$PSScriptRoot\UpdateTask.ps1"

$script:ServiceName = 'IpBlock'
$script:ServiceKey = 'HKLM:\SYSTEM\CurrentControlSet\Services\IpBlock'
# NT SERVICE\IpBlock by its number, which is made of the name: there is such an account wherever there is such a service.
$script:ServiceAccount = '*S-1-5-80-3010469799-2980871230-3209821942-638557367-93998900'
$script:ServiceDescription = 'Fetches the lists of IpBlock and sends notifications about problems. The agent filters mail without this service.'
$script:NoServiceHere = 'The service IpBlock requires Windows Server 2016 or later, because .NET 10 requires it. The agent and the PowerShell module work without it.'

# Windows 10 and Windows Server 2016 are the first to have this value.
function Test-ServiceSupported {
    $windows = Get-RegistryValues 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    return [bool]($windows -and $windows.CurrentMajorVersionNumber -ge 10)
}

function Test-ServiceThere { return [bool](Get-RegistryValues $script:ServiceKey) }

function Invoke-Sc([string[]] $Arguments) {
    $said = & sc.exe @Arguments 2>&1
    if ($LASTEXITCODE -ne 0) { throw "sc $($Arguments -join ' ') failed with exit code $LASTEXITCODE. $said" }
}

function Set-ServiceProgram([string] $Path) {
    $service = Get-CimInstance -ClassName Win32_Service -Filter "Name='$script:ServiceName'" -ErrorAction Stop
    $answer = Invoke-CimMethod -InputObject $service -MethodName Change -Arguments @{ PathName = $Path } -ErrorAction Stop
    if ($answer.ReturnValue -ne 0) { throw "Windows does not accept $Path as the program of the service (error $($answer.ReturnValue))." }
}

# What is the same already is set once more; nothing of it has to be undone but the service itself, if it is new.
function Set-ServiceConfiguration([string] $Program, [string] $Start, [string] $Arguments = 'serve') {
    $path = '"{0}" {1}' -f $Program, $Arguments
    $before = (Get-RegistryValues $script:ServiceKey).ImagePath
    if (-not (Test-ServiceThere)) {
        # Not by sc.exe, to which Windows PowerShell cannot hand a quotation mark.
        Invoke-Step 'Create the service' $script:ServiceName -With $path -Do {
            param($path)
            [void](New-Service -Name $script:ServiceName -DisplayName $script:ServiceName -BinaryPathName $path -StartupType Manual -ErrorAction Stop)
        } -Undo { param($path) Remove-ServiceEntry }
    }
    elseif ($before -ne $path) {
        Invoke-Step "Set the program of the service" $path -With $path, $before -Do { param($path) Set-ServiceProgram $path } -Undo { param($path, $before) Set-ServiceProgram $before }
    }
    Invoke-Step 'Configure the service' $script:ServiceName -With $Start -Do {
        param($start)
        Invoke-Sc @('config', $script:ServiceName, 'obj=', "NT SERVICE\$($script:ServiceName)", 'start=', $start)
        Invoke-Sc @('description', $script:ServiceName, $script:ServiceDescription)
        # Its account owns nothing but the rights below, and its process no privilege but that to walk through folders.
        Invoke-Sc @('sidtype', $script:ServiceName, 'unrestricted')
        Invoke-Sc @('privs', $script:ServiceName, 'SeChangeNotifyPrivilege')
        # Windows Installer's own table for this does not do it. An end with an error counts as a failure too.
        Invoke-Sc @('failure', $script:ServiceName, 'reset=', '86400', 'actions=', 'restart/5000/restart/60000/restart/300000')
        Invoke-Sc @('failureflag', $script:ServiceName, '1')
    }
}

# It reads the settings, and writes where lists are fetched to and where log and state are.
function Grant-ServiceRights([string] $SettingsFolder) {
    $lists = Join-Path $SettingsFolder 'lists'
    Initialize-Folder $lists
    Grant-Rights $SettingsFolder @("$($script:ServiceAccount):(OI)(CI)RX")
    foreach ($folder in (Join-Path $SettingsFolder 'log'), $lists) { Grant-Rights $folder @("$($script:ServiceAccount):(OI)(CI)M") }
}

function Remove-ServiceRights([string] $SettingsFolder) { Remove-AccountRights $script:ServiceAccount $SettingsFolder @('log', 'lists') }

# True when it runs. One that does not start is left as it is: Windows tries again at the next start of the machine, and mail does not wait for it.
function Start-ListService {
    try {
        Invoke-Step 'Start the service' $script:ServiceName -Do { Start-Service -Name $script:ServiceName -ErrorAction Stop }
        return $true
    }
    catch {
        Write-Step "The service does not start: $($_.Exception.Message) The event log contains the reason (source IpBlock)."
        return $false
    }
}

function Get-ServiceInWords {
    if (Test-ServiceThere) { return "The service $script:ServiceName, which fetches lists and sends notifications, has the status $((Get-Service -Name $script:ServiceName).Status)." }
    if (-not (Test-ServiceSupported)) { return $script:NoServiceHere }
    return "The service $script:ServiceName, which fetches lists and sends notifications, is not installed. To install it, run Install-Service.ps1 in the folder of this script."
}

function Remove-ServiceEntry {
    if (-not (Test-ServiceThere)) { return }
    Stop-Service -Name $script:ServiceName -Force -ErrorAction SilentlyContinue
    Invoke-Sc @('delete', $script:ServiceName)
}
