# What this server is: the version of Exchange, its role, and the transport service that sees the client's own address.

# The agent is built against Exchange 2013 CU23, and an earlier Exchange does not load it.
$script:OldestExchange = [version] '15.0.1497.0'
$script:ExchangeKey = 'HKLM:\SOFTWARE\Microsoft\ExchangeServer\v15'

function Get-RegistryValues([string] $Key) {
    Get-ItemProperty -Path $Key -ErrorAction SilentlyContinue
}

# 15.0 is 2013, 15.1 is 2016, 15.2 is 2019 and SE. $null if there is none.
function Get-Exchange {
    $setup = Get-RegistryValues "$script:ExchangeKey\Setup"
    if (-not $setup -or -not $setup.MsiProductMajor) { return $null }
    $roles = @('EdgeTransportRole', 'FrontendTransportRole', 'HubTransportRole' | Where-Object { Test-Role $_ })
    [pscustomobject]@{
        Version = '{0}.{1}.{2}.{3}' -f $setup.MsiProductMajor, $setup.MsiProductMinor, $setup.MsiBuildMajor, $setup.MsiBuildMinor
        TransportServices = @(
            if ($roles -contains 'EdgeTransportRole') { 'Edge' }
            else {
                if ($roles -contains 'FrontendTransportRole') { 'FrontEnd' }
                if ($roles -contains 'HubTransportRole') { 'Hub' }
            })
    }
}

# Exchange writes ConfiguredVersion when a role's set-up is finished, and takes Watermark away; both are there while it runs or after it has failed.
function Test-Role([string] $Role) {
    $values = Get-RegistryValues "$script:ExchangeKey\$Role"
    if (-not $values -or -not $values.ConfiguredVersion) { return $false }
    if ($values.Watermark) { throw "The setup of Exchange has not finished ($Role). Wait until it has finished, then run this script again." }
    return $true
}

function Get-ExchangeOrThrow {
    $exchange = Get-Exchange
    if (-not $exchange) { throw 'Exchange 2013, 2016, 2019 or SE is not installed on this server.' }
    if ([version] $exchange.Version -lt $script:OldestExchange) {
        throw "Exchange $($exchange.Version) is too old. Exchange 2013 requires cumulative update 23 (15.0.1497) or later. Install it, then run this script again."
    }
    if ($exchange.TransportServices.Count -eq 0) {
        throw "Exchange $($exchange.Version) is installed on this server, but not the Edge Transport or Mailbox role: there is no transport service in which the agent can be registered."
    }
    return $exchange
}

# Edge has one service. On a Mailbox server the front end takes the connections; behind it, the hub sees the front end's address at first.
function Select-TransportService($Exchange, [string] $Wanted) {
    if (-not $Wanted) { return $Exchange.TransportServices[0] }
    if ($Exchange.TransportServices -contains $Wanted) { return $Wanted }
    throw "The transport service $Wanted does not exist on this server. Available transport services: $($Exchange.TransportServices -join ', ')."
}

function Get-WindowsServiceName([string] $TransportService) {
    if ($TransportService -eq 'FrontEnd') { return 'MSExchangeFrontEndTransport' }
    return 'MSExchangeTransport'
}

# Agents of the front end cannot be managed through the Exchange Management Shell, which is a remote session: the snap-in does it in this process.
function Import-AgentCmdlets {
    if (Get-Command Get-TransportAgent -CommandType Cmdlet, Function -ErrorAction SilentlyContinue) {
        if (-not (Get-PSSession | Where-Object { $_.ConfigurationName -eq 'Microsoft.Exchange' })) { return }
        throw 'This is the Exchange Management Shell, which cannot manage agents of the front end. Run the script in Windows PowerShell.'
    }
    if (-not (Get-Command Add-PSSnapin -ErrorAction SilentlyContinue)) {
        throw 'Windows PowerShell is required: PowerShell 6 and later cannot load the Exchange snap-in. Run the script with powershell.exe.'
    }
    Add-PSSnapin Microsoft.Exchange.Management.PowerShell.SnapIn -ErrorAction Stop
}

# Of a process with the rights of an administrator Windows says "high" or "system" integrity, in whatever language.
function Test-Administrator {
    return [bool](& whoami.exe /groups | Where-Object { $_ -match 'S-1-16-(12288|16384)\b' })
}

function Restart-TransportService([string] $Name, [int] $WatchSeconds) {
    Restart-Service -Name $Name -Force -ErrorAction Stop
    # A service that cannot bear an agent starts, and ends some seconds later.
    for ($second = 0; $second -le $WatchSeconds; $second++) {
        if ($second -gt 0) { Start-Sleep -Seconds 1 }
        $status = (Get-Service -Name $Name -ErrorAction Stop).Status
        if ("$status" -ne 'Running') { throw "the service $Name does not keep running: its status is $status; check the event log" }
    }
}
