# The transport-agent cmdlets as their manual has them: an agent is registered disabled and at the end of the order, an identity twice is an
# error, a priority beyond the number of agents too, and a file that is not there cannot be registered.

function Use-Agents([string] $TransportService, [scriptblock] $Change) {
    $state = Get-State
    if (-not $TransportService) { $TransportService = if ($state.agents.ContainsKey('Edge')) { 'Edge' } else { 'Hub' } }
    if (-not $state.agents.ContainsKey($TransportService)) { throw "There is no transport service $TransportService on this server." }
    $agents = [Collections.ArrayList]@($state.agents[$TransportService])
    & $Change $agents
    for ($i = 0; $i -lt $agents.Count; $i++) { $agents[$i].Priority = $i + 1 }
    $state.agents[$TransportService] = @($agents)
    Save-State $state
}

function Find-Agent($Agents, [string] $Identity) {
    $found = $Agents | Where-Object { $_.Identity -eq $Identity }
    if (-not $found) { throw "The transport agent ""$Identity"" wasn't found." }
    return $found
}

function Get-TransportAgent {
    [CmdletBinding()] param([string] $Identity, [string] $TransportService)
    Add-Call 'Get-TransportAgent' $TransportService
    Use-Agents $TransportService { param($agents) $agents | Where-Object { -not $Identity -or $_.Identity -eq $Identity } | ForEach-Object { [pscustomobject]$_ } }
}

# STANDIN_FAIL with a command of this file makes it fail after it has done its work: the worst that can happen.
function Install-TransportAgent {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param([string] $Name, [string] $TransportAgentFactory, [string] $AssemblyPath, [string] $TransportService)
    if ($Name.Length -gt 64) { throw 'The name is too long.' }
    if (-not (Test-Path -LiteralPath $AssemblyPath)) { throw "The assembly $AssemblyPath does not exist." }
    Use-Agents $TransportService {
        param($agents)
        if ($agents | Where-Object { $_.Identity -eq $Name }) { throw "The transport agent ""$Name"" already exists." }
        [void]$agents.Add(@{ Identity = $Name; Enabled = $false; Priority = 0; TransportAgentFactory = $TransportAgentFactory; AssemblyPath = $AssemblyPath; Ours = $true })
    }
    Write-Warning 'Please exit Windows PowerShell to complete the installation.'
    Add-Call 'Install-TransportAgent' "$Name $TransportService"
    [pscustomobject]@{ Identity = $Name; Enabled = $false; Priority = 99 }
}

function Uninstall-TransportAgent {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')] param([string] $Identity, [string] $TransportService)
    if (-not $PSCmdlet.ShouldProcess($Identity)) { return }
    Use-Agents $TransportService { param($agents) $agents.Remove((Find-Agent $agents $Identity)) }
    Add-Call 'Uninstall-TransportAgent' "$Identity $TransportService"
}

function Enable-TransportAgent {
    [CmdletBinding(SupportsShouldProcess = $true)] param([string] $Identity, [string] $TransportService)
    Use-Agents $TransportService { param($agents) (Find-Agent $agents $Identity).Enabled = $true }
    Add-Call 'Enable-TransportAgent' "$Identity $TransportService"
}

function Disable-TransportAgent {
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')] param([string] $Identity, [string] $TransportService)
    if (-not $PSCmdlet.ShouldProcess($Identity)) { return }
    Use-Agents $TransportService { param($agents) (Find-Agent $agents $Identity).Enabled = $false }
    Add-Call 'Disable-TransportAgent' "$Identity $TransportService"
}

function Set-TransportAgent {
    [CmdletBinding(SupportsShouldProcess = $true)] param([string] $Identity, [int] $Priority, [string] $TransportService)
    Use-Agents $TransportService {
        param($agents)
        if ($Priority -gt $agents.Count) { throw "The priority must be between 0 and $($agents.Count)." }
        $agent = Find-Agent $agents $Identity
        $agents.Remove($agent)
        $agents.Insert([Math]::Max($Priority, 1) - 1, $agent)
    }
    Add-Call 'Set-TransportAgent' "$Identity $Priority $TransportService"
}
