using System;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Components;
using IpBlock.Manager.Security;
using Microsoft.AspNetCore.Components;

namespace IpBlock.Manager.Pages.Accounts;

/// <summary>
/// A part of the page of accounts, which reads anew every few seconds: only as long as the viewer is an administrator, for it shows nothing that others
/// may see.
/// </summary>
public abstract class AccountPart : PageBase
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>The accounts.</summary>
    [Inject]
    protected AccountAccess Accounts { get; set; } = null!;

    [Inject]
    private Viewer Viewer { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await RefreshAsync();
        Every(Period, RefreshAsync);
    }

    /// <summary>Reads anew.</summary>
    protected async Task RefreshAsync()
    {
        if (await Viewer.NowAsync() is { Account.Role: Role.Administrator })
            await LoadAsync();
        else
            Navigation.Refresh(forceReload: true);
    }

    /// <summary>Reads what is shown.</summary>
    protected abstract Task LoadAsync();
}
