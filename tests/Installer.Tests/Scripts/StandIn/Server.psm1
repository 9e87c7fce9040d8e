# An Exchange server that is not there: its registry, services, rights, event sources and transport agents, in a file named by STANDIN_STATE.
# Every command that changes something is written down, and fails when it is the one that STANDIN_FAIL names ("Enable-TransportAgent", or with
# a number which call of it, or with * every call from there on).

$script:Calls = @{}

function Get-State { Get-Content -LiteralPath $env:STANDIN_STATE -Raw | ConvertFrom-Json -AsHashtable }

function Save-State($State) { [IO.File]::WriteAllText($env:STANDIN_STATE, (ConvertTo-Json $State -Depth 8)) }

function Add-Call([string] $Command, [string] $Text) {
    $state = Get-State
    $state.journal += @("$Command $Text".Trim())
    Save-State $state
    $script:Calls[$Command]++
    $name, $number = "$env:STANDIN_FAIL" -split ':'
    if ($name -ne $Command) { return }
    if (-not $number -or $number -eq '*' -or $number -eq "$($script:Calls[$Command])") { throw "$Command was made to fail" }
}

function Get-ItemProperty {
    [CmdletBinding()] param([string] $Path)
    $values = (Get-State).registry[$Path]
    if ($null -ne $values) { [pscustomobject]$values }
    else { Write-Error "$Path does not exist" }
}

function Get-Service {
    [CmdletBinding()] param([string] $Name)
    $service = (Get-State).services[$Name]
    if (-not $service) { Write-Error "There is no service $Name"; return }
    [pscustomobject]@{ Name = $Name; Status = $service.status }
}

# A service that has an agent enabled whose file is not there does not come up.
function Restart-Service {
    [CmdletBinding()] param([string] $Name, [switch] $Force)
    $transports = @{ MSExchangeFrontEndTransport = @('FrontEnd'); MSExchangeTransport = @('Hub', 'Edge') }[$Name]
    $state = Get-State
    if (-not $state.services[$Name]) { throw "There is no service $Name" }
    $agents = @($transports | ForEach-Object { $state.agents[$_] } | Where-Object { $_ -and $_.Enabled })
    $state.services[$Name].status = if ($agents | Where-Object { $_.Ours -and -not (Test-Path -LiteralPath $_.AssemblyPath) }) { 'Stopped' } else { 'Running' }
    $state.services[$Name].agents = @($agents | ForEach-Object { $_.Identity })
    Save-State $state
    Add-Call 'Restart-Service' $Name
}

function icacls.exe {
    $path, $rest = $args
    $global:LASTEXITCODE = 0
    $state = Get-State
    if ($rest[0] -eq '/save') { Set-Content -LiteralPath $rest[1] -Value (ConvertTo-Json @{ path = $path; rights = "$($state.rights[$path])" }) }
    elseif ($rest[0] -eq '/restore') {
        $saved = Get-Content -LiteralPath $rest[1] -Raw | ConvertFrom-Json
        if ($saved.rights) { $state.rights[$saved.path] = $saved.rights } else { $state.rights.Remove($saved.path) }
    }
    elseif ($rest[0] -eq '/remove') { $state.rights[$path] = (("$($state.rights[$path])" -split ' ') | Where-Object { -not $_.StartsWith("$($rest[1]):") }) -join ' ' }
    else {
        # Each account once, as /grant:r has it.
        $words = @("$($state.rights[$path])" -split ' ' | Where-Object { $_ -and $_ -notlike '/*' })
        $granted = @($rest | Where-Object { $_ -like '*:(*' })
        $others = @($words | Where-Object { $account = ($_ -split ':')[0]; -not ($granted | Where-Object { $_.StartsWith("${account}:") }) })
        $state.rights[$path] = (@($rest | Where-Object { $granted -notcontains $_ -and $_ -ne '/Q' }) + $others + $granted + '/Q') -join ' '
    }
    Save-State $state
    try { Add-Call 'icacls.exe' (($args | Where-Object { $_ -notlike '*.acl' }) -join ' ') }
    catch { $global:LASTEXITCODE = 5; 'Access is denied.' }
}

# Everything belongs to the administrators but what the state says.
function Get-Acl {
    [CmdletBinding()] param([string] $LiteralPath)
    $state = Get-State
    $owner = if ($state.owners -and $state.owners[$LiteralPath]) { $state.owners[$LiteralPath] } else { 'S-1-5-32-544' }
    $acl = [pscustomobject]@{ Owner = "SERVER\$owner"; Sid = $owner }
    $acl | Add-Member -MemberType ScriptMethod -Name GetOwner -Value { [pscustomobject]@{ Value = $this.Sid } } -PassThru
}

# Services as sc.exe has them; it says nothing of a service that it does not start, which is Start-Service's business.
function sc.exe {
    $verb, $name, $rest = $args
    $global:LASTEXITCODE = 0
    $state = Get-State
    $key = "HKLM:\SYSTEM\CurrentControlSet\Services\$name"
    if (-not $state.registry[$key]) { $global:LASTEXITCODE = 1060; return }
    if ($verb -eq 'delete') { $state.registry.Remove($key); $state.services.Remove($name) }
    elseif ($verb -eq 'config') { for ($i = 0; $i -lt $rest.Count; $i += 2) { $state.registry[$key][$rest[$i].TrimEnd('=')] = $rest[$i + 1] } }
    else { $state.registry[$key][$verb] = $rest -join ' ' }
    Save-State $state
    try { Add-Call 'sc.exe' ($args -join ' ') }
    catch { $global:LASTEXITCODE = 5; 'Access is denied.' }
}

function New-Service {
    [CmdletBinding()] param([string] $Name, [string] $DisplayName, [string] $BinaryPathName, [string] $StartupType)
    $state = Get-State
    if ($state.services[$Name]) { throw "Service '$Name' exists." }
    $state.registry["HKLM:\SYSTEM\CurrentControlSet\Services\$Name"] = @{ ImagePath = $BinaryPathName; obj = 'LocalSystem'; start = $StartupType }
    $state.services[$Name] = @{ status = 'Stopped'; agents = @() }
    Save-State $state
    Add-Call 'New-Service' $Name
}

function Get-CimInstance { [CmdletBinding()] param([string] $ClassName, [string] $Filter) "$ClassName $Filter" }

function Invoke-CimMethod {
    [CmdletBinding()] param([string] $InputObject, [string] $MethodName, [hashtable] $Arguments)
    if ("$InputObject $MethodName" -ne "Win32_Service Name='IpBlock' Change") { throw "Nobody has $InputObject $MethodName." }
    $state = Get-State
    $state.registry['HKLM:\SYSTEM\CurrentControlSet\Services\IpBlock'].ImagePath = $Arguments.PathName
    Save-State $state
    Add-Call 'Invoke-CimMethod' $Arguments.PathName
    [pscustomobject]@{ ReturnValue = 0 }
}

function Start-Service {
    [CmdletBinding()] param([string] $Name)
    $state = Get-State
    if ($state.registry["HKLM:\SYSTEM\CurrentControlSet\Services\$Name"].start -eq 'disabled') { throw 'The service is disabled.' }
    Add-Call 'Start-Service' $Name
    $state = Get-State
    $state.services[$Name].status = 'Running'
    Save-State $state
}

function Stop-Service {
    [CmdletBinding()] param([string] $Name, [switch] $Force)
    $state = Get-State
    $state.services[$Name].status = 'Stopped'
    Save-State $state
    Add-Call 'Stop-Service' $Name
}

function Unblock-File { [CmdletBinding()] param([string] $LiteralPath) Add-Call 'Unblock-File' (Split-Path $LiteralPath -Leaf) }

function Copy-Item {
    [CmdletBinding()] param([string] $LiteralPath, [string] $Destination)
    Add-Call 'Copy-Item' (Split-Path $LiteralPath -Leaf)
    Microsoft.PowerShell.Management\Copy-Item -LiteralPath $LiteralPath -Destination $Destination -ErrorAction Stop
}

# STANDIN_LOCKED is a file that a service holds.
function Remove-Item {
    [CmdletBinding(SupportsShouldProcess = $true)] param([string] $LiteralPath, [switch] $Recurse, [switch] $Force)
    if ($env:STANDIN_LOCKED -and $env:STANDIN_LOCKED.StartsWith($LiteralPath)) { throw "$LiteralPath is used by another process" }
    Microsoft.PowerShell.Management\Remove-Item @PSBoundParameters
}

function New-EventLog {
    [CmdletBinding()] param([string] $LogName, [string] $Source)
    $state = Get-State
    $state.registry["HKLM:\SYSTEM\CurrentControlSet\Services\EventLog\$LogName\$Source"] = @{ EventMessageFile = 'messages.dll' }
    Save-State $state
    Add-Call 'New-EventLog' $Source
}

function Remove-EventLog {
    [CmdletBinding()] param([string] $Source)
    $state = Get-State
    $state.registry.Remove("HKLM:\SYSTEM\CurrentControlSet\Services\EventLog\Application\$Source")
    Save-State $state
    Add-Call 'Remove-EventLog' $Source
}

function Add-PSSnapin {
    [CmdletBinding()] param([string] $Name)
    if ($Name -ne 'Microsoft.Exchange.Management.PowerShell.SnapIn') { throw "No snap-in $Name" }
    Import-Module (Join-Path $PSScriptRoot 'TransportAgents.psm1') -Global
}

# STANDIN_RIGHTS=limited is a user before the question of the user account control.
function whoami.exe {
    $level = if ($env:STANDIN_RIGHTS -eq 'limited') { 'S-1-16-8192' } else { 'S-1-16-12288' }
    "Mandatory Label\A Label       Label            $level"
}

function Start-Process { [CmdletBinding()] param([string] $FilePath, [string] $Verb, [string] $ArgumentList) Add-Call 'Start-Process' "$FilePath $Verb $ArgumentList" }

function New-ScheduledTaskPrincipal { [CmdletBinding()] param([string] $UserId, [string] $LogonType) "$UserId $LogonType" }
function New-ScheduledTaskAction { [CmdletBinding()] param([string] $Execute, [string] $Argument) "$Execute $Argument" }
function New-ScheduledTaskTrigger { [CmdletBinding()] param([switch] $Once, [datetime] $At, [timespan] $RepetitionInterval, [timespan] $RepetitionDuration) "every $($RepetitionInterval.TotalMinutes) minutes" }
function New-ScheduledTaskSettingsSet { [CmdletBinding()] param([switch] $StartWhenAvailable, [string] $MultipleInstances, [timespan] $ExecutionTimeLimit) "$MultipleInstances" }

function Register-ScheduledTask {
    [CmdletBinding()] param([string] $TaskPath, [string] $TaskName, $Principal, $Action, $Trigger, $Settings, [string] $Description, [string] $Xml, [switch] $Force)
    $state = Get-State
    if ($state.tasks["$TaskPath$TaskName"] -and -not $Force) { throw 'The task exists.' }
    $state.tasks["$TaskPath$TaskName"] = if ($Xml) { $Xml -replace '^<Task>|</Task>$' } else { "$Action, $Trigger, $Principal, $Settings" }
    Save-State $state
}

function Get-ScheduledTask {
    [CmdletBinding()] param([string] $TaskPath, [string] $TaskName)
    $task = (Get-State).tasks["$TaskPath$TaskName"]
    if ($task) { $task } else { Write-Error 'There is no such task.' }
}

function Export-ScheduledTask {
    [CmdletBinding()] param([string] $TaskPath, [string] $TaskName)
    "<Task>$((Get-State).tasks["$TaskPath$TaskName"])</Task>"
}

function Unregister-ScheduledTask {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')] param([string] $TaskPath, [string] $TaskName)
    if (-not $PSCmdlet.ShouldProcess($TaskName)) { return }
    $state = Get-State
    $state.tasks.Remove("$TaskPath$TaskName")
    Save-State $state
}
