#Requires -Version 5.1
<#
.SYNOPSIS
Makes the MSI on Windows with WiX Toolset 3.14, from the same source as build.sh does on Linux.

.PARAMETER Version
Three numbers: 1.2.3.

.PARAMETER Folder
Where IpBlock-VERSION-x64.msi is written to.

.PARAMETER WixFolder
The folder of candle.exe and light.exe. Without it, that of WiX's own installer.

.EXAMPLE
.\src\Installer\build.ps1 1.0.0
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true, Position = 0)] [ValidatePattern('^\d{1,3}\.\d{1,3}\.\d{1,5}$')] [string] $Version,
    [Parameter(Position = 1)] [string] $Folder = 'artifacts',
    [string] $WixFolder = (Join-Path "$env:WIX" 'bin')
)

$ErrorActionPreference = 'Stop'
$root = (Resolve-Path (Join-Path $PSScriptRoot '..\..')).ProviderPath
$work = Join-Path ([IO.Path]::GetTempPath()) ('IpBlock-' + [guid]::NewGuid())
$payload = Join-Path $work 'payload'

function Invoke-Tool([string] $Program, [string[]] $Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program ended with $LASTEXITCODE" }
}

function Publish-Project([string] $Project, [string[]] $More) {
    Invoke-Tool 'dotnet' (@('publish', (Join-Path $root $Project), '--configuration', 'Release', '--nologo', '--verbosity', 'quiet', '--artifacts-path', (Join-Path $work 'artifacts'),
            '-p:DebugType=none', '-p:GenerateDocumentationFile=false', "-p:Version=$Version", "-p:AssemblyVersion=$Version.0", "-p:InformationalVersion=$Version") + $More)
}

function Copy-Named([string] $From, [string] $To, [string[]] $Names) {
    foreach ($name in $Names) {
        $target = Join-Path $To $name
        [void](New-Item -ItemType Directory -Path (Split-Path $target) -Force)
        Copy-Item -LiteralPath (Join-Path $From $name) -Destination $target
    }
}

# As payload.sh does.
function New-Payload {
    Publish-Project 'src\Agent' @('--output', (Join-Path $work 'agent'))
    Publish-Project 'src\PowerShell' @("-p:OutputPath=$(Join-Path $work 'module-build')\", '--output', (Join-Path $work 'module'))
    Publish-Project 'src\Service' @('--runtime', 'win-x64', '--self-contained', '-p:PublishReadyToRun=true', '--output', (Join-Path $work 'tools'))
    Copy-Named (Join-Path $work 'agent') (Join-Path $payload 'agent') @('IpBlock.Agent.dll', 'IpBlock.Common.dll', 'Newtonsoft.Json.dll')
    Copy-Named (Join-Path $work 'module') (Join-Path $payload 'module') @('IpBlock.format.ps1xml', 'IpBlock.PowerShell.dll', 'IpBlock.Administration.dll', 'IpBlock.Common.dll', 'Newtonsoft.Json.dll', 'DnsClient.dll', 'System.Buffers.dll', 'en-US\IpBlock.PowerShell.dll-Help.xml', 'en-US\about_IpBlock.help.txt')
    (Get-Content (Join-Path $root 'src\PowerShell\IpBlock.psd1')) -replace "^( *ModuleVersion *= *)'.*'", "`$1'$Version'" | Set-Content (Join-Path $payload 'module\IpBlock.psd1') -Encoding ASCII
    $tools = @(Get-ChildItem (Join-Path $work 'tools') -File | Where-Object { '.pdb', '.xml' -notcontains $_.Extension -and $_.Name -ne 'createdump.exe' } | ForEach-Object { $_.Name })
    Copy-Named (Join-Path $work 'tools') (Join-Path $payload 'tools') $tools
    # Whose software is in it, and under which licences.
    foreach ($part in @{ agent = 'IpBlock.Agent'; module = 'IpBlock.PowerShell' }.GetEnumerator()) {
        $named = @("$($part.Value).third-party-notices.txt", "$($part.Value).cdx.json")
        Copy-Named (Join-Path $work $part.Key) (Join-Path $payload 'tools') $named
        $tools += $named
    }
    Copy-Item (Join-Path $root 'LICENSE') (Join-Path $payload 'tools\LICENSE.txt')
    $tools += 'LICENSE.txt'
    $scripts = @(Get-ChildItem (Join-Path $root 'scripts') -Recurse -File | ForEach-Object { $_.FullName.Substring($root.Length + 9) })
    Copy-Named (Join-Path $root 'scripts') (Join-Path $payload 'scripts') $scripts
    Copy-Named (Join-Path $root 'docs') (Join-Path $payload 'docs') @(Get-ChildItem (Join-Path $root 'docs') -Filter *.md | ForEach-Object { $_.Name })
    New-PagePayload $tools
    return $tools
}

# Beside the tools, whose runtime it shares: of the page only what they do not have.
function New-PagePayload([string[]] $Tools) {
    $page = Join-Path $work 'page'
    Publish-Project 'src\Manager' @('--runtime', 'win-x64', '--self-contained', '-p:PublishReadyToRun=true', '--output', $page)
    $files = @(Get-ChildItem $page -Recurse -File | ForEach-Object { $_.FullName.Substring($page.Length + 1) } |
        Where-Object { $Tools -notcontains $_ -and 'createdump.exe', 'web.config' -notcontains $_ -and $_ -notmatch '^[^\\]*\.(pdb|xml)$' })
    Copy-Named $page (Join-Path $payload 'page') $files
}

# As page.sh does.
function Get-PageGuid([string] $Name) {
    $hash = [Security.Cryptography.SHA1]::Create().ComputeHash([Text.Encoding]::ASCII.GetBytes("IpBlock page $Name`n"))
    $hex = ([BitConverter]::ToString($hash) -replace '-', '').ToUpperInvariant()
    return '{0}-{1}-5{2}-8{3}-{4}' -f $hex.Substring(0, 8), $hex.Substring(8, 4), $hex.Substring(13, 3), $hex.Substring(17, 3), $hex.Substring(20, 12)
}

# Names in a package have 72 characters at the most.
function Get-PageName([string] $Path) {
    return $Path -replace '^wwwroot/_content/Radzen\.Blazor/', 'Radzen/' -replace '^wwwroot/', '' -replace '[^A-Za-z0-9._]', '_'
}

function Get-PageFiles([string] $Folder, [string] $Place) {
    $prefix = if ($Place) { "$Place/" } else { '' }
    foreach ($file in Get-ChildItem -LiteralPath $Folder -File | Where-Object { $_.Name -ne 'ipblock-manager.exe' }) {
        $name = $prefix + $file.Name
        $key = if ($Place -or $file.Name -eq 'ipblock-manager.dll') { ' KeyPath="yes"' } else { '' }
        if ($Place) { '<Component Id="Page.{0}" Guid="{1}" Win64="yes">' -f (Get-PageName $name), (Get-PageGuid $name) }
        '<File Id="PageFile.{0}" Name="{1}" Source="$(var.Payload)/page/{2}"{3} />' -f (Get-PageName $name), $file.Name, $name, $key
        if ($Place) { '</Component>' }
    }
}

function New-PageSource {
    $page = Join-Path $payload 'page'
    $lines = @('<?xml version="1.0" encoding="utf-8"?>', '<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi"><Fragment><DirectoryRef Id="ToolsFolder">')
    $lines += '<Component Id="PageFiles" Guid="8B6DB4E4-2C0B-4D6B-9C39-0B4A2F1C9A57" Win64="yes">'
    $lines += @(Get-PageFiles $page '') + '</Component></DirectoryRef>'
    foreach ($folder in Get-ChildItem $page -Recurse -Directory | Sort-Object FullName) {
        $place = $folder.FullName.Substring($page.Length + 1) -replace '\\', '/'
        $above = if ($place.Contains('/')) { 'PageFolder.' + (Get-PageName $place.Substring(0, $place.LastIndexOf('/'))) } else { 'ToolsFolder' }
        $lines += '<DirectoryRef Id="{0}"><Directory Id="PageFolder.{1}" Name="{2}">' -f $above, (Get-PageName $place), $folder.Name
        $lines += @(Get-PageFiles $folder.FullName $place) + '</Directory></DirectoryRef>'
    }

    $components = @($lines | Select-String '<Component Id="(Page\.[^"]*)"' | ForEach-Object { '<ComponentRef Id="{0}" />' -f $_.Matches[0].Groups[1].Value })
    $lines += @('<ComponentGroup Id="PageContent">') + $components + '</ComponentGroup></Fragment></Wix>'
    $lines | Set-Content (Join-Path $work 'Page.wxs') -Encoding UTF8
}

# As tools.sh does.
function New-ToolsSource([string[]] $Tools) {
    $files = foreach ($name in $Tools) {
        $key = if ($name -eq 'ipblock.exe') { ' KeyPath="yes"' } else { '' }
        '<File Id="Tool.{0}" Name="{1}" Source="$(var.Payload)/tools/{1}"{2} />' -f (Get-PageName $name), $name, $key
    }
    @"
<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi"><Fragment><DirectoryRef Id="ToolsFolder">
<Component Id="ToolFiles" Guid="224D0F33-8E68-4873-8099-0E36DF83A8AF" Win64="yes">
$($files -join "`n")
</Component></DirectoryRef></Fragment></Wix>
"@ | Set-Content (Join-Path $work 'Tools.wxs') -Encoding UTF8
}

# The GUID that build.sh gives to this version: both packages are the same product.
function Get-ProductCode {
    $hash = [Security.Cryptography.SHA1]::Create().ComputeHash([Text.Encoding]::ASCII.GetBytes("IpBlock $Version`n"))
    $hex = ([BitConverter]::ToString($hash) -replace '-', '').ToUpperInvariant()
    return '{0}-{1}-5{2}-8{3}-{4}' -f $hex.Substring(0, 8), $hex.Substring(8, 4), $hex.Substring(13, 3), $hex.Substring(17, 3), $hex.Substring(20, 12)
}

try {
    New-ToolsSource (New-Payload)
    New-PageSource
    Copy-Item (Join-Path $PSScriptRoot '*.wxs') $work
    $output = (New-Item -ItemType Directory -Path $Folder -Force).FullName
    $msi = Join-Path $output "IpBlock-$Version-x64.msi"
    Push-Location $work
    try {
        Invoke-Tool (Join-Path $WixFolder 'candle.exe') @('-nologo', '-arch', 'x64', "-dVersion=$Version", "-dProductCode=$(Get-ProductCode)", '-dPayload=payload', 'IpBlock.wxs', 'Components.wxs', 'Tools.wxs', 'Page.wxs')
        # ICE43 and ICE57 want the user's own registry key for a shortcut, and these are for all users. ICE61: a repair is to put every file right.
        Invoke-Tool (Join-Path $WixFolder 'light.exe') @('-nologo', '-sice:ICE43', '-sice:ICE57', '-sice:ICE61', '-b', $work, '-out', $msi, 'IpBlock.wixobj', 'Components.wixobj', 'Tools.wixobj', 'Page.wixobj')
    }
    finally { Pop-Location }
    Write-Host ('{0} {1:n0} KB' -f $msi, ((Get-Item $msi).Length / 1KB))
}
finally {
    if (Test-Path $work) { Remove-Item $work -Recurse -Force }
}
