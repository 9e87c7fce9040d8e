using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Hosting;
using IpBlock.Manager.Security;
using IpBlock.Time;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace IpBlock.Manager.Components;

/// <summary>
/// What pages have in common. A page reads as it likes, and does what changes anything, or asks somebody, through <see
/// cref="RunAsync(PageCommand,Func{Permit,CommandOutcome})"/>.
/// </summary>
public abstract class PageBase : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _timer;
    private bool _isRefreshing;

    /// <summary>A page that is looked at.</summary>
    protected PageBase() => Gone = _gone.Token;

    /// <summary>Who looks at the page, as of when it was opened: for what is shown. What may be done is looked up when it is done.</summary>
    [CascadingParameter]
    protected SignedIn Session { get; set; } = null!;

    /// <summary>The settings.</summary>
    [Inject]
    protected SettingsAccess Settings { get; set; } = null!;

    /// <summary>Says what came of a command.</summary>
    [Inject]
    protected Messages Messages { get; set; } = null!;

    /// <summary>Opens dialogs.</summary>
    [Inject]
    protected DialogService Dialogs { get; set; } = null!;

    [Inject]
    private CommandRunner Runner { get; set; } = null!;

    [Inject]
    private Clock Clock { get; set; } = null!;

    /// <summary>Cancelled when the page is left. What still runs then may go on to look at it.</summary>
    protected CancellationToken Gone { get; }

    /// <summary>True when the role is enough for a command. Buttons for what it is not enough for are not shown.</summary>
    protected bool May(PageCommand command) => RoleTable.Of(command) is { } needed && Session.Account.Role >= needed;

    /// <summary>Carries a command out if the account may do it now, and says on top of the page what came of it.</summary>
    protected Task<CommandOutcome> RunAsync(PageCommand command, Func<Permit, CommandOutcome> run) => RunAsync(command, permit => Task.FromResult(run(permit)));

    /// <summary>The same for what waits.</summary>
    protected async Task<CommandOutcome> RunAsync(PageCommand command, Func<Permit, Task<CommandOutcome>> run)
    {
        var outcome = await Runner.RunAsync(command, run);
        Messages.Tell(outcome);
        StateHasChanged();
        return outcome;
    }

    /// <summary>Reads on a thread of the pool: a slow disk must not hold up the circuit.</summary>
    protected Task<T> ReadAsync<T>(Func<T> read) => Task.Run(read, Gone);

    /// <summary>
    /// Has something done again and again until the page is left, one at a time: <c>Every(TimeSpan.FromSeconds(5), RefreshAsync)</c>. It does nothing on a
    /// page that was left during its first read.
    /// </summary>
    protected void Every(TimeSpan period, Func<Task> refresh)
    {
        _timer?.Dispose();
        if (Gone.IsCancellationRequested)
            return;
        _timer = Clock.Every(period, () => _ = InvokeAsync(() => OnceAsync(refresh)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The page is left.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing)
    {
        _timer?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task OnceAsync(Func<Task> refresh)
    {
        if (_isRefreshing || Gone.IsCancellationRequested)
            return;
        _isRefreshing = true;
        try
        {
            await refresh();
            StateHasChanged();
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            return; // the page was left meanwhile
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
        finally
        {
            _isRefreshing = false;
        }
    }
}
