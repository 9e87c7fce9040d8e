using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Radzen;

namespace IpBlock.Manager.Components;

/// <summary>Asks before something is done.</summary>
public static class Confirming
{
    /// <summary>True when the viewer has pressed the button, and not Cancel, Escape or the cross.</summary>
    /// <param name="dialogs">The dialogs of the page.</param>
    /// <param name="title">The question.</param>
    /// <param name="button">What the button says: the deed.</param>
    /// <param name="isDanger">True when mail could be lost or let through by it.</param>
    /// <param name="paragraphs">What will happen.</param>
    public static async Task<bool> ConfirmedAsync(this DialogService dialogs, string title, string button, bool isDanger, params string[] paragraphs)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(Confirmation.Paragraphs)] = paragraphs,
            [nameof(Confirmation.Button)] = button,
            [nameof(Confirmation.IsDanger)] = isDanger,
        };
        return await dialogs.OpenAsync<Confirmation>(title, values, new DialogOptions { Width = "min(34rem, 94vw)", CloseDialogOnEsc = true }) is true;
    }
}
