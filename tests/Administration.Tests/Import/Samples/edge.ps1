<# Edge servers:
   Add-IPBlockListProvider -Name Old -LookupDomain old.example -AnyMatch $true #>
$zone = 'zen.spamhaus.org'; $text = "See https://example.com/?ip=%0"
Add-IPBlockListProvider -Name "Zen" -LookupDomain $zone -AnyMatch $false -BitmaskMatch $null `
    -IPAddressesMatch 127.0.0.2,127.0.0.3, "127.0.0.4" -RejectionResponse $text -Priority 2
add-ipblocklistprovider SpamCop -Lookup bl.spamcop.net -Any:$true -Enabled:$false -Pri 1   # later
# Add-IPBlockListProvider -Name Off -LookupDomain off.example -AnyMatch $true
Add-IPAllowListProvider -Name 'Good''s' -LookupDomain list.dnswl.org -IPAddressesMatch @("127.0.1.2", '127.0.1.3') | Out-Null
Set-IPBlockListProvidersConfig -BypassedRecipients postmaster@example.com,abuse@example.com
Add-IPBlockListEntry -IPRange 192.0.2.0/24 -Comment "bad $zone" -ExpirationTime 2030-12-31T00:00:00Z
Add-IPBlockListEntry -IPAddress 198.51.100.7
Add-IPAllowListEntry -IPAddress 203.0.113.7 -Comment 'costs $5'
Set-IPBlockListConfig -StaticEntryRejectionResponse "On our list, {0}" -MachineEntryRejectionResponse "x"
