using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using IpBlock.PowerShell.Arguments;

namespace IpBlock.PowerShell;

/// <summary>
/// Tells PowerShell which properties the objects of the cmdlets have beside those of their class: it completes (Get-IpBlockConfig).Log and Where-Object Any by
/// the type alone, before there is an object.
/// </summary>
internal static class OutputMembers
{
    public static void Register()
    {
        if (Runspace.DefaultRunspace is null)
            return;
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Microsoft.PowerShell.Utility\\Update-TypeData").AddParameter("Force").AddParameter("TypeData", new[]
        {
            Members(typeof(IpBlockConfig), SettingParameters.General),
            Members(typeof(IpBlockProvider), SettingParameters.Provider),
            Members(typeof(IpBlockList), SettingParameters.List),
            Members(typeof(IpBlockRecipientPolicy), SettingParameters.Policy),
        });
        try
        {
            shell.Invoke();
        }
        catch (RuntimeException)
        {
            // A restricted session may have no such command. It completes less, and is none the worse for it.
        }
    }

    private static TypeData Members(Type shown, IReadOnlyList<SettingParameter> settings)
    {
        var members = new TypeData(shown);
        foreach (var setting in settings)
        {
            if (shown.GetProperty(setting.Name) is null)
                members.Members.Add(setting.Name, new NotePropertyData(setting.Name, value: null));
        }

        return members;
    }
}
