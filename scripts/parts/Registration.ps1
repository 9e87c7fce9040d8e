# The agent's entry in a transport service: one of its own name, its own factory, at the place in the order that was asked for.

$script:AgentName = 'IpBlock Agent'
$script:AgentFactory = 'IpBlock.Agent.IpBlockAgentFactory'

# An Edge server has one transport service and does not want it named.
function Get-ServiceArgument([string] $TransportService) {
    if ($TransportService -eq 'Edge') { return @{} }
    return @{ TransportService = $TransportService }
}

function Get-Registration([string] $TransportService) {
    $service = Get-ServiceArgument $TransportService
    foreach ($agent in @(Get-TransportAgent @service -ErrorAction Stop)) {
        if ("$($agent.Identity)" -eq $script:AgentName) {
            return [pscustomobject]@{
                TransportService = $TransportService
                AssemblyPath = "$($agent.AssemblyPath)"
                Factory = "$($agent.TransportAgentFactory)"
                Enabled = [bool]$agent.Enabled
                Priority = [int]$agent.Priority
            }
        }
        if ("$($agent.TransportAgentFactory)" -eq $script:AgentFactory) {
            throw "IpBlock is already registered with another name: the agent '$($agent.Identity)'. Remove this agent first: Uninstall-TransportAgent '$($agent.Identity)'."
        }
    }
}

function Add-Registration($Wanted) {
    $service = Get-ServiceArgument $Wanted.TransportService
    # It says that the service must be restarted and PowerShell be left; the scripts say so in one place.
    [void](Install-TransportAgent -Name $script:AgentName -TransportAgentFactory $Wanted.Factory -AssemblyPath $Wanted.AssemblyPath @service `
        -Confirm:$false -ErrorAction Stop -WarningAction SilentlyContinue)
}

function Remove-Registration([string] $TransportService) {
    $service = Get-ServiceArgument $TransportService
    Uninstall-TransportAgent -Identity $script:AgentName @service -Confirm:$false -ErrorAction Stop -WarningAction SilentlyContinue
}

function Set-Enabled([string] $TransportService, [bool] $Enabled) {
    $service = Get-ServiceArgument $TransportService
    if ($Enabled) { Enable-TransportAgent -Identity $script:AgentName @service -Confirm:$false -ErrorAction Stop -WarningAction SilentlyContinue }
    else { Disable-TransportAgent -Identity $script:AgentName @service -Confirm:$false -ErrorAction Stop -WarningAction SilentlyContinue }
}

function Set-Order([string] $TransportService, [int] $Priority) {
    $service = Get-ServiceArgument $TransportService
    Set-TransportAgent -Identity $script:AgentName -Priority $Priority @service -Confirm:$false -ErrorAction Stop -WarningAction SilentlyContinue
}

# Makes the service's entry what is wanted, whatever is there; $null in place of an entry means none. What undoes every step of the registration.
function Restore-Registration([string] $TransportService, $Wanted) {
    $present = Get-Registration $TransportService
    if ($present -and (-not $Wanted -or $present.AssemblyPath -ne $Wanted.AssemblyPath -or $present.Factory -ne $Wanted.Factory)) {
        Remove-Registration $TransportService
        $present = $null
    }
    if (-not $Wanted) { return }
    if (-not $present) {
        Add-Registration $Wanted
        $present = Get-Registration $TransportService
    }
    if ($present.Enabled -ne $Wanted.Enabled) { Set-Enabled $TransportService $Wanted.Enabled }
    if ($present.Priority -ne $Wanted.Priority) { Set-Order $TransportService $Wanted.Priority }
}

function Set-Registration($Wanted, $Before) {
    $where = "$script:AgentName in $($Wanted.TransportService)"
    $undo = { param($wanted, $before) Restore-Registration $wanted.TransportService $before }
    $with = $Wanted, $Before
    $present = $Before
    if ($present -and ($present.AssemblyPath -ne $Wanted.AssemblyPath -or $present.Factory -ne $Wanted.Factory)) {
        Invoke-Step 'Unregister the other version' "$where, $($present.AssemblyPath)" -With $with -Undo $undo -Do { param($wanted) Remove-Registration $wanted.TransportService }
        $present = $null
    }
    if (-not $present) {
        Invoke-Step 'Register the agent' "$where, $($Wanted.AssemblyPath)" -With $with -Undo $undo -Do { param($wanted) Add-Registration $wanted }
    }
    # Exchange registers an agent disabled, and at the end of the order.
    if ($Wanted.Enabled -ne ($present -and $present.Enabled)) {
        $action = if ($Wanted.Enabled) { 'Enable the agent' } else { 'Disable the agent' }
        Invoke-Step $action $where -With $with -Undo $undo -Do { param($wanted) Set-Enabled $wanted.TransportService $wanted.Enabled }
    }
    if (-not $present -or $present.Priority -ne $Wanted.Priority) {
        Invoke-Step "Set the priority to $($Wanted.Priority)" $where -With $with -Undo $undo -Do { param($wanted) Set-Order $wanted.TransportService $wanted.Priority }
    }
    if (-not $WhatIfPreference) { Confirm-Registration $Wanted }
}

# An update of Exchange may leave fewer agents than there were, and then no place so far behind.
function Get-PossiblePriority([string] $TransportService, [int] $Priority) {
    $service = Get-ServiceArgument $TransportService
    $agents = @(Get-TransportAgent @service -ErrorAction Stop)
    $others = @($agents | Where-Object { "$($_.Identity)" -ne $script:AgentName })
    return [Math]::Min($Priority, $others.Count + 1)
}

function Test-Changed($Wanted, [object[]] $Before) {
    $was = $Before | Where-Object { $_.TransportService -eq $Wanted.TransportService }
    return -not $was -or $was.AssemblyPath -ne $Wanted.AssemblyPath -or $was.Enabled -ne $Wanted.Enabled -or $was.Priority -ne $Wanted.Priority
}

function Confirm-Registration($Wanted) {
    $found = Get-Registration $Wanted.TransportService
    if (-not $found) { throw 'Exchange reported no error, but the agent is not registered. Run the script again.' }
    foreach ($property in 'AssemblyPath', 'Factory', 'Enabled', 'Priority') {
        if ("$($found.$property)" -ne "$($Wanted.$property)") { throw "$property was set to $($Wanted.$property), but Exchange shows $($found.$property)." }
    }
}
