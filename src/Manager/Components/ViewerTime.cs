using System;
using System.Globalization;
using System.Threading.Tasks;
using Microsoft.JSInterop;

namespace IpBlock.Manager.Components;

/// <summary>Turns what a viewer types for a time into a moment, and back: only the browser knows his zone.</summary>
public sealed class ViewerTime(IJSRuntime browser)
{
    /// <summary>The moment of what an input of type <c>datetime-local</c> holds; null when it holds none.</summary>
    public async Task<DateTimeOffset?> MomentAsync(string? local)
    {
        if (string.IsNullOrEmpty(local))
            return null;
        var utc = await browser.InvokeAsync<string?>("ipblock.toUtc", local);
        return DateTimeOffset.TryParse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
    }

    /// <summary>What an input of type <c>datetime-local</c> is given to show a moment, to the minute.</summary>
    public async Task<string> LocalAsync(DateTimeOffset? moment)
    {
        var utc = moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return utc is null ? "" : await browser.InvokeAsync<string>("ipblock.toLocal", utc);
    }
}
